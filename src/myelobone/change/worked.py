"""Reads patients from a folder: worked patients of an edition, and records of any other folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..decide.patients import Case, cases
from ..language.problems import Refused
from ..language.yaml import read

BACKGROUND = "background.yaml"
RECORDS = (".yaml", ".yml", ".json")


class NoPatient(Exception):
    """Raised when a file holds neither a record nor a worked patient; names it and says why."""


def worked(folder: Path) -> list[Case]:
    """The cases of every patient file of a folder, in the order of their names.

    Raises NoPatient, naming the file, for one that is no worked patient; Refused for what is no YAML.
    """
    files = sorted(path for path in folder.glob("*.yaml") if path.name != BACKGROUND)
    shared = _background(folder)
    return [case for path in files for case in _cases(path, _data(path), shared)]


def records(folder: Path, as_of: str) -> Iterator[Case]:
    """Every record of a folder as of a day, and every day of a worked patient as of its own.

    A file may hold a record, a list of records, or a worked patient. Raises NoPatient and Refused.
    """
    shared = _background(folder)
    for path in sorted(folder.rglob("*")):
        if path.suffix not in RECORDS or path.name == BACKGROUND or not path.is_file():
            continue
        data = _data(path)
        name = path.relative_to(folder).as_posix()
        if isinstance(data, dict) and "days" in data:
            yield from _cases(path, data, shared)
        elif isinstance(data, list):
            yield from (
                Case(name=f"{name}[{number}]", record=_record(path, each), as_of=as_of, expect={})
                for number, each in enumerate(data)
            )
        else:
            yield Case(name=name, record=_record(path, data), as_of=as_of, expect={})


def _background(folder: Path) -> dict[str, Any]:
    shared: dict[str, Any] = {"entries": [], "women": []}
    file = folder / BACKGROUND
    return shared | _data(file) if file.exists() else shared


def _record(path: Path, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict) or "patient" not in data:
        raise NoPatient(f"{path}: patient")
    return data


def _cases(path: Path, data: Any, shared: dict[str, Any]) -> list[Case]:
    try:
        return cases(data, shared)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoPatient(f"{path}: {error}") from error


def _data(path: Path) -> Any:
    try:
        return read(path.read_bytes(), path.name).data
    except OSError as error:
        raise NoPatient(f"{path}: {error.strerror}") from error
    except Refused as refused:
        raise NoPatient(f"{path}: {refused.problems[0].line()}") from refused
