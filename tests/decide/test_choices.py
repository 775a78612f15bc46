"""Choices, the decisions that answer them, and the plan while they are open."""

from __future__ import annotations

from typing import Any

from .edition import asked, by, edition, fact

FACTS = (
    fact("stage", is_="latest stage")
    + fact("wound", is_="latest wound")
    + fact("dialysis", is_="latest dialysis")
    + fact("last_dose", is_="date of latest given")
    + fact("first_dose", is_="date of earliest given")
    + fact("pace", is_="decided pace since first_dose")
    + fact("chosen_agent", is_="decided agent")
    + fact("given_agent", is_="agent of latest given")
    + fact("current", first="[chosen_agent, given_agent]")
)
ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {forbid: dialysis, cite: [S2], says: {zh: 透析。, en: Dialysis.}}
  - {id: late_stage, prefer: {any: [stage is late]}, cite: [S1], evidence: [S2], says: {zh: 晚期。, en: Late stage.}}
  - {id: end_stage, discourage: {any: [stage is end]}, cite: [S1], says: {zh: 终末。, en: End stage.}}
doses: [{route: iv, give: 4 mg, interval: 28 days, cite: [S3]}]
"""
BETA = """
id: beta
label: {zh: 乙药, en: beta}
standing:
  - {id: end_stage, discourage: {any: [stage is end]}, cite: [S1], says: {zh: 终末。, en: End stage.}}
doses: [{route: sc, give: 120 mg, interval: 28 days, cite: [S3]}]
"""
RULES = """
- id: topic.choose_agent
  cite: [S1]
  when: stage is known
  reading: [A1]
  unless: [given_agent exists]
  then: {choice: agent, options: agents preferred, steers: calendar}
  says: {zh: 选药。, en: Choose.}
  examples: {fires: {stage: late}, quiet: {given_agent: alpha}, asks: {stage: late, given_agent: unknown}}
- id: topic.choose_pace
  cite: [S2]
  when: last_dose exists
  then: {choice: pace, options: [monthly, {id: slow, when: stage is early, needs: [because], cite: [S2]}], steers: calendar}
  says: {zh: 间隔。, en: Pace.}
  examples: {fires: {last_dose: today}, quiet: {last_dose: none}, asks: {last_dose: unknown}}
"""
CALENDAR = """
- id: topic.doses
  dose: current
  when: current exists
  started: first_dose
  from: last_dose
  every: [{when: pace is slow, value: 3 months}, {otherwise: 28 days}]
  cite: [S1]
  says: {zh: 下一剂。, en: Next dose.}
