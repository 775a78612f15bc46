"""A calendar file of a plan: what another program reads from it, checked by a reader that is not ours."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import vobject

from myelobone import plan, read_record
from myelobone.exchange.ical import calendar
from myelobone.page.words import Lang
from myelobone.record.model import Record

from ..knowledge.files import knowledge, patient_cases

CASES = (
    "W1-2026-12-01",
    "W4-2026-12-07",
    "W7-2026-11-17",
    "W8-2026-12-10",
    "W9-2026-11-12",
    "W10-2026-11-09",
)
LINE = 75  # octets, by RFC 5545
NAMED = {"name": "张三丰", "id": "ZY-0012345"}


@cache
def record(case: str, named: bool = False) -> Record:
    found = patient_cases()[case].record
    if named:
        found = {**found, "patient": {**found["patient"], **NAMED}}
    return read_record(found, knowledge().vocabulary)


@cache
def written(case: str, lang: Lang = "zh", as_of: str | None = None) -> bytes:
    day = as_of or patient_cases()[case].as_of
    return calendar(plan(record(case), day, None, knowledge()).to_dict(), knowledge(), lang=lang)


def parsed(data: bytes) -> list[Any]:
    """The events as vobject reads them."""
    return list(vobject.readOne(data.decode()).vevent_list)


def by_uid(data: bytes) -> dict[str, Any]:
    return {event.uid.value: event for event in parsed(data)}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_reader_finds_every_event_with_what_it_must_have(case: str, lang: Lang) -> None:
    events = parsed(written(case, lang))
    assert events
    for event in events:
        assert isinstance(event.dtstart.value, date)
        assert event.dtend.value > event.dtstart.value
        assert event.summary.value.strip()
        assert event.status.value in ("CONFIRMED", "TENTATIVE")
        assert event.dtstamp.value.date().isoformat() == patient_cases()[case].as_of
    uids = [event.uid.value for event in events]
    assert len(set(uids)) == len(uids)


@pytest.mark.parametrize("case", CASES)
def test_lines_end_as_they_must_and_none_is_too_long_or_breaks_a_character(case: str) -> None:
    data = written(case)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= LINE
        line.decode("utf-8")  # a fold between the octets of a character would fail here


def test_chinese_comes_back_as_it_was_written() -> None:
    summaries = [event.summary.value for event in parsed(written("W7-2026-11-17"))]
    assert "全身低剂量CT" in summaries
    assert "若选 每月一次：唑来膦酸 4 mg" in summaries
    descriptions = "\n".join(event.description.value for event in parsed(written("W7-2026-11-17")))
    assert (
        "双膦酸盐后24小时内不用非甾体抗炎药、造影剂和其他肾毒性药物。 [指南 5.2.2-1.c, D9, L12]"
        in descriptions
    )


def test_each_event_cites_and_says_on_which_day_by_which_knowledge() -> None:
    for event in parsed(written("W8-2026-12-10", "en")):
        assert re.search(r"\[(guideline|label|design) [^\]]+\]", event.description.value)
        assert "as of 2026-12-10" in event.description.value
        assert "not clinically signed off" in event.description.value


def test_the_patient_is_named_only_when_asked_for() -> None:
    found = plan(record("W7-2026-11-17", named=True), "2026-11-17", None, knowledge()).to_dict()
    silent = calendar(found, knowledge())
    unfolded = silent.replace(b"\r\n ", b"").decode()
    assert all(each not in unfolded for each in NAMED.values())
    spoken = calendar(found, knowledge(), name=NAMED["name"])
    assert all(event.summary.value.startswith("张三丰：") for event in parsed(spoken))
    assert set(by_uid(spoken)) == set(by_uid(silent))


def test_what_hangs_on_a_choice_is_tentative_and_the_rest_is_not() -> None:
    for event in parsed(written("W7-2026-11-17")):
        hangs = "若选" in event.summary.value or "须先决定" in event.description.value
        assert (event.status.value == "TENTATIVE") == hangs


def test_a_hold_lasts_to_the_day_before_the_agent_may_resume() -> None:
    (event,) = (
        e
        for e in parsed(written("W9-2026-11-12"))
        if "推迟" in e.summary.value and e.categories.value == ["hold"]
    )
    assert event.dtstart.value.isoformat() == "2026-10-15"
    assert event.dtend.value.isoformat() == "2027-04-15"


def test_a_deadline_is_an_event_of_its_own() -> None:
    (event,) = (
        e for e in parsed(written("W8-2026-12-10")) if e.summary.value.startswith("最后期限")
    )
    assert event.dtstart.value.isoformat() == "2027-06-07"


def test_the_same_plan_gives_the_same_octets() -> None:
    found = plan(record("W7-2026-11-17"), "2026-11-17", None, knowledge()).to_dict()
    assert calendar(found, knowledge()) == written("W7-2026-11-17")


@pytest.mark.parametrize("case", CASES)
def test_a_later_plan_updates_the_events_of_an_earlier_one(case: str) -> None:
    day = date.fromisoformat(patient_cases()[case].as_of)
    before = by_uid(written(case))
    after = by_uid(written(case, as_of=(day + timedelta(days=1)).isoformat()))
    ahead = {uid for uid, event in before.items() if event.dtstart.value > day + timedelta(days=60)}
    assert ahead
    kept = ahead & set(after)
    assert len(kept) >= 0.9 * len(ahead)
    for uid in kept:
        assert int(after[uid].sequence.value) > int(before[uid].sequence.value)


def test_two_patients_share_no_event() -> None:
    other = read_record(
        {**patient_cases()["W7-2026-11-17"].record, "patient": {"id": "another", "sex": "female", "born": "1962-04-17"}},
        knowledge().vocabulary,
    )  # fmt: skip
    found = calendar(plan(other, "2026-11-17", None, knowledge()).to_dict(), knowledge())
    assert not set(by_uid(found)) & set(by_uid(written("W7-2026-11-17")))


def test_a_dose_that_was_given_keeps_its_event() -> None:
    entry = {
        "on": "2026-11-17",
        "what": "given",
        "agent": "zoledronic_acid",
        "dose": "4 mg",
        "route": "iv",
    }
    base = patient_cases()["W7-2026-11-17"].record
    given = read_record({**base, "entries": [*base["entries"], entry]}, knowledge().vocabulary)
    later = by_uid(calendar(plan(given, "2026-11-18", None, knowledge()).to_dict(), knowledge()))
    (due,) = (
        event
        for event in parsed(written("W7-2026-11-17"))
        if event.summary.value == "若选 每月一次：唑来膦酸 4 mg"
        and event.dtstart.value.isoformat() == "2026-11-16"
    )
    assert later[due.uid.value].summary.value == "已完成：唑来膦酸 4 mg"
    assert later[due.uid.value].dtstart.value.isoformat() == "2026-11-17"
    assert later[due.uid.value].status.value == "CONFIRMED"
