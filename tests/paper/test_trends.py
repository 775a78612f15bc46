"""The charts of facts over time: every value drawn once, gaps broken, bounds hollow, limits with their grounds."""

from __future__ import annotations

from myelobone import series

from ..knowledge.files import knowledge
from .charted import MONTHS, calcium, data, full, joined, line, measured, words
from .seen import NAMESPACE
from .shown import AS_OF, charted, record


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
