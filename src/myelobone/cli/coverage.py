"""What carries each statement and reading, and which worked patient's advice cites it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..decide.coverage import Covered, coverage
from ..decide.patients import Case, cases
from ..language.compiled import default_folder
from ..language.yaml import read
from ..page.layout import Line, Span, wrap
from ..page.words import Lang, word
from . import faults, options
from .screen import ambiguous, width

BACKGROUND = "background.yaml"
SHAPE = "id, record: {patient, entries}, days: [{as_of, expect}]"  # of a patient file
NAMED = 3  # carriers and patients named in a line


def covered(folder: str | None) -> list[Covered]:
    """The coverage of an edition by its own worked patients."""
    from ..decide.advise import advise
    from ..record.read import read_record

    knowledge = options.load(folder)
    found = []
    for case in worked(patients_of(folder)):
        record = read_record(case.record, knowledge.vocabulary)
        found.append((case.name, advise(record, case.as_of, knowledge, asking=False).to_dict()))
    return coverage(knowledge, found)


def patients_of(folder: str | None) -> Path:
    """The folder of an edition's own worked patients."""
    return (default_folder() if folder is None else Path(folder)) / "patients"


def worked(folder: Path) -> list[Case]:
    """The cases of every patient file of a folder, in the order of their names.

    Raises a usage fault for a folder that holds none, and for a file that is no patient.
    """
    files = sorted(path for path in folder.glob("*.yaml") if path.name != BACKGROUND)
    if not files:
        raise faults.usage(str(folder), "DIR/*.yaml", where="DIR")
    background: dict[str, Any] = {"entries": [], "women": []}
    if (folder / BACKGROUND).exists():
        background |= _data(folder / BACKGROUND)
    return [case for path in files for case in _cases(path, background)]


def _cases(path: Path, background: dict[str, Any]) -> list[Case]:
    try:
        return cases(_data(path), background)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise faults.usage(f"{path}: {error}", SHAPE, where="DIR") from error


def _data(path: Path) -> Any:
    return read(path.read_bytes(), path.name).data


def lines(found: list[Covered], lang: Lang) -> list[Line]:
    """One line a statement or reading, and how many are cited by some patient's advice."""
    result: list[Line] = []
    for one in found:
        mark = "  " if one.cited_by else "◆ "
        text = f"{_names(one.carried_by)}  ·  {_names(one.cited_by)}"
        first = (Span(mark, "caution"), Span(f"{one.id:20}", "head"))
        result += wrap([Span(text)], width(), first=first, rest=22, ambiguous=ambiguous())
    for kind in ("statement", "reading"):
        mine = [one for one in found if one.kind == kind]
        cited = sum(1 for one in mine if one.cited_by)
        result.append((Span(f"{word(kind, lang)}: {cited} / {len(mine)}", "head"),))
    return result


def _names(names: tuple[str, ...]) -> str:
    more = f" +{len(names) - NAMED}" if len(names) > NAMED else ""
    return (", ".join(names[:NAMED]) or "–") + more
