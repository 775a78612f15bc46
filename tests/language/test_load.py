"""A good folder becomes typed knowledge: kinds, units, dependencies, places, merged lines."""

from pathlib import Path

import pytest

from myelobone.language import tree as t
from myelobone.language.dates import Duration
from myelobone.language.load import load_folder
from myelobone.language.model import CasesForm, EntriesForm, EveryRow, Given, IsForm, Knowledge

from .made import GOOD, changed, copy_of_good


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return load_folder(GOOD)


def test_everything_is_kept_in_the_order_of_its_files(small: Knowledge) -> None:
    assert list(small.rules) == [
        "kidney.stop", "kidney.inform", "kidney.choose", "kidney.study", "kidney.list",
    ]  # fmt: skip
    assert list(small.agents) == ["drug_a", "drug_b"]
    assert list(small.vocabulary.terms)[:2] == ["creatinine", "calcium"]
    assert small.edition.id == "small"
    assert small.screens.banner == ("clearance", "disease")
    assert [lane.id for lane in small.screens.timeline] == ["doses", "kidney"]
    assert small.screens.timeline[1].entries[0].show == ("value",)


@pytest.mark.parametrize(
    ("fact", "kind", "unit"),
    [
        ("age", "number", "a"),
        ("egfr", "number", "mL/min/{1.73_m2}"),
        ("albumin", "number", "g/L"),
        ("calcium_limit", "number", "mmol/L"),
        ("creatinine_before", "number", "umol/L"),
        ("dose_count", "number", "1"),
        ("pauses", "number", "d"),
        ("course_months", "number", "mo"),
        ("dose_at_start", "number", "mg"),
        ("calcium_day", "day", None),
        ("resume_day", "day", None),
        ("disease", "word", None),
        ("kidney_state", "word", None),
        ("chosen_interval", "word", None),
        ("lesion_site", "word", None),
        ("dialysis", "truth", None),
        ("lesion", "truth", None),
        ("rising", "truth", None),
        ("doses", "entries", None),
    ],
)
def test_each_fact_has_its_kind_and_unit(
    small: Knowledge, fact: str, kind: str, unit: str | None
) -> None:
    assert (small.facts[fact].kind, small.facts[fact].unit) == (kind, unit)


def test_words_of_a_fact_are_those_of_its_term_or_choice(small: Knowledge) -> None:
    assert small.facts["disease"].values == ("active", "precursor_a", "precursor_b")
    assert small.facts["chosen_interval"].values == ("monthly", "longer")
    assert small.facts["lesion_site"].values == ("L1", "L2")
    assert small.facts["kidney_state"].values == ("present", "absent")


@pytest.mark.parametrize(
    ("fact", "depends", "terms"),
    [
        ("clearance_calculated", {"age", "weight", "sex_factor", "creatinine"}, set()),
        ("clearance", {"clearance_calculated", "clearance_reported"}, set()),
        ("weight", set(), {"weight"}),
        ("albumin", {"calcium_day"}, {"albumin"}),
        ("first_dose", {"doses", "stop_day"}, set()),
        ("creatinine_before", {"creatinine", "first_dose"}, set()),
        ("chosen_interval", {"first_dose"}, {"decision"}),
        ("lowest_corrected", {"calcium"}, {"albumin"}),
        ("lesion", set(), {"finding"}),
        ("sex_factor", {"sex"}, set()),
        ("age", {"born"}, set()),
        ("dose_at_start", {"clearance"}, set()),
        ("rising", {"creatinine", "creatinine_before", "last_dose", "dialysis"}, set()),
    ],
)
def test_each_fact_knows_what_it_reads_directly(
    small: Knowledge, fact: str, depends: set[str], terms: set[str]
) -> None:
    assert set(small.facts[fact].depends) == depends
    assert set(small.facts[fact].terms) == terms


def test_lines_and_items_know_what_they_read(small: Knowledge) -> None:
    assert set(small.rules["kidney.stop"].depends) == {"creatinine", "clearance", "dialysis"}
    assert set(small.rules["kidney.choose"].depends) == {"course_months", "rising"}
    assert set(small.rules["kidney.study"].depends) == {"first_dose"}
    assert set(small.agents["drug_a"].routes[0].depends) == {"clearance"}
    assert set(small.agents["drug_b"].routes[1].depends) == {"creatinine", "clearance"}
    assert set(small.calendar["course.doses"].depends) == {
        "current_agent", "disease", "dialysis", "first_dose", "last_dose", "chosen_interval",
        "rising",
    }  # fmt: skip
    assert set(small.calendar["course.hold"].depends) == {
        "rising", "last_dose", "resume_day", "dialysis",
    }  # fmt: skip


def test_a_selection_is_kept_by_name(small: Knowledge) -> None:
    form = small.facts["last_dose"].form
    assert isinstance(form, IsForm)
    assert form.expression == t.Take("latest", t.Source((), "doses"), "date")
    entries = small.facts["doses"].form
    assert isinstance(entries, EntriesForm)
    assert entries.source.terms == ("given",)


