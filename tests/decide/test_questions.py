"""Questions and margins: what to ask, what it would change, and how near a limit a value lies."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, by, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight within 90 days")
    + fact("creatinine", unit="umol/L", is_="latest creatinine within 30 days")
    + fact("quotient", unit="1", digits=1, empirical="yes", is_="100 * weight / creatinine")
    + fact("stage", is_="latest stage")
    + fact("wound", is_="latest wound within 90 days")
    + fact("allergic", is_="latest allergy where to is alpha")
    + fact("dialysis", is_="latest dialysis")
    + fact("calcium", unit="mmol/L", is_="latest calcium")
    + fact("albumin", unit="g/L", is_="latest albumin")
    + fact("corrected", unit="mmol/L", is_="calcium + 0.02 mmol/g * (40 g/L - albumin)")
    + fact("best_calcium", unit="mmol/L", first="[corrected, calcium]")
    + fact("visit_day", is_="date of latest visit")
    + fact("since_visit", unit="d", is_="days from visit_day to today")
)

EACH = """
- id: topic.each
  cite: [S1]
  each: operation from today
  when: it.date > visit_day
  then: {info: yes}
  says: {zh: 丙。, en: C.}
  examples: {fires: {it.date: today, visit_day: today - 1 month}, quiet: {it.date: today, visit_day: today}, asks: {it.date: today}}
"""
ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {forbid: allergic, final: yes, cite: [S1], says: {zh: 过敏。, en: Allergy.}}
  - {forbid: {all: [wound, stage is late]}, id: late_wound, cite: [S1], says: {zh: 伤口。, en: Wound.}}
doses:
  - route: iv
    cite: [S3]
    by: quotient
    bands:
      - {above: 60, give: 4 mg}
      - {from: 30, through: 60, give: 3 mg}
      - {below: 30, avoid: not_recommended}
    unknown: ask
"""
BETA = """
id: beta
label: {zh: 乙药, en: beta}
standing:
  - {id: low_calcium, discourage: {any: [best_calcium < 2.1 mmol/L]}, unknown: undetermined, cite: [S1], says: {zh: 低钙。, en: Calcium low.}}
doses: [{route: sc, give: 120 mg, cite: [S3]}]
"""
RULES = """
- id: topic.ask
  cite: [S1]
  when: stage is late
  then: {advise: yes, ask: [albumin, visit], recheck: [calcium]}
  says: {zh: 甲。, en: A.}
  examples: {fires: {stage: late}, quiet: {stage: early}, asks: {dialysis: no}}
- id: topic.never
  cite: [S1]
  when: {all: [dialysis, since_visit > 400 d]}
  then: {info: yes}
  says: {zh: 乙。, en: B.}
  examples: {fires: {dialysis: yes, visit_day: today - 2 years}, quiet: {dialysis: no}, asks: {dialysis: yes}}
"""


def told(*entries: dict[str, Any], **options: Any) -> dict[str, Any]:
    return asked(edition(FACTS, RULES, alpha=ALPHA, beta=BETA), *entries, **options)


def questions(*entries: dict[str, Any], **options: Any) -> dict[str, dict[str, Any]]:
    return by(told(*entries, **options)["questions"], "fact")


