"""The charts of facts over time: every value drawn once, gaps broken, bounds hollow, nothing clipped."""

from __future__ import annotations

from datetime import date, timedelta
from html.parser import HTMLParser
from math import floor, log10
from typing import Any

import pytest

from myelobone import series
from myelobone.page.words import Lang
from myelobone.paper.trends.table import trend_data, trend_tables
from myelobone.paper.trends.ticks import axis
from myelobone.paper.trends.trends import trends

from ..knowledge.files import knowledge
from .pictures import other_pictures
from .seen import NAMESPACE, Picture
from .shown import AS_OF, NASTY, charted, record

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
WIDTHS = (680, 760, 380)


def measured(what: str, *values: tuple[str, str], **more: Any) -> list[dict[str, Any]]:
    return [{"on": on, "what": what, "value": value, **more} for on, value in values]


def calcium(*values: tuple[str, str]) -> list[dict[str, Any]]:
    return measured("calcium", *values, range=[2.11, 2.52])


MONTHS = [(f"2026-{month:02}-05", f"2.{40 + month} mmol/L") for month in range(1, 11)]


def full() -> Any:
    """Twenty months of everything that a chart names."""
    entries: list[dict[str, Any]] = measured("weight", ("2025-02-01", "60 kg"))
    day = date(2025, 2, 3)
    for n in range(22):
        on = day.isoformat()
        entries += calcium((on, f"{2.9 - 0.02 * n:.2f} mmol/L"))
        entries += measured("albumin", (on, f"{32 + n % 7} g/L"))
        entries += measured("creatinine", (on, f"{170 - 3 * n} umol/L"))
        entries += measured("weight", (on, "61 kg"))
        entries += measured("phosphate", (on, "0.9 mmol/L"), range=[0.85, 1.51])
        entries += measured("vitamin_d", (on, f"{40 + n} nmol/L"))
        entries += measured("beta_ctx", (on, f"{1.2 - 0.05 * n:.2f} ng/mL"))
        entries += measured("p1np", (on, f"{30 + n} ng/mL"))
        entries += measured("m_protein_serum", (on, f"{40 - 1.5 * n:.1f} g/L"))
        entries += measured("free_light_chain_kappa", (on, f"{900 / (n + 1):.0f} mg/L"))
        entries += measured("free_light_chain_lambda", (on, "<3.3 mg/L" if n % 3 else "5 mg/L"))
        entries += measured("pain_score", (on, f"{max(0, 8 - n)} {{score}}"))
        entries.append({"on": on, "what": "given", "agent": "zoledronic_acid", "dose": "3.5 mg"})
        day += timedelta(days=28)
    entries.append(
        {"from": "2025-03-01", "to": "2025-09-01", "what": "analgesic", "name": "x", "step": 3}
    )
    entries.append({"on": "2025-06-02", "what": "bone_radiotherapy", "site": "T8"})
    return record(*entries)


def data(found: Any, **how: Any) -> dict[str, Any]:
    return trend_data(found, AS_OF, knowledge(), "en", **how)


def line(found: Any, panel: str, number: int = 0) -> list[dict[str, Any]]:
    return list(data(found, panel=panel)["panels"][0]["lines"][number]["values"])


def words(picture: Picture) -> str:
    return " ".join(box.what for box in picture.texts)


def joined(picture: Picture) -> int:
    """How many straight pieces join values."""
    return (
        len(
            [
                p
                for p in picture.all("path")
                if p.get("stroke-width") == "1.3" and p.get("stroke") == "#1f4e86"
            ]
        )
        - 1
    )


# -- scales


@pytest.mark.parametrize("low", [0.0, 0.003, 1.98, 2.1, 47.0, 1200.0])
@pytest.mark.parametrize("span", [0.004, 0.3, 0.95, 7.0, 64.0, 5000.0])
def test_ticks_stand_at_one_two_or_five_times_a_power_of_ten(low: float, span: float) -> None:
    ruler = axis([low, low + span], 100, 0, log=False, from_zero=False)
    ticks = ruler.ticks(5)
    size = ticks[1] - ticks[0]
    lead = size / 10 ** floor(log10(size) + 1e-9)
    assert min(abs(lead - n) for n in (1, 2, 5)) < 1e-6
    assert 2 <= len(ticks) <= 7
    assert ruler.low <= low + 1e-9
    assert ruler.high >= low + span - 1e-9
    assert ticks[0] == pytest.approx(ruler.low)
    assert ticks[-1] == pytest.approx(ruler.high)


def test_a_single_value_has_a_scale_around_it() -> None:
    ruler = axis([5.0], 100, 0, log=False, from_zero=False)
    assert ruler.low < 5 < ruler.high