def test_case_values_are_words_only_where_words_are_declared(small: Knowledge) -> None:
    words, numbers = small.facts["kidney_state"].form, small.facts["sex_factor"].form
    assert isinstance(words, CasesForm)
    assert isinstance(numbers, CasesForm)
    assert [row.word for row in words.rows] == ["present", "absent"]
    assert [row.value for row in numbers.rows] == [t.Quantity(0.85), t.Quantity(1.0)]


def test_lines_for_every_agent_are_merged_before_its_own(small: Knowledge) -> None:
    lines = small.agents["drug_b"].standing
    assert [line.id for line in small.agents["drug_a"].standing] == [
        "drug_a.not_offered", "drug_a.allergic", "drug_a.rising", "drug_a.first_choice",
    ]  # fmt: skip
    assert lines[0].when == t.NoneOf((t.SiteOffers("drug_b", text="site offers drug_b"),))
    assert [line.id for line in small.agents["drug_a"].order] == [
        "drug_a.too_soon", "drug_a.other_product",
    ]  # fmt: skip


def test_doses_are_read_with_their_limits_and_times(small: Knowledge) -> None:
    (route,) = small.agents["drug_a"].routes
    top, middle, low = route.rows
    assert (route.over_low, route.over_high, route.interval_days) == (15.0, None, 28)
    assert route.at_most == t.Quantity(4.0, "mg")
    assert (top.above, top.amount, top.unit) == (60.0, 4.0, "mg")
    assert (middle.from_, middle.through, middle.low, middle.high) == (30.0, 60.0, 3.0, 3.5)
    assert (low.below, low.avoid, low.printed) == (30.0, "not_recommended", "2 mg")
    plain, cases = small.agents["drug_b"].routes
    assert (plain.rows[0].amount, plain.interval_days) == (120.0, 28)
    assert (cases.over_low, cases.over_high) == (120.0, 240.0)
    assert (cases.rows[1].over_low, cases.rows[1].over_high) == (240.0, 240.0)
    assert cases.rows[2].otherwise


def test_outcomes_are_read_with_their_extras(small: Knowledge) -> None:
    stop, choose = small.rules["kidney.stop"].then, small.rules["kidney.choose"].then
    assert (stop.main, stop.level, stop.refer, stop.urgency) == (
        "alert",
        "stop",
        "nephrology",
        "now",
    )
    assert (stop.do, stop.ask, stop.recheck) == (("hydrate",), ("weight",), ("creatinine",))
    assert (choose.choice, choose.steers) == ("interval", True)
    assert [(option.id, option.needs) for option in choose.options] == [
        ("monthly", ()), ("longer", ("because",)),
    ]  # fmt: skip
    assert small.rules["kidney.stop"].unless_rules == ("kidney.inform",)
    assert len(small.rules["kidney.stop"].unless) == 1


def test_examples_are_read_by_what_their_fact_is(small: Knowledge) -> None:
    study, listed = small.rules["kidney.study"], small.rules["kidney.list"]
    assert study.fires[0] == (
        Given("it.modality", word="ct"),
        Given("it.date", day=t.Today()),
        Given("first_dose", day=t.Arithmetic("-", t.Today(), Duration(12, "months"))),
    )
    assert listed.quiet == ((Given("weight", none=True),),)
    assert listed.asks == ((Given("weight", word="unknown"),),)


def test_calendar_items_are_read_with_their_days(small: Knowledge) -> None:
    doses, each = small.calendar["course.doses"], small.calendar["course.each"]
    assert doses.agent_fact == "current_agent"
    assert doses.every[1] == EveryRow(value=Duration(28, "days"))
    assert doses.late == Duration(3, "days")
    assert doses.sooner_from == t.Arithmetic("+", t.FactRef("last_dose"), Duration(7, "days"))
    assert (each.after, each.after_each, each.until_after) == (
        "course.doses",
        True,
        Duration(1, "days"),
    )
    assert small.calendar["course.review"].at == (Duration(24, "months"),)
    assert small.calendar["course.study"].study == "ct"
    assert small.calendar["course.exit"].due == t.Today()


def test_every_part_knows_its_place(small: Knowledge) -> None:
    assert small.rules["kidney.stop"].place == "rules/kidney.yaml:1:3"
    assert small.facts["weight"].place == "facts/kidney.yaml:2:9"
    assert small.agents["drug_a"].standing[0].place == "agents/all.yaml:2:5"


def test_the_digest_changes_with_any_file_but_the_patients(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    before = load_folder(folder).digest
    assert before.startswith("sha256:")
    assert before == load_folder(GOOD).digest
    (folder / "patients").mkdir()
    (folder / "patients" / "one.yaml").write_text("id: one\n", "utf-8")
    assert load_folder(folder).digest == before
    changed(folder, "statements.yaml", "en: Second", "en: Second one")
    assert load_folder(folder).digest != before


def test_a_fact_may_be_named_like_a_choice_of_no_rule(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    changed(
        folder,
        "vocabulary/terms_states.yaml",
        "values: [interval], required",
        "values: [interval, other], required",
    )
    changed(
        folder, "facts/course.yaml", "rising: {", "later_choice: {label: {zh: 甲, en: a}, is: decided other}\nrising: {"
    )  # fmt: skip
    assert load_folder(folder).facts["later_choice"].kind == "word"