def entry(what: str, value: str, on: str = "2026-06-01", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": what, "value": value, **more}


WEIGHT, CREATININE = entry("weight", "60 kg"), entry("creatinine", "100 umol/L")
CALCIUM, ALBUMIN = entry("calcium", "2.3 mmol/L"), entry("albumin", "40 g/L")
EARLY, NO_WOUND = entry("stage", "early"), entry("wound", "no")
NOT_ALLERGIC = entry("allergy", "no", to="alpha")
VISIT = {"on": "2026-06-01", "what": "visit"}
READY = (WEIGHT, CREATININE, CALCIUM, ALBUMIN, EARLY, NO_WOUND, NOT_ALLERGIC, VISIT)


def without(*terms: str) -> list[dict[str, Any]]:
    return [each for each in READY if each["what"] not in terms]


def test_nothing_is_asked_when_nothing_would_change() -> None:
    assert questions(*READY) == {}
    assert questions(*without("visit")) == {}  # no dialysis: the visit cannot matter
    assert questions(*without("wound")) == {}  # an early stage settles it


def test_what_would_change_the_advice_is_asked_with_what_it_changes() -> None:
    asks = questions(*without("weight"))
    assert set(asks) == {"weight"}
    assert asks["weight"]["would_change"] == ["agents.alpha"]
    assert (asks["weight"]["why"], asks["weight"]["with"]) == ("missing", [])
    assert asks["weight"]["text"] == {"zh": "请补充体重", "en": "Enter weight"}


def test_two_inputs_that_decide_only_together_name_each_other() -> None:
    asks = questions(*without("weight", "creatinine"))
    assert asks["weight"]["with"] == ["creatinine"]
    assert asks["creatinine"]["with"] == ["weight"]
    assert all("agents.alpha" in ask["would_change"] for ask in asks.values())


def test_two_gaps_never_hide_each_other() -> None:
    asks = questions(*without("weight", "allergy"))
    assert set(asks) == {"weight", "allergy"}
    assert all(ask["would_change"] == ["agents.alpha"] for ask in asks.values())
    late = entry("stage", "late", "2026-06-02")
    assert {"wound", "allergy"} <= set(questions(*without("wound", "allergy"), late))


def test_every_undetermined_agent_is_named_by_some_question() -> None:
    answer = told()
    undetermined = {a["agent"] for a in answer["agents"] if a["standing"] == "undetermined"}
    named = {output for q in answer["questions"] for output in q["would_change"]}
    assert undetermined == {"alpha", "beta"}
    assert {f"agents.{name}" for name in undetermined} <= named


def test_where_all_is_known_and_still_undecided_the_silence_is_asked_about() -> None:
    seen = fact("lesion", is_="any finding where kind is lytic") + fact("looked", is_="any study")
    found = fact("bone", values="[early, late]", cases="[{when: lesion, value: late}, {when: looked, value: early}]")  # fmt: skip
    alpha = ALPHA.replace("{forbid: allergic, final: yes,", "{forbid: {any: [bone is late]}, id: bone,")  # fmt: skip
    knowledge = edition(FACTS + seen + found, alpha=alpha)
    asks = by(asked(knowledge, *READY)["questions"], "fact")
    assert asks["study"]["would_change"] == ["agents.alpha"]


def test_nothing_is_asked_for_an_agent_that_is_already_forbidden() -> None:
    allergic = entry("allergy", "yes", to="alpha")
    assert questions(*without("allergy", "weight"), allergic) == {}


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([entry("weight", "60 kg", "2026-01-01")], "stale"),
        ([entry("weight", "60")], "implausible"),
        ([entry("weight", "6 kg")], "implausible"),
        ([], "missing"),
    ],
)
def test_a_question_says_why_it_asks(entries: list[dict[str, Any]], why: str) -> None:
    assert questions(*without("weight"), *entries)["weight"]["why"] == why


def test_a_contradiction_is_asked_about() -> None:
    late = entry("stage", "late")
    hurt = entry("wound", "yes")
    asks = questions(*without("stage", "wound"), late, hurt, NO_WOUND)
    assert asks["wound"]["why"] == "conflicting"


def test_what_a_first_passed_over_as_unknown_is_asked() -> None:
    assert set(questions(*without("albumin"))) == {"albumin"}
    assert questions(*without("albumin"))["albumin"]["would_change"] == ["agents.beta"]


def test_a_rule_asks_for_what_it_names_when_it_is_missing() -> None:
    late = entry("stage", "late", "2026-06-02")
    asks = questions(*without("albumin", "visit"), late)
    assert {"albumin", "visit"} <= set(asks)
    assert asks["visit"]["would_change"] == ["rules.topic.ask"]
    assert "visit" not in questions(*without("albumin"), late)


def test_a_rule_over_entries_asks_for_what_it_lacks() -> None:
    knowledge = edition(FACTS, RULES + EACH, alpha=ALPHA, beta=BETA)
    plan = {"on": "2026-07-01", "what": "operation", "status": "planned"}
    asks = by(asked(knowledge, *without("visit"), plan)["questions"], "fact")
    assert asks["visit"]["would_change"] == ["rules.topic.each"]
    assert asked(knowledge, *without("visit"))["questions"] == []
    assert asked(knowledge, *READY, plan)["questions"] == []


