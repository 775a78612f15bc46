"""Rules: when they fire, are quiet or ask, and the items they make."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, by, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight")
    + fact("calcium", unit="mmol/L", is_="latest calcium")
    + fact("albumin", unit="g/L", is_="latest albumin")
    + fact("wound", is_="latest wound")
    + fact("stage", is_="latest stage")
    + fact("dialysis", is_="latest dialysis")
    + fact("corrected", unit="mmol/L", is_="calcium + 0.02 mmol/g * (40 g/L - albumin)")
)


def rule(name: str, when: str, then: str = "{advise: yes}", **more: str) -> str:
    extras = "".join(f"  {key}: {value}\n" for key, value in more.items())
    return (
        f"- id: topic.{name}\n  cite: [S1]\n  when: {when}\n{extras}  then: {then}\n"
        f"  says: {{zh: 甲。, en: {name} now.}}\n"
    )


FIRES = "{fires: {stage: late, wound: yes, weight: 50 kg}, quiet: {wound: no, stage: early, weight: 90 kg}, asks: {dialysis: no}}"  # fmt: skip
RULES = (
    rule("plain", "wound", examples=FIRES)
    + rule("excepted", "wound", unless="[topic.exception, stage is end]", examples="{fires: {wound: yes, weight: 90 kg, stage: early}, quiet: {wound: no}, asks: {wound: yes}}")
    + rule("exception", "weight < 60 kg", examples=FIRES)
    + rule("careful", "{any: [corrected >= 2.9 mmol/L, {all: [corrected is not known, calcium >= 2.9 mmol/L]}]}", "{alert: stop, do: [hydrate], refer: haematology, urgency: now}", reading="[A1]",
           examples="{fires: [{corrected: 2.9 mmol/L}, {calcium: 2.9 mmol/L}], quiet: {corrected: 2.89 mmol/L}, asks: {calcium: 2.5 mmol/L}}")
    + rule("send", "wound", "{refer: haematology, urgency: soon}", examples=FIRES)
    + rule("every", "{all: [it.status is planned, it.date > first_dose]}", each="operation from today",
           examples="{fires: {it.status: planned, it.date: today, first_dose: today - 1 month}, quiet: {it.status: done}, asks: {it.status: planned, first_dose: unknown}}")
    + rule("silent", "dialysis is no", examples="{fires: {dialysis: no}, quiet: {dialysis: yes}, asks: {dialysis: unknown}}")
    + rule("list", "always", "{checklist: [weight, wound]}", examples="{fires: {weight: 60 kg}, quiet: {topic: none}, asks: {topic: none}}").replace("topic: none", "weight: none")
)  # fmt: skip
FACTS += fact("first_dose", is_="date of earliest given")
RULES = RULES[: RULES.index("- id: topic.list")]


def told(*entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return asked(edition(FACTS, RULES), *entries, all_rules=True, **options)


def entry(what: str, value: str) -> dict[str, Any]:
    return {"on": "2026-06-01", "what": what, "value": value}


def operation(on: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "what": "operation", "status": "planned", **more}


def answers(*entries: dict[str, Any], **options: Any) -> dict[str, str]:
    return {name: r["answer"] for name, r in by(told(*entries, **options)["rules"], "id").items()}


WOUND, NO_WOUND = entry("wound", "yes"), entry("wound", "no")
LIGHT, HEAVY = entry("weight", "50 kg"), entry("weight", "90 kg")
EARLY, END = entry("stage", "early"), entry("stage", "end")


@pytest.mark.parametrize(
    ("entries", "answer"),
    [
        ([WOUND, HEAVY, EARLY], "fires"),
        ([NO_WOUND], "quiet"),
        ([], "asks"),
        ([WOUND, LIGHT, EARLY], "quiet"),  # its exception fires
        ([WOUND, HEAVY, END], "quiet"),
        ([WOUND, LIGHT], "quiet"),  # one exception is enough
        ([WOUND, HEAVY], "asks"),
        ([WOUND, EARLY], "asks"),
        ([LIGHT], "quiet"),  # an exception holds whatever `when` is
        ([HEAVY, EARLY], "asks"),
    ],
)
def test_a_rule_fires_when_it_is_yes_and_every_exception_is_no(
    entries: list[dict[str, Any]], answer: str
) -> None:
    assert answers(*entries)["topic.excepted"] == answer


def test_every_rule_answers_when_all_are_asked_for() -> None:
    answer = told()
    assert [r["id"] for r in answer["rules"]] == list(edition(FACTS, RULES).rules)
    assert {r["answer"] for r in answer["rules"]} <= {"fires", "quiet", "asks"}
    assert asked(edition(FACTS, RULES))["rules"] == []


def test_only_what_fires_is_an_item() -> None:
    assert set(by(told()["items"], "id")) == {"topic.silent"}
    assert "topic.plain" in by(told(WOUND)["items"], "id")
    assert "topic.plain" not in by(told(NO_WOUND)["items"], "id")


def test_a_rule_that_fires_through_ignorance_is_a_precaution_until_the_value_comes() -> None:
    calcium = entry("calcium", "2.9 mmol/L")
    item = by(told(calcium)["items"], "id")["topic.careful"]
    assert (item["precaution"], item["level"], item["urgency"]) == (True, "stop", "now")
    assert "topic.careful" not in by(told(calcium, entry("albumin", "45 g/L"))["items"], "id")
    sure = by(told(calcium, entry("albumin", "40 g/L"))["items"], "id")["topic.careful"]
    assert sure["precaution"] is False


def test_a_precaution_asks_for_what_would_lift_it() -> None:
    asks = by(told(entry("calcium", "2.9 mmol/L"))["questions"], "fact")
    assert "rules.topic.careful" in asks["albumin"]["would_change"]


def test_an_alert_that_refers_is_two_items() -> None:
    items = by(told(entry("calcium", "2.9 mmol/L"))["items"], "id")
    assert items["topic.careful"]["to"] is None
    referral = items["topic.careful/refer"]
    assert (referral["kind"], referral["to"], referral["urgency"]) == ("referral", "haematology", "now")  # fmt: skip
    sent = by(told(WOUND)["items"], "id")["topic.send"]
    assert (sent["kind"], sent["to"], sent["urgency"]) == ("referral", "haematology", "soon")


def test_because_lists_the_leaves_that_decided() -> None:
    item = by(told(WOUND)["items"], "id")["topic.plain"]
    assert item["because"] == [
        {"fact": "wound", "value": "yes", "unit": None, "on": "2026-06-01", "entry": "entries[0]",
         "leaf": "wound", "truth": True}
    ]  # fmt: skip


def test_a_rule_over_entries_is_answered_for_each() -> None:
    dose = {"on": "2026-01-01", "what": "given", "agent": "alpha"}
    near, far = operation("2026-07-01"), operation("2026-08-01")
    done = {"on": "2026-06-15", "what": "operation"}
    assert answers(dose)["topic.every"] == "quiet"
    assert answers(dose, done)["topic.every"] == "quiet"
    items = by(told(dose, far, near)["items"], "id")
    assert {"topic.every#1", "topic.every#2"} <= set(items)
    assert items["topic.every#1"]["because"][1]["fact"] == "it.date"


def test_an_entry_that_may_belong_makes_its_rule_ask() -> None:
    dose = {"on": "2026-01-01", "what": "given", "agent": "alpha"}
    assert answers(dose, operation("2026-06"))["topic.every"] == "asks"
    assert answers(dose, operation("2026-06"), operation("2026-07-01"))["topic.every"] == "fires"


def test_an_answer_that_rests_on_silence_says_so() -> None:
    assumed = by(told()["assumed"], "what")["dialysis"]
    assert assumed["value"] == "no"
    assert "items.topic.silent" in assumed["for"]
    assert "dialysis" not in by(told(entry("dialysis", "no"))["assumed"], "what")


def override(item: str = "topic.plain", on: str = "2026-06-10", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": "override", "item": item, "by": "Li", "because": "seen", **more}


def overridden(*entries: dict[str, Any], **options: Any) -> Any:
    return by(told(WOUND, *entries, **options)["items"], "id")["topic.plain"]["override"]


def test_an_overridden_item_stays_and_says_who_and_why() -> None:
    shown = overridden(override(until="2026-06-20"))
    assert shown == {"by": "Li", "because": "seen", "on": "2026-06-10", "until": "2026-06-20"}


@pytest.mark.parametrize(
    ("on", "more", "holds"),
    [
        ("2026-06-10", {}, True),
        ("2026-05-15", {}, True),  # 31 days
        ("2026-05-14", {}, False),
        ("2026-05-14", {"until": "2026-12-31"}, False),  # never longer
        ("2026-06-10", {"until": "2026-06-14"}, False),
        ("2026-06-16", {}, False),  # not begun
        ("2026-06", {}, False),  # no day
    ],
)
def test_an_override_lasts_until_its_day_and_at_most_31_days(
    on: str, more: dict[str, str], holds: bool
) -> None:
    early = {**WOUND, "on": "2026-01-01"}
    answer = asked(edition(FACTS, RULES), early, override(on=on, **more))
    assert (by(answer["items"], "id")["topic.plain"]["override"] is not None) is holds


@pytest.mark.parametrize("lacking", ["item", "by", "because"])
def test_an_override_that_lacks_something_is_none(lacking: str) -> None:
    incomplete = {key: value for key, value in override().items() if key != lacking}
    assert overridden(incomplete) is None


def test_an_override_ends_when_its_reasons_change() -> None:
    first = {**entry("wound", "no"), "on": "2026-06-05"}
    then = {**entry("wound", "yes"), "on": "2026-06-12"}
    assert overridden(override()) is not None
    answer = asked(edition(FACTS, RULES), first, then, override())
    assert by(answer["items"], "id")["topic.plain"]["override"] is None


def test_looking_back_sees_no_override_that_became_known_later() -> None:
    late = override(entered="2026-06-20")
    assert overridden(late) is not None
    assert overridden(late, known_then=True) is None


def test_the_same_record_gives_the_same_bytes() -> None:
    from myelobone import advise, read_record

    knowledge = edition(FACTS, RULES)
    record = {"format": "myelobone-record/1", "patient": {"id": "T"}, "entries": [WOUND, LIGHT]}
    first, second = (
        advise(read_record(record, knowledge.vocabulary), "2026-06-15", knowledge).to_json()
        for _ in range(2)
    )
    assert first == second
