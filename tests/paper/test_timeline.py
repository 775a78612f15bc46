"""The picture of a course: nothing left out, nothing covered, nothing let through, the same bytes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from myelobone.decide.plan import Plan
from myelobone.language.dates import ordinal
from myelobone.page.look import Look
from myelobone.page.plan_words import what
from myelobone.page.words import Lang
from myelobone.paper.from_plan import day_of
from myelobone.paper.scale import Scale, panels
from myelobone.paper.table import table
from myelobone.paper.timeline import timeline

from ..knowledge.files import knowledge, patient_cases
from .pictures import GOLDENS, drawn, made, worked
from .seen import Picture

CASES = [
    "W1-2026-12-01", "W2-2026-11-16", "W4-2026-12-07", "W7-2026-11-17", "W8-2026-12-10",
    "W9-2026-11-12", "W9-2026-11-25-postponed_and_waiting", "W10-2026-11-09",
]  # fmt: skip
NIGHTLY = [pytest.param(name, marks=pytest.mark.nightly) for name in patient_cases()]
WIDTHS = (680, 380)
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
EVERY = [(case, lang, width) for case in CASES for lang in LANGUAGES for width in WIDTHS]
MYELOMA = {"on": "2025-11-12", "what": "disease", "value": "active_myeloma"}
NASTY = "</title></text><script>alert(1)</script>&\"'\x07\u202e]]>"


def given(*days: str, agent: str = "denosumab", **more: str) -> list[dict[str, Any]]:
    return [
        {"on": day, "what": "given", "agent": agent, "dose": "120 mg", "route": "sc", **more}
        for day in days
    ]


def record(*entries: dict[str, Any], name: str = "示例") -> dict[str, Any]:
    person = {"id": "P1", "name": name, "sex": "male", "born": "1960-01-01"}
    return {"format": "myelobone-record/1", "patient": person, "entries": [MYELOMA, *entries]}


def picture(*entries: dict[str, Any], as_of: str = "2026-12-01", width: int = 680) -> Picture:
    return Picture(timeline(*made(record(*entries), as_of), knowledge(), "en", width))


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.name)
def test_the_picture_is_as_it_was_reviewed(path: Path) -> None:
    reviewed = path.read_text(encoding="utf-8")
    assert drawn(*GOLDENS[path]) == reviewed, "changed: python -m tests.paper.pictures, then look"


@pytest.mark.parametrize(("case", "lang", "width"), EVERY)
def test_no_text_covers_another_or_a_mark(case: str, lang: Lang, width: int) -> None:
    seen = Picture(drawn(case, lang, width))
    assert seen.overlapping() == []
    assert [box for box in seen.texts if box.left < 0 or box.right > width] == []


@pytest.mark.parametrize("case", [*CASES, *NIGHTLY])
def test_every_dated_item_is_told_by_a_mark(case: str) -> None:
    plan, _ = worked(case)
    assert untold(plan, Picture(drawn(case, "en", 380)).titles) == []


def untold(plan: Plan, titles: list[str]) -> list[str]:
    look = Look({"facts": {}, "items": ()}, knowledge(), "en")
    missing = []
    for item in plan.to_dict()["items"]:
        name = look.labels(item["holds"]) if item["kind"] == "hold" else what(look, [item])
        day = day_of(item)
        lines = [line for title in titles for line in title.splitlines()]
        if day is not None and not any(line.startswith(day) and name in line for line in lines):
            missing.append(item["id"])
    return missing


def test_today_stands_where_its_day_is() -> None:
    plan, _ = worked("W1-2026-12-01")
    seen = Picture(drawn("W1-2026-12-01", "zh"))
    days = sorted(
        (float(each.attrib["cx"]), title) for each, title in _rounds(seen) if title.startswith("20")
    )
    first = next(x for x, title in days if title.startswith(plan.as_of))
    assert seen.today == pytest.approx(first, abs=0.01)
    scale = Scale(ordinal("2026-11-01"), ordinal("2027-11-01"), 0, 365)
    assert scale.x(ordinal("2026-12-01")) == 30


def _rounds(seen: Picture) -> list[tuple[Any, str]]:
    found = []
    for group in seen.all("g"):
        title = group.find("{http://www.w3.org/2000/svg}title")
        mark = group.find("{http://www.w3.org/2000/svg}circle")
        if title is not None and mark is not None:
            found.append((mark, title.text or ""))
    return found


def test_whatever_a_record_says_stays_text() -> None:
    entries = [
        *given("2026-11-02", by=NASTY, note=NASTY),
        *given("2026-10-05", agent="other", name=NASTY),
        {"on": "2026-10-01", "what": "decision", "choose": "interval", "value": NASTY, "by": NASTY},
        {"on": "2026-10-02", "what": "override", "item": NASTY, "because": NASTY, "by": NASTY},
    ]
    svg = timeline(*made(record(*entries, name=NASTY), "2026-12-01"), knowledge(), "zh")
    svg.encode("utf-8")
    seen = Picture(svg)
    assert seen.all("script") == []
    assert "<script" not in svg
    assert not any(character in svg for character in "\x07\u202e")
    assert any("<script>alert(1)</script>" in title for title in seen.titles)


def test_a_very_long_name_stays_within_the_picture() -> None:
    svg = timeline(*made(record(name="很长的名字" * 40), "2026-12-01"), knowledge(), "zh", 380)
    assert max(box.right for box in Picture(svg).texts) <= 380


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_arguments_give_the_same_bytes(lang: Lang) -> None:
    assert drawn("W9-2026-11-12", lang, 380) == drawn("W9-2026-11-12", lang, 380)


def test_a_dose_given_late_trails_a_line_from_the_day_it_was_due() -> None:
    on_time = picture(*given("2026-10-01", "2026-10-29"))
    late = picture(*given("2026-10-01", "2026-11-20"))
    told = "off the day it was due"
    assert told in [box.what for box in late.texts]
    assert told not in [box.what for box in on_time.texts]
    assert any("was due on 2026-10-29" in title for title in late.titles)


def test_a_dose_of_which_only_the_month_is_known_is_drawn_as_uncertain() -> None:
    seen = picture(*given("2026-08"))
    assert any(title.startswith("2026-08-01 – 2026-08-31") for title in seen.titles)


def test_what_lies_long_before_or_has_no_day_is_named_below() -> None:
    fracture = {"on": "2012-05-06", "what": "pathological_fracture", "site": "L2"}
    seen = picture(fracture, {"what": "transplant"}, *given("2026-11-02"))
    said = " ".join(box.what for box in seen.texts)
    assert "Earlier: 2012-05-06 pathological fracture L2" in said
    assert "Entries without a day, not drawn: 1" in said


def test_an_entry_told_by_a_dated_item_is_not_drawn_twice() -> None:
    seen = picture(*given("2026-11-02"))
    assert len([title for title in seen.titles if title.startswith("2026-11-02")]) == 1


def test_a_plan_that_was_entered_later_is_not_foreseen() -> None:
    ahead = {"on": "2027-02-01", "what": "dental_procedure", "kind": "crown", "status": "planned"}
    known = picture(*given("2026-11-02"), ahead)
    unknown = picture(*given("2026-11-02"), {**ahead, "entered": "2026-12-15"})
    assert any("2027-02-01" in title and "crown" in title for title in known.titles)
    assert not any("crown" in title for title in unknown.titles)


def test_five_years_take_panels_and_stay_readable() -> None:
    days = [f"{year}-{month:02}-03" for year in range(2021, 2027) for month in range(1, 12)]
    for width in WIDTHS:
        seen = picture(*given(*days), width=width)
        assert seen.overlapping() == []
        assert len([title for title in seen.titles if " · done" in title]) >= len(days)


def test_an_empty_record_has_a_picture_too() -> None:
    empty = {"format": "myelobone-record/1", "patient": {"id": "P1"}, "entries": []}
    plan, read = made(empty, "2026-12-01")
    seen = Picture(timeline(plan, read, knowledge(), "en"))
    assert "today 2026-12-01" in [box.what for box in seen.texts]


def test_panels_cover_every_day_once_and_what_lies_ahead_begins_before_today() -> None:
    start, today, end = (ordinal(day) for day in ("2021-03-05", "2026-11-17", "2028-11-17"))
    spans = panels(start, today, end, 900)
    assert spans[0][0] <= start
    assert spans[-1][1] > end
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    turn = next(first for first, last in spans if first <= today < last)
    assert today - 60 < turn <= today - 28


def test_nothing_is_fetched_and_no_colour_stands_alone() -> None:
    svg = drawn("W7-2026-11-17", "zh")
    assert "href" not in svg
    assert "url(" not in svg
    assert "<style" not in svg
    overdue = [t for t in Picture(svg).titles if "已逾期" in t]
    assert overdue
    assert "已逾期" in [box.what for box in Picture(svg).texts]


@pytest.mark.parametrize("case", CASES)
def test_the_table_names_every_dated_item_once(case: str) -> None:
    plan, read = worked(case)
    lanes = table(plan, read, knowledge(), "en")["lanes"]
    told = [name for lane in lanes for mark in lane["marks"] for name in mark["stands_for"]]
    items = [item["id"] for item in plan.to_dict()["items"] if day_of(item) is not None]
    assert sorted(name for name in told if not name.startswith("entries[")) == sorted(items)


@pytest.mark.parametrize("case", NIGHTLY)
def test_no_worked_patient_has_texts_that_cover_each_other(case: str) -> None:
    for lang in LANGUAGES:
        for width in (320, *WIDTHS):
            assert Picture(drawn(case, lang, width)).overlapping() == []
