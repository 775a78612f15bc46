"""Agents: holds, overrides and doses beside the standing."""

from __future__ import annotations

from typing import Any

import pytest

from .agents_made import (
    ALPHA,
    BETA,
    CALENDAR,
    FACTS,
    LATE,
    NO_WOUND,
    READY,
    WEIGHT,
    agent,
    entry,
    ready,
    reasons,
    told,
)
from .edition import asked, by, edition


def operation(on: str) -> dict[str, Any]:
    return {"on": on, "what": "operation", "status": "planned"}


def override(item: str, **more: str) -> dict[str, Any]:
    return {"on": "2026-06-10", "what": "override", "item": item, "by": "Li", "because": "seen", **more}  # fmt: skip


def test_no_dose_stands_without_a_dose() -> None:
    answer = agent("alpha", *ready(entry("stage", "early")))
    assert (answer["standing"], answer["dose"]) == ("option", None)
    assert reasons("alpha", *ready(entry("stage", "early"))) == ["alpha.no_dose"]
    bare = ready(entry("stage", "early"), without="weight")
    bare = [each for each in bare if each["what"] != "weight"]
    assert agent("alpha", *bare)["standing"] == "option"  # no dose, none that could be unknown


def test_a_table_that_advises_against_every_dose_is_told_even_without_a_dose_here() -> None:
    early = ready(entry("stage", "early"), entry("weight", "39 kg"))
    assert agent("alpha", *early)["standing"] == "forbidden"
    assert reasons("alpha", *early) == ["alpha.iv", "alpha.no_dose"]


def test_an_agent_that_may_have_no_dose_here_is_undetermined() -> None:
    beta = "id: beta\nlabel: {zh: 乙药, en: beta}\nno_dose: {when: stage is early, cite: [S1], says: {zh: 另按指南。, en: By another guideline.}}\n"  # fmt: skip
    knowledge = edition(FACTS, alpha=ALPHA, beta=beta)
    assert by(asked(knowledge)["agents"], "agent")["beta"]["standing"] == "undetermined"
    assert by(asked(knowledge, LATE)["agents"], "agent")["beta"]["standing"] == "option"


def test_the_first_route_is_proposed_and_the_others_beside_it() -> None:
    answer = agent("beta", NO_WOUND, entry("creatinine", "100 umol/L"))
    assert (answer["dose"]["route"], answer["dose"]["amount"]) == ("sc", 120)
    assert [(d["route"], d["low"], d["high"]) for d in answer["other_doses"]] == [("iv", 60, 90)]
    answer = agent("beta", NO_WOUND, entry("creatinine", "266 umol/L"))
    assert (answer["standing"], answer["other_doses"]) == ("option", [])
    answer = agent("beta", NO_WOUND)
    assert (answer["standing"], answer["dose"]["amount"], answer["other_doses"]) == ("option", 120, [])  # fmt: skip


def test_the_dose_at_another_value() -> None:
    assert told(WEIGHT)["facts"]["dose_at_other"]["value"] == 4
    assert told(entry("weight", "39 kg"))["facts"]["dose_at_other"]["status"] == "none"
    assert told()["facts"]["dose_at_other"]["status"] == "unknown"


@pytest.mark.parametrize(
    ("on", "standing"),
    [("2026-06-22", "forbidden"), ("2026-06-23", "preferred"), ("2026-06-15", "forbidden")],
)
def test_a_hold_in_force_forbids_and_one_ahead_does_not(on: str, standing: str) -> None:
    answer = agent("alpha", *ready(operation(on)))
    assert answer["standing"] == standing
    assert ("mouth.hold" in [r["item"] for r in answer["reasons"]]) is (standing == "forbidden")


def test_a_hold_that_may_apply_leaves_its_agents_undetermined() -> None:
    assert agent("beta")["standing"] == "undetermined"
    assert agent("beta", NO_WOUND)["standing"] == "option"
    assert agent("beta", entry("wound", "yes"))["standing"] == "forbidden"


def test_an_overridden_forbid_counts_as_discourage_and_never_better() -> None:
    on_dialysis = ready(entry("dialysis", "yes"))
    answer = agent("alpha", *on_dialysis, override("alpha.dialysis"))
    assert (answer["standing"], answer["dose"]) == ("discouraged", None)
    reason = by(answer["reasons"], "item")["alpha.dialysis"]
    assert reason["override"]["by"] == "Li"
    assert agent("alpha", *on_dialysis)["standing"] == "forbidden"


def test_an_override_lifts_nothing_else() -> None:
    entries = ready(entry("dialysis", "yes"), entry("weight", "39 kg"))
    assert agent("alpha", *entries, override("alpha.dialysis"))["standing"] == "forbidden"
    entries = ready(entry("dialysis", "yes"), without="calcium")
    entries = [each for each in entries if each["what"] != "calcium"]
    assert agent("alpha", *entries, override("alpha.dialysis"))["standing"] == "undetermined"


def test_a_final_line_cannot_be_overridden() -> None:
    allergic = ready(entry("allergy", "yes", to="alpha"))
    answer = agent("alpha", *allergic, override("alpha.allergic"))
    assert answer["standing"] == "forbidden"
    assert by(answer["reasons"], "item")["alpha.allergic"]["override"] is None


def test_an_overridden_hold_no_longer_acts() -> None:
    hurt = (entry("wound", "yes"), entry("creatinine", "100 umol/L"))
    answer = told(*hurt, override("wound.hold"))
    assert by(answer["agents"], "agent")["beta"]["standing"] == "option"
    item = by(answer["items"], "id")["wound.hold"]
    assert item["override"]["because"] == "seen"


def test_an_override_of_an_agents_line_ends_when_its_reason_changes() -> None:
    late = {**override("wound.hold"), "on": "2026-05-20"}
    assert agent("beta", entry("wound", "yes"), late)["standing"] == "forbidden"


def test_a_standing_that_rests_on_silence_says_so() -> None:
    assumed = by(told(*READY)["assumed"], "what")
    assert "agents.alpha" in assumed["dialysis"]["for"]
    assert "agents.alpha" in assumed["operation"]["for"]  # no hold, as no operation is recorded


def test_a_dose_case_that_rests_on_silence_says_so() -> None:
    beta = BETA.replace("{when: wound,", "{when: dialysis,")
    answer = asked(edition(FACTS, calendar=CALENDAR, alpha=ALPHA, beta=beta), *READY)
    assert "agents.beta" in by(answer["assumed"], "what")["dialysis"]["for"]
