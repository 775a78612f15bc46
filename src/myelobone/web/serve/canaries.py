"""Worked patients of the knowledge: their files read, and whether each still gets its answer.

Asking all takes seconds, so the answer of a program and a knowledge is kept for a day in the data folder.
"""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from ... import __version__
from ...api import advise
from ...decide.patients import Case, cases, match
from ...edition import own_edition
from ...language.compiled import default_folder
from ...language.yaml import read
from ...record.read import read_record

BACKGROUND = "background.yaml"
KEPT = "canaries.json"
FRESH = 86_400.0  # seconds
_asking = threading.Lock()


def known() -> tuple[str, ...] | None:
    """The names of worked patients that get a wrong answer, none is well; None when they must be asked."""
    try:
        kept = json.loads((settings.DATA / KEPT).read_text("utf-8"))
        if kept["of"] == _of() and 0 <= time.time() - kept["at"] < FRESH:
            return tuple(kept["wrong"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def ask() -> tuple[str, ...]:
    """Asks every worked patient, and keeps what came out."""
    with _asking:
        if (found := known()) is not None:
            return found
        wrong = wrong_answers()
        place = settings.DATA / KEPT
        new = place.with_name(f"{KEPT}.{os.getpid()}")
        new.write_text(json.dumps({"of": _of(), "at": time.time(), "wrong": wrong}), "utf-8")
        os.replace(new, place)
        return wrong


def look_behind() -> None:
    """Asks in the background when it is time to."""
    if known() is None and not _asking.locked():
        threading.Thread(target=ask, name="canaries", daemon=True).start()


def _of() -> str:
    return f"{__version__} {own_edition().digest}"


def files() -> list[Path]:
    """The files of the worked patients, in the order of their names."""
    return sorted(path for path in _folder().glob("*.yaml") if path.name != BACKGROUND)


def cases_of(file: Path) -> list[Case]:
    """A worked patient on each of its days."""
    background: dict[str, Any] = {"entries": [], "women": []}
    common = _folder() / BACKGROUND
    if common.is_file():
        background |= _data(common)
    return cases(_data(file), background)


def wrong_answers() -> tuple[str, ...]:
    """The names of worked patients, one day of each, whose advice is not what it must be; none is well.

    Knowledge without worked patients cannot be told to be well, and says so.
    """
    known = own_edition()
    found = files()
    wrong = [] if found else ["no worked patients"]
    for file in found:
        case = cases_of(file)[0]
        record = read_record(case.record, known.vocabulary)
        advice = advise(record, case.as_of, known, all_rules="rules" in case.expect).to_dict()
        if match(case.expect, advice):
            wrong.append(case.name)
    return tuple(wrong)


def _folder() -> Path:
    return default_folder() / "patients"


def _data(file: Path) -> Any:
    return read(file.read_bytes(), file.name).data