- {id: topic.review, decision: pace, after: topic.doses first, at: 1 month, when: last_dose exists, cite: [S1], says: {zh: 评估。, en: Review.}}
- {id: topic.blood, measure: [calcium], every: 1 month, when: last_dose exists, cite: [S1], says: {zh: 化验。, en: Blood.}}
"""


def told(*entries: dict[str, Any], calendar: str = CALENDAR, **options: Any) -> dict[str, Any]:
    knowledge = edition(FACTS, RULES, calendar, alpha=ALPHA, beta=BETA)
    return asked(knowledge, *entries, **options)


def entry(what: str, value: str = "", on: str = "2026-06-01", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": what, **({"value": value} if value else {}), **more}


def given(on: str, agent: str = "alpha") -> dict[str, Any]:
    return entry("given", on=on, agent=agent)


def decided(choose: str, value: str, on: str = "2026-06-10", **more: Any) -> dict[str, Any]:
    return entry("decision", value, on, choose=choose, **more)


def choice(name: str, *entries: dict[str, Any]) -> dict[str, Any]:
    return by(told(*entries)["choices"], "id")[name]


def offered(name: str, *entries: dict[str, Any]) -> list[str]:
    return [option["id"] for option in choice(name, *entries)["options"]]


LATE, EARLY, END = entry("stage", "late"), entry("stage", "early"), entry("stage", "end")
CALCIUM = entry("calcium", "2.3 mmol/L", "2026-06-12")


def test_the_agents_that_stand_best_are_offered_and_none_is_preset() -> None:
    assert offered("agent", LATE) == ["alpha"]
    assert offered("agent", EARLY) == ["alpha", "beta"]
    assert choice("agent", EARLY)["chosen"] is None
    assert offered("agent", EARLY, entry("dialysis", "yes")) == ["beta"]
    assert "agent" not in by(told(END)["choices"], "id")  # nothing to choose from


def test_an_option_shows_what_speaks_for_it_and_its_dose() -> None:
    option = choice("agent", LATE)["options"][0]
    assert [text["en"] for text in option["for"]] == ["Late stage."]
    assert option["evidence"] == ["S2"]
    assert option["dose"]["amount"] == 4


def test_an_option_whose_condition_is_not_yes_is_not_listed() -> None:
    assert offered("pace", given("2026-06-01"), EARLY) == ["monthly", "slow"]
    assert offered("pace", given("2026-06-01"), LATE) == ["monthly"]
    assert offered("pace", given("2026-06-01")) == ["monthly"]
    slow = choice("pace", given("2026-06-01"), EARLY)["options"][1]
    assert slow["needs_reason"] is True


def test_a_decision_answers_a_choice_and_the_plan_follows() -> None:
    entries = (given("2026-06-01"), EARLY, CALCIUM, decided("pace", "slow", by="Li", because="calm"))  # fmt: skip
    answer = choice("pace", *entries)
    assert answer["chosen"] == "slow"
    assert (answer["decided"]["by"], answer["decided"]["because"]) == ("Li", "calm")
    doses = [p for p in told(*entries)["plan"] if p["kind"] == "dose"]
    assert [p["due"] for p in doses][:2] == ["2026-09-01", "2026-12-01"]
    assert all(p["branch"] is None for p in doses)


def test_a_decision_outside_the_options_is_a_problem() -> None:
    answer = told(given("2026-06-01"), LATE, decided("pace", "slow"))
    problem = next(p for p in answer["problems"] if p["where"] == "entries[2].value")
    assert (problem["code"], problem["found"], problem["allowed"]) == (
        "advice.decision_not_offered", "slow", "monthly",
    )  # fmt: skip


def test_a_decision_for_an_agent_that_may_not_be_given_is_a_problem_and_no_plan() -> None:
    answer = told(EARLY, entry("dialysis", "yes"), decided("agent", "alpha"))
    assert [p["found"] for p in answer["problems"]] == ["alpha"]
    assert [p for p in answer["plan"] if p["kind"] == "dose"] == []


def test_an_agent_that_is_an_option_may_be_chosen_though_another_is_preferred() -> None:
    answer = told(LATE, decided("agent", "beta"))
    assert answer["problems"] == []
    assert {p["agent"] for p in answer["plan"] if p["kind"] == "dose"} == {"beta"}


def test_what_all_options_share_is_the_plan_and_the_rest_carries_its_branch() -> None:
    plan = told(given("2026-06-01"), EARLY, CALCIUM)["plan"]
    doses = [(p["branch"], p["due"]) for p in plan if p["kind"] == "dose"]
    assert (None, "2026-06-29") not in doses
    first = {branch["option"]: due for branch, due in reversed(doses) if branch}
    assert first == {"monthly": "2026-06-29", "slow": "2026-09-01"}
    assert all(branch == {"choice": "pace", "option": branch["option"]} for branch, _ in doses)
    blood = [(p["branch"], p["due"]) for p in plan if p["what"] == "calcium"]
    assert (None, "2026-07-12") in blood


def test_a_single_option_keeps_its_branch() -> None:
    plan = told(LATE)["plan"]
    assert {p["branch"]["option"] for p in plan if p["kind"] == "dose"} == {"alpha"}


def test_two_open_choices_are_each_branched_with_the_other_left_open() -> None:
    rules = RULES.replace("  unless: [given_agent exists]\n", "").replace("quiet: {given_agent: alpha}, asks: {stage: late, given_agent: unknown}", "quiet: {given_agent: alpha}, asks: {given_agent: alpha}")  # fmt: skip
    rules = rules.replace("when: stage is known", "when: stage is early or late").replace("quiet: {given_agent: alpha}, asks: {given_agent: alpha}", "quiet: {stage: end}, asks: {given_agent: alpha}")  # fmt: skip
    knowledge = edition(FACTS, rules, CALENDAR, alpha=ALPHA, beta=BETA)
    plan = asked(knowledge, given("2026-06-01"), EARLY, CALCIUM)["plan"]
    branches = {(p["branch"]["choice"], p["branch"]["option"], p["agent"], p["due"])
                for p in plan if p["kind"] == "dose" and p["branch"]}  # fmt: skip
    assert ("agent", "beta", "beta", "2026-06-29") in branches
    assert ("pace", "slow", "alpha", "2026-09-01") in branches
    assert ("agent", "beta", "beta", "2026-09-01") not in branches


def test_a_milestone_stays_on_the_plan_while_its_choice_is_open() -> None:
    plan = told(given("2026-05-01"), EARLY, CALCIUM)["plan"]
    review = [p for p in plan if p["id"].startswith("topic.review")]
    assert [(p["due"], p["status"], p["branch"]) for p in review] == [("2026-06-01", "overdue", None)]  # fmt: skip
    answered = told(given("2026-05-01"), EARLY, CALCIUM, decided("pace", "monthly"))["plan"]
    assert not [p for p in answered if p["id"].startswith("topic.review")]


def test_choices_stand_among_choices_only() -> None:
    answer = told(given("2026-06-01"), EARLY)
    assert not {"topic.choose_pace", "topic.choose_agent"} & set(by(answer["items"], "id"))