def test_values_far_apart_take_a_scale_of_logarithms_and_near_ones_do_not() -> None:
    assert axis([0.2, 90], 100, 0, log=True, from_zero=False).log
    assert not axis([20, 90], 100, 0, log=True, from_zero=False).log
    assert not axis([0, 90], 100, 0, log=True, from_zero=False).log
    ruler = axis([1, 100], 100, 0, log=True, from_zero=False)
    assert ruler.y(10) == pytest.approx(50)


# -- values


def test_every_value_is_drawn_once_at_its_height() -> None:
    picture = charted(record(*calcium(*MONTHS)), panel="calcium")
    marks = [
        g
        for g in picture.all("g")
        if (g.find(NAMESPACE + "title") is not None) and (g[0].text or "").startswith("2026-")
    ]
    circles = [g.find(NAMESPACE + "circle") for g in marks]
    heights = [float(c.attrib["cy"]) for c in circles if c is not None]
    assert len(heights) == len(MONTHS)
    assert heights == sorted(heights, reverse=True)


def test_values_further_apart_than_knowledge_allows_are_not_joined() -> None:
    near = record(
        *measured("phosphate", ("2026-01-05", "1.0 mmol/L"), ("2026-04-05", "1.1 mmol/L"))
    )
    far = record(*measured("phosphate", ("2026-01-05", "1.0 mmol/L"), ("2026-06-05", "1.1 mmol/L")))
    assert joined(charted(near, panel="phosphate")) == 1
    assert joined(charted(far, panel="phosphate")) == 0


def test_a_bound_is_a_hollow_mark_that_joins_nothing() -> None:
    found = record(
        *measured(
            "beta_ctx",
            ("2026-01-05", "0.3 ng/mL"),
            ("2026-02-05", "<0.1 ng/mL"),
            ("2026-03-05", "0.2 ng/mL"),
        )
    )
    picture = charted(found, panel="bone_markers")
    assert joined(picture) == 0
    assert "less than" in words(picture)
    value = line(found, "bone_markers")[1]
    assert value["comparator"] == "<"
    assert value["text"] == "<0.1 ng/mL"


def test_a_value_that_may_not_be_used_is_counted_and_not_drawn() -> None:
    found = record(
        *measured(
            "calcium",
            ("2026-01-05", "2.4"),
            ("2026-02-05", "240 mmol/L"),
            ("2026-03-05", "2.3 mmol/L"),
        )
    )
    assert [v["low"] for v in line(found, "calcium")] == [2.3]
    assert "not plausible or in words: 2" in words(charted(found))


def test_a_month_is_drawn_over_its_days() -> None:
    assert (
        line(record(*measured("magnesium", ("2026-05", "0.8 mmol/L"))), "magnesium")[0]["on"]
        == "2026-05-01/2026-05-31"
    )


def test_what_lies_after_the_day_is_not_drawn() -> None:
    found = record(*calcium(("2026-11-01", "2.4 mmol/L"), ("2026-12-01", "2.9 mmol/L")))
    assert [v["on"] for v in line(found, "calcium")] == ["2026-11-01"]


def test_a_fact_is_drawn_as_it_was_on_the_day_of_its_measurements() -> None:
    found = full()
    panel = data(found, panel="calcium")["panels"][0]
    corrected = next(each for each in panel["lines"] if each["name"] == "corrected_calcium")[
        "values"
    ]
    assert len(corrected) == 22
    whole = series(found, ["corrected_calcium"], "2025-02-01", AS_OF, knowledge())
    for value in corrected:
        assert value["low"] == whole.at("corrected_calcium", value["on"]).value


def test_a_fact_that_was_unknown_is_not_drawn() -> None:
    found = record(*calcium(("2026-01-05", "2.4 mmol/L")))  # no albumin, so nothing is corrected
    assert [each["name"] for each in data(found, panel="calcium")["panels"][0]["lines"]] == [
        "calcium"
    ]


# -- what stands beside the values


def test_the_range_is_that_of_knowledge_else_of_the_laboratory() -> None:
    assert data(full(), panel="calcium")["panels"][0]["range"] == [2.11, 2.52]
    assert data(full(), panel="phosphate")["panels"][0]["range"] == [0.85, 1.51]
    assert "range 0.85–1.51" in words(charted(full(), panel="phosphate"))
    bare = record(*measured("phosphate", ("2026-01-05", "1.0 mmol/L")))
    assert data(bare, panel="phosphate")["panels"][0]["range"] == [None, None]


