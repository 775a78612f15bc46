"""The coming months: everything due is done on its day, nothing unknown is invented, every day can be checked."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from myelobone import Refused, advise, load_knowledge, read_record, simulate
from myelobone.decide.simulate.model import Day, Simulation

from ..knowledge.files import patient_cases

AGENT = "bone_agent=zoledronic_acid"
HEALED = "open_oral_wound=no on 2027-06-10"
EXIT = "exit_plan={value: one_bisphosphonate_dose, agent: zoledronic_acid, dose: 4 mg, day: 2027-05-20}"


@cache
def case(name: str) -> tuple[Any, str]:
    known = load_knowledge()
    found = patient_cases()[name]
    return read_record(found.record, known.vocabulary), found.as_of


def played(name: str, days: int = 300, **given: Any) -> Simulation:
    record, as_of = case(name)
    until = date.fromisoformat(as_of) + timedelta(days=days)
    return simulate(record, as_of, until, **given)


def on(found: Simulation, day: str) -> Day:
    return next(each for each in found.days if each.on == day)


def doses(found: Simulation) -> list[tuple[str, str]]:
    return [(each["on"], each["dose"]) for each in found.entries if each["what"] == "given"]


@cache
def two_years() -> Simulation:
    return played(
        "W1-2026-12-01",
        730,
        decide=[AGENT, "interval=every_3_months"],
        events=["response={value: VGPR, confirmed: yes} on 2027-11-01"],
    )


def test_when_everything_is_done_on_its_day_nothing_is_overdue_on_any_day() -> None:
    found = two_years()
    assert found.complete
    first = date.fromisoformat(found.as_of)
    for number in range(0, 729, 9):
        day = (first + timedelta(days=number)).isoformat()
        advice = advise(found.record, day)
        assert [item.id for item in advice.plan if item.status == "overdue"] == [], day
    assert all(day.overdue == () for day in found.days)


def test_doses_follow_the_plan_and_the_interval_that_was_decided() -> None:
    days = [date.fromisoformat(day) for day, _ in doses(two_years())]
    before = [day for day in days if day < date(2027, 12, 1)]
    assert {(b - a).days for a, b in pairwise(before)} == {28}
    after = [day for day in days if day >= before[-1]]
    assert [day.isoformat() for day in after] == [
        "2027-11-30", "2028-02-29", "2028-05-29", "2028-08-29", "2028-11-29",
    ]  # fmt: skip
    assert {dose for _, dose in doses(two_years())} == {"4 mg"}


def test_each_supposed_entry_is_marked_and_listed_and_the_record_itself_stays() -> None:
    record, _ = case("W1-2026-12-01")
    found = two_years()
    assert {entry["source"] for entry in found.entries} == {"assumed"}
    assert len(found.record.entries) == len(record.entries) + len(found.entries)
    assert found.record.entries[: len(record.entries)] == record.entries
    given = next(each for each in found.entries if each["what"] == "given")
    assert (given["route"], given["over"]) == ("iv", "15 min")


def test_the_record_that_grew_is_the_record_read_afresh() -> None:
    from myelobone.record.write import to_plain

    grown = two_years().record
    again = read_record(to_plain(grown), load_knowledge().vocabulary)
    assert again == grown


def test_what_was_said_on_a_day_is_the_advice_on_the_record_as_it_stood() -> None:
    found = two_years()
    spoken = [day for day in found.days if day.advice is not None]
    assert len(spoken) >= 4
    for day in (spoken[0], spoken[-1]):
        advice = advise(found.record, day.on)
        assert day.advice is not None
        assert [(i.id, i.level) for i in day.advice.items] == [
            (i.id, i.level) for i in advice.items
        ]
        assert [(a.agent, a.standing) for a in day.advice.agents] == [
            (a.agent, a.standing) for a in advice.agents
        ]


def test_a_relapse_changes_the_advice_on_its_day() -> None:
    found = played(
        "W7-2026-11-17",
        decide=["interval=every_3_months"],
        events=["relapse=biochemical on 2027-05-01"],
    )
    day = on(found, "2027-05-01")
    came = [c.id for c in day.changes if c.part == "items" and c.before is None]
    assert "course.restart" in came
    before = [d for d, _ in doses(found) if d < "2027-05-01"]
    after = [date.fromisoformat(d) for d, _ in doses(found) if d > "2027-05-01"]
    assert before == ["2027-01-19", "2027-04-19"]
    assert {(b - a).days for a, b in pairwise(after)} == {28}  # monthly again
    assert not any(e["what"] == "response" and e["on"] > "2027-05-01" for e in found.entries)


def test_a_creatinine_that_rises_moves_the_dose_through_the_bands() -> None:
    found = played(
        "W7-2026-11-17",
        330,
        decide=["interval=monthly"],
        values=["creatinine=110 umol/L by 2027-06-01", "creatinine=150 umol/L from 2027-09-01"],
    )
    assert list(dict.fromkeys(dose for _, dose in doses(found))) == ["4 mg", "3.5 mg", "3.3 mg"]
    measured = [
        float(each["value"].split()[0]) for each in found.entries if each["what"] == "creatinine"
    ]
    assert measured == sorted(measured)
    assert measured[0] < 90
    assert measured[-1] == 150
    assert doses(found)[-1][0] < "2027-09-15"  # the label holds it at such a rise


def test_a_value_given_from_a_day_holds_from_that_day() -> None:
    found = played("W1-2026-12-01", decide=[AGENT], values=["calcium=2.20 mmol/L from 2027-03-01"])
    seen = {each["on"]: each["value"] for each in found.entries if each["what"] == "calcium"}
    assert {v for d, v in seen.items() if d < "2027-03-01"} == {"2.31 mmol/L"}
    assert {v for d, v in seen.items() if d >= "2027-03-01"} == {"2.2 mmol/L"}
    assert all(each["range"] == [2.11, 2.52] for each in found.entries if each["what"] == "calcium")


def test_a_choice_without_a_decision_stays_open_and_says_which_doses_hang_on_it() -> None:
    found = played("W1-2026-12-01", 90)
    left = found.days[0].newly_left
    assert ("bone_agent", "no_decision") in [(each.what, each.because) for each in left]
    assert {each.option for each in left if each.because == "choice"} == {
        "zoledronic_acid",
        "denosumab",
    }
    assert doses(found) == []


def test_an_option_that_needs_details_waits_for_them() -> None:
    bare = played("W8-2026-12-10", 60, decide=["exit_plan=one_bisphosphonate_dose"])
    assert [(each.because, each.needs) for each in bare.days[0].left] == [
        ("needs", ("agent", "dose", "day"))
    ]
    assert doses(played("W8-2026-12-10", 200, decide=[EXIT])) == [("2027-05-20", "4 mg")]


def test_what_was_never_measured_is_asked_and_not_invented() -> None:
    record, as_of = case("W1-2026-12-01")
    from myelobone.record.amend import suppose

    known = load_knowledge()
    without = suppose(record, known.vocabulary, take=["vitamin_d"], on=as_of).record
    open_ = simulate(without, as_of, "2027-03-01", decide=[AGENT])
    assert [e for e in open_.entries if e["what"] == "vitamin_d"] == []
    assert ("vitamin_d", "no_value") in [(x.what, x.because) for x in open_.days[0].newly_left]
    given = simulate(
        without, as_of, "2027-03-01", decide=[AGENT], values={"vitamin_d": "60 nmol/L"}
    )
    assert {e["value"] for e in given.entries if e["what"] == "vitamin_d"} == {"60 nmol/L"}


def test_healing_after_a_procedure_is_never_assumed() -> None:
    procedure = "dental_procedure={kind: extraction, invasive: yes} on 2027-03-01"
    silent = played("W1-2026-12-01", 320, decide=[AGENT], events=[procedure])
    assert max(day for day, _ in doses(silent)) < "2027-03-01"
    told = played("W1-2026-12-01", 320, decide=[AGENT], events=[procedure, HEALED])
    assert [day for day, _ in doses(told) if "2027-03-01" <= day < "2027-06-10"] == []
    assert any(day >= "2027-06-10" for day, _ in doses(told))


def test_studies_come_again_with_the_same_findings_and_none_of_them_new() -> None:
    again = [each for each in two_years().entries if each["what"] == "study"]
    assert [each["on"] for each in again] == ["2027-11-25", "2028-11-25"]
    assert [len(each["findings"]) for each in again] == [2, 2]
    assert advise(two_years().record, "2028-11-26").facts["skeletal_related_events"].value == (
        advise(two_years().record, "2026-12-01").facts["skeletal_related_events"].value
    )


def test_the_same_question_gives_the_same_bytes() -> None:
    one = played("W7-2026-11-17", 120, decide=["interval=monthly"])
    other = played("W7-2026-11-17", 120, decide=["interval=monthly"])
    assert one.to_json() == other.to_json()


def test_what_never_came_into_play_is_said() -> None:
    found = played("W1-2026-12-01", 40, decide=[AGENT, "restart=yes"], values=["pth=40 ng/L"])
    assert set(found.unused) == {"restart=yes", "pth"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"events": ["relapse on 2027-05-01"]}, "record.missing_value"),
        ({"events": ["relapse=biochemical"]}, "simulate.day"),
        ({"events": ["relapse=biochemical on 2026-01-01"]}, "simulate.day"),
        ({"events": ["relaps=biochemical on 2027-05-01"]}, "record.unknown_term"),
        ({"values": ["creatinine=90"]}, "record.no_unit"),
        ({"values": ["creatinine"]}, "simulate.given"),
        ({"values": ["creatinine=90 umol/L by 2027-13-01"]}, "simulate.day"),
        ({"values": ["urinalysis=abnormal by 2027-05-01"]}, "simulate.drift"),
        ({"values": ["given=4 mg"]}, "simulate.value"),
        ({"decide": ["interval=weekly"]}, "record.unknown_word"),
        ({"decide": ["rhythm=monthly"]}, "record.unknown_word"),
        ({"days": 0}, "simulate.days"),
        ({"days": 4000}, "simulate.days"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_before_the_first_day(given: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        played("W1-2026-12-01", **{"days": 30, **given})
    assert code in [problem.code for problem in refused.value.problems]
