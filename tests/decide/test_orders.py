"""Orders: each checked on its own day; all that is found counts and the worst is the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from .edition import asked, edition, fact

FACTS = (
    fact("weight", unit="kg", is_="latest weight within 90 days")
    + fact("allergic", is_="latest allergy where to is alpha")
    + fact("stage", is_="latest stage")
)
ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {forbid: allergic, final: yes, cite: [S1], says: {zh: 过敏。, en: Allergy.}}
  - {id: end_stage, discourage: {any: [stage is end]}, cite: [S1], says: {zh: 终末。, en: End stage.}}
doses:
  - route: iv
    over: at least 15 min
    at_most: 4 mg
    cite: [S3]
    by: weight
    bands:
      - {above: 60, give: 4 mg}
      - {from: 40, through: 60, give: 3 mg, over: 1 h}
      - {below: 40, avoid: not_recommended}
    unknown: ask
order:
  - {id: too_soon, caution: order.gap < 21 d, origin: label, reading: [A1], says: {zh: "{order.gap}。", en: "{order.gap} since the last."}}
  - {id: other, stop: order.dose >= 5 mg, origin: label, reading: [A1], says: {zh: 另一制剂。, en: Another product.}}
"""


def check(*entries: dict[str, Any], on: str = "2026-06-15", **options: Any) -> dict[str, Any]:
    """The finding on the only order."""
    orders = asked(edition(FACTS, alpha=ALPHA), *entries, on=on, **options)["orders"]
    assert len(orders) == 1
    return dict(orders[0])


def entry(what: str, value: str, on: str = "2026-06-01", **more: Any) -> dict[str, Any]:
    return {"on": on, "what": what, "value": value, **more}


def ordered(on: str = "2026-06-16", **more: Any) -> dict[str, Any]:
    order = {"on": on, "what": "ordered", "agent": "alpha", "dose": "4 mg", "route": "iv", "over": "15 min"}  # fmt: skip
    return {key: value for key, value in {**order, **more}.items() if value}


NOT_ALLERGIC = entry("allergy", "no", to="alpha")
HEAVY, MIDDLE, LIGHT = (entry("weight", f"{kg} kg") for kg in (70, 50, 30))
EARLY = entry("stage", "early")
GIVEN = {"on": "2026-05-20", "what": "given", "agent": "beta"}


@pytest.mark.parametrize(
    ("entries", "verdict", "items"),
    [
        ([HEAVY, ordered()], "accepted", []),
        ([HEAVY, ordered(dose="3 mg")], "query", ["alpha.dose_below"]),
        ([HEAVY, ordered(dose="4.1 mg")], "stopped", ["alpha.dose_above", "alpha.at_most"]),
        ([HEAVY, ordered(dose="5 mg")], "stopped", ["alpha.dose_above", "alpha.at_most", "alpha.other"]),
        ([HEAVY, ordered(over="14 min")], "stopped", ["alpha.too_fast"]),
        ([HEAVY, ordered(over="0.5 h")], "accepted", []),
        ([MIDDLE, ordered(dose="3 mg")], "stopped", ["alpha.too_fast"]),
        ([MIDDLE, ordered(dose="3 mg", over="60 min")], "accepted", []),
        ([MIDDLE, ordered(over="60 min")], "stopped", ["alpha.dose_above"]),
        ([LIGHT, ordered()], "stopped", ["alpha.iv", "alpha.iv"]),
        ([HEAVY, ordered(route="sc")], "stopped", ["alpha.route"]),
        ([HEAVY, ordered(route="")], "undetermined", ["alpha.route_missing"]),
        ([HEAVY, ordered(dose="")], "undetermined", ["alpha.dose_missing", "alpha.other"]),
        ([ordered()], "undetermined", ["alpha.iv", "alpha.dose_unknown"]),
        ([HEAVY, ordered(), GIVEN], "accepted", []),  # 27 days
        ([HEAVY, ordered("2026-06-09"), GIVEN], "query", ["alpha.too_soon"]),  # 20 days
        ([HEAVY, ordered("2026-06-10"), GIVEN], "accepted", []),
        ([HEAVY, ordered("2026-06-09", over="5 min"), GIVEN], "stopped", ["alpha.too_fast", "alpha.too_soon"]),
    ],
)  # fmt: skip
def test_everything_counts_and_the_worst_is_the_verdict(
    entries: list[dict[str, Any]], verdict: str, items: list[str]
) -> None:
    order = check(NOT_ALLERGIC, EARLY, *entries)
    assert (order["verdict"], sorted(set(order["items"]))) == (verdict, sorted(set(items)))


