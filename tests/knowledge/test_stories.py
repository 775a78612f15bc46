"""Long charts read on many days: what lies ahead changes nothing, and each is read often enough."""

from __future__ import annotations

import re
from typing import Any

import pytest

from myelobone import advise, read_record
from myelobone.decide.patients import Case, cases
from myelobone.language.yaml import read

from .files import PATIENTS, advice, knowledge

STORIES = sorted(path.stem for path in PATIENTS.glob("story_*.yaml"))
DAYS_AT_LEAST = 8
OF_THE_RECORD = (
    "problems",
    "record_digest",
    "next_change",
)  # an entry ahead is told, and will change something
EVERY = 4  # each day is another worked patient already; here every fourth is enough


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = read((PATIENTS / f"{name}.yaml").read_bytes(), name).data
    return data


def _cases(story: dict[str, Any]) -> list[Case]:
    background = read((PATIENTS / "background.yaml").read_bytes(), "background.yaml").data
    return cases(story, background)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_checked_on_many_days_in_the_order_of_time(name: str) -> None:
    days = [day["as_of"] for day in _read(name)["days"]]
    assert days == sorted(set(days))
    assert len(days) >= DAYS_AT_LEAST


@pytest.mark.parametrize("name", STORIES)
def test_what_lies_after_the_day_asked_about_changes_nothing(name: str) -> None:
    story = _read(name)
    for case in _cases(story)[::EVERY]:
        then = advice(case.record, case.as_of)
        assert _without_places(_of_the_whole_chart(case, story)) == _without_places(then), case.name


def _of_the_whole_chart(case: Case, story: dict[str, Any]) -> dict[str, Any]:
    """The advice when the whole story is in the record, seen with what was known by the day."""
    own = story["record"]["entries"]
    shared = [entry for entry in case.record["entries"] if entry not in own]
    record = read_record({**case.record, "entries": shared + own}, knowledge().vocabulary)
    plain: dict[str, Any] = advise(
        record, as_of=case.as_of, knowledge=knowledge(), known_then=True
    ).to_dict()
    return plain


def _without_places(whole: dict[str, Any]) -> Any:
    return _stripped({key: part for key, part in whole.items() if key not in OF_THE_RECORD})


def _stripped(part: Any) -> Any:
    """Without the numbers of entries, which count what lies ahead too."""
    if isinstance(part, dict):
        return {key: _stripped(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_stripped(value) for value in part]
    return re.sub(r"entries\[\d+\]", "entry", part) if isinstance(part, str) else part