def test_a_value_that_stands_may_be_asked_for_anew() -> None:
    asks = questions(*READY, entry("stage", "late", "2026-06-02"))
    assert asks["calcium"]["why"] == "recheck"
    assert asks["calcium"]["text"]["en"] == "Repeat calcium"


def test_the_question_that_changes_most_agents_comes_first() -> None:
    both = ALPHA.replace("wound, stage is late", "dialysis, stage is late")
    rest = BETA.replace("best_calcium < 2.1 mmol/L", "wound")
    knowledge = edition(FACTS, RULES, alpha=both.replace("forbid: allergic", "forbid: wound"), beta=rest)  # fmt: skip
    order = [q["fact"] for q in asked(knowledge, *without("wound", "weight"))["questions"]]
    assert order == ["wound", "weight"]


# -- margins ----------------------------------------------------------------------------------


def margins(*entries: dict[str, Any]) -> list[dict[str, Any]]:
    return list(told(*entries)["margins"])


def test_a_limit_within_the_error_of_a_measurement_is_a_margin() -> None:
    # 61 / 1.0 = 61; a creatinine 5 % higher gives 58.1, below 60
    near = margins(entry("weight", "61 kg"), *without("weight"))
    assert [(m["fact"], m["value"], m["threshold"]) for m in near] == [("quotient", 61, 60)]
    assert near[0]["would_change"] == ["agents.alpha"]
    assert near[0]["flips_at"]["en"] == "1.7 µmol/L more creatinine flips it"
    assert near[0]["flips_at"]["zh"] == "肌酐多 1.7 µmol/L 即翻转"


def test_a_limit_beyond_the_error_is_none() -> None:
    assert margins(entry("weight", "64 kg"), *without("weight")) == []


def test_a_margin_that_changes_nothing_is_not_told_and_never_changes_the_advice() -> None:
    near = (entry("weight", "61 kg"), *without("weight", "allergy"), entry("allergy", "yes", to="alpha"))  # fmt: skip
    assert margins(*near) == []
    answer = told(entry("weight", "61 kg"), *without("weight"))
    assert by(answer["agents"], "agent")["alpha"]["dose"]["amount"] == 4


def test_what_decides_a_stop_or_a_dose_is_asked_before_the_rest() -> None:
    stop = (
        RULES
        + """
- id: topic.stop
  cite: [S1]
  when: since_visit > 400 d
  then: {alert: stop}
  says: {zh: 丁。, en: D.}
  examples: {fires: {visit_day: today - 2 years}, quiet: {visit_day: today}, asks: {dialysis: yes}}
"""
    )
    unknown = (*without("visit", "weight"), entry("dialysis", "yes"))
    answer = asked(edition(FACTS, stop, alpha=ALPHA, beta=BETA), *unknown)
    assert [ask["fact"] for ask in answer["questions"]] == ["weight", "visit"]
    info = asked(edition(FACTS, RULES, alpha=ALPHA, beta=BETA), *unknown)
    tiers = {ask["fact"]: ask["would_change"] for ask in info["questions"]}
    assert tiers == {"weight": ["agents.alpha"], "visit": ["rules.topic.never"]}


def test_an_entry_that_gives_too_little_is_named_with_what_it_lacks() -> None:
    lesion = fact("lytic", is_="any finding where kind is lytic and size >= 5 mm")
    rule = """
- id: topic.lytic
  cite: [S1]
  when: lytic
  then: {info: yes}
  says: {zh: 戊。, en: E.}
  examples: {fires: {lytic: yes}, quiet: {lytic: no}, asks: {lytic: unknown}}
"""
    study = {"on": "2026-06-01", "what": "study", "findings": [{"kind": "lytic"}]}
    answer = asked(edition(FACTS + lesion, rule, alpha=ALPHA, beta=BETA), *READY, study)
    ask = by(answer["questions"], "fact")["study"]
    assert ask["lacking"] == [{"entry": f"entries[{len(READY)}]", "on": "2026-06-01", "attribute": "size"}]  # fmt: skip
    assert ask["text"]["en"].startswith("Complete ")