def test_a_forbidden_undetermined_or_discouraged_agent_is_told() -> None:
    allergic = entry("allergy", "yes", to="alpha")
    assert check(HEAVY, EARLY, allergic, ordered())["verdict"] == "stopped"
    assert check(HEAVY, EARLY, ordered())["verdict"] == "undetermined"
    order = check(HEAVY, NOT_ALLERGIC, entry("stage", "end"), ordered())
    assert (order["verdict"], order["items"]) == ("query", ["alpha.end_stage"])
    assert order["order_dose"]["amount"] == 4  # shown only here


def test_an_order_is_checked_on_its_own_day() -> None:
    lighter = entry("weight", "50 kg", "2026-06-10")
    entries = (NOT_ALLERGIC, EARLY, HEAVY, lighter)
    assert check(*entries, ordered("2026-06-09"))["verdict"] == "accepted"
    assert check(*entries, ordered("2026-06-11"))["verdict"] == "stopped"
    assert check(NOT_ALLERGIC, EARLY, HEAVY, ordered("2026-12-01"))["verdict"] == "undetermined"


def test_an_order_ahead_is_judged_by_what_is_known_today_and_by_nothing_later() -> None:
    today, before, after = "2026-06-15", "2026-06-10", "2026-06-18"
    entries = (
        NOT_ALLERGIC,
        EARLY,
        entry("weight", "50 kg", before),
        entry("weight", "70 kg", after),
    )
    ahead = ordered("2026-06-20")
    assert check(*entries, ahead, on=today)["items"] == ["alpha.dose_above", "alpha.too_fast"]
    assert check(*entries, ahead, on=after)["verdict"] == "accepted"
    hidden = entry("weight", "70 kg", before, entered=after)
    told = (NOT_ALLERGIC, EARLY, entry("weight", "50 kg", "2026-06-09"), hidden, ahead)
    assert check(*told, on=today, known_then=True)["verdict"] == "stopped"
    assert check(*told, on=today)["verdict"] == "accepted"


def test_an_order_shows_what_its_dose_goes_by_on_its_own_day() -> None:
    lighter = entry("weight", "50 kg", "2026-06-10")
    order = check(NOT_ALLERGIC, EARLY, HEAVY, lighter, ordered("2026-06-09"))
    assert order["rests_on"] == [
        {"fact": "weight", "display": {"zh": "70 kg", "en": "70 kg"}, "on": "2026-06-01", "entry": "entries[2]"}
    ]  # fmt: skip


def test_an_order_without_its_day_cannot_be_checked() -> None:
    order = check(NOT_ALLERGIC, EARLY, HEAVY, ordered("2026-06"))
    assert (order["verdict"], order["items"]) == ("undetermined", ["order.incomplete"])


def test_an_order_that_became_known_later_is_not_seen() -> None:
    late = ordered(entered="2026-06-20")
    assert asked(edition(FACTS, alpha=ALPHA), late)["orders"] == []


def test_every_finding_says_what_it_rests_on() -> None:
    order = check(NOT_ALLERGIC, EARLY, HEAVY, ordered(dose="5 mg", over="5 min"))
    assert all(f["cites"] or f["readings"] or f["origin"] == "design" for f in order["findings"])
    assert all(f["text"]["zh"] and f["text"]["en"] for f in order["findings"])