def test_a_value_outside_the_range_is_ringed_and_says_so() -> None:
    out = charted(record(*calcium(("2026-01-05", "2.05 mmol/L"))), panel="calcium")
    inside = charted(record(*calcium(("2026-01-05", "2.2 mmol/L"))), panel="calcium")
    assert "outside the range" in words(out)
    assert any("outside the range" in title for title in out.titles)
    assert not any("outside the range" in title for title in inside.titles)


def test_a_limit_names_the_statement_and_reading_that_it_rests_on() -> None:
    picture = charted(full(), panel="calcium")
    assert "2.9 [3.2.b, B8]" in words(picture)
    assert any(knowledge().statements["3.2.b"].says.en in title for title in picture.titles)


def test_doses_and_events_are_marked_and_told_below() -> None:
    picture = charted(full(), panel="calcium")
    told = words(picture)
    assert "zoledronic acid 3.5 mg 22 doses, 2025-02-03 – 2026-09-14" in told
    assert "a 2025-06-02 radiotherapy to bone T8" in told
    assert len([t for t in picture.titles if t.endswith("zoledronic acid 3.5 mg")]) == 22


def test_periods_stand_below_with_their_step() -> None:
    panel = data(full(), panel="pain")["panels"][0]
    assert [(p["from"], p["to"], p["value"]) for p in panel["periods"]] == [
        ("2025-03-01", "2025-09-01", "3")
    ]
    assert "3" in [box.what for box in charted(full(), panel="pain").texts]


def test_charts_without_a_value_are_named() -> None:
    told = words(charted(record(*calcium(*MONTHS))))
    assert "Without a value to draw" in told
    assert "Urine M-protein" in told
    assert "No value to draw" in words(charted(record()))


# -- the page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_stands_inside_the_picture(lang: Lang, width: int) -> None:
    picture = charted(full(), lang, width=width)
    height = float(picture.root.attrib["height"])
    outside = [
        b for b in picture.texts if b.left < 0 or b.right > width or b.top < 0 or b.bottom > height
    ]
    assert [box.what for box in outside if box.what != "a"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_and_years_do_not_run_into_each_other(lang: Lang) -> None:
    for width in WIDTHS:
        boxes = [
            b for b in charted(full(), lang, width=width, panel="phosphate").texts if b.top > 150
        ]
        pairs = [
            (a.what, b.what) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.covers(b)
        ]
        assert pairs == []


def test_whatever_a_record_says_stays_text() -> None:
    found = record(
        *calcium(("2026-01-05", "2.4 mmol/L")),
        {"on": "2026-01-06", "what": "given", "agent": "other", "name": NASTY, "dose": NASTY},
        {"from": "2026-01-06", "what": "analgesic", "name": NASTY, "step": NASTY},
        name=NASTY,
    )
    svg = trends(found, AS_OF, knowledge(), "zh")
    assert Picture(svg).all("script") == []
    for text in (svg, *trend_tables(found, AS_OF, knowledge()).values()):
        assert "<script" not in text
        assert not any(character in text for character in "\x07\u202e")


def test_a_panel_that_knowledge_does_not_name_is_refused() -> None:
    with pytest.raises(KeyError):
        trends(record(), AS_OF, knowledge(), panel="weather")


def test_the_same_arguments_give_the_same_bytes_and_nothing_is_fetched() -> None:
    svg = trends(full(), AS_OF, knowledge(), "zh")
    assert svg == trends(full(), AS_OF, knowledge(), "zh")
    assert "href" not in svg
    assert "<style" not in svg


class Cells(HTMLParser):
    """The texts of a table's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.scopes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scopes += [value or "" for name, value in attrs if name == "scope"]

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def test_the_table_below_a_chart_holds_every_value_of_it() -> None:
    found = full()
    tables = trend_tables(found, AS_OF, knowledge(), "en")
    for panel in data(found)["panels"]:
        read = Cells()
        read.feed(tables[panel["id"]])
        wanted = [v["text"] for each in panel["lines"] for v in each["values"]]
        missing = [text for text in wanted if text not in " ".join(read.cells)]
        assert missing == []
        assert read.scopes.count("col") == len(panel["lines"]) + 1
        assert read.scopes.count("row") >= len(panel["lines"][0]["values"])


def test_every_line_of_a_chart_has_one_unit() -> None:
    known = knowledge()
    for panel in known.screens.trends:
        units = {
            known.facts[c.name].unit if c.fact else known.vocabulary.terms[c.name].value.unit
            for c in panel.curves
        }
        assert len(units) == 1, panel.id


def test_the_pictures_of_the_documents_are_as_they_were_reviewed() -> None:
    for path, svg in other_pictures().items():
        assert svg == path.read_text(encoding="utf-8"), (
            "changed: python -m tests.paper.pictures, then look"
        )
