"""Nothing of the guideline stays outside: each kind of statement is carried by the part meant for it."""

from __future__ import annotations

from .files import knowledge


def _cited_in_calendar() -> set[str]:
    return {cite for item in knowledge().calendar.values() for cite in item.cites}


def _cited_by_acts() -> set[str]:
    """Cited by rules, agents with their lines, routes and rows, or dated items."""
    found = _cited_in_calendar()
    for rule in knowledge().rules.values():
        found.update(rule.cites)
        found.update(cite for option in rule.then.options for cite in option.cites)
    for agent in knowledge().agents.values():
        parts = [*agent.standing, *agent.order, *agent.routes]
        parts += [row for route in agent.routes for row in route.rows]
        parts += [part for part in (agent.approved, agent.no_dose) if part is not None]
        found.update(cite for part in parts for cite in part.cites)
    return found


def test_every_schedule_statement_is_a_dated_item() -> None:
    schedules = {one.id for one in knowledge().statements.values() if one.kind == "schedule"}
    assert schedules
    assert schedules - _cited_in_calendar() == set()


def test_every_rule_and_every_dose_is_carried_by_something_that_acts() -> None:
    told = ("states",)  # a statement that demands nothing may stand beside a decision
    acting = {
        one.id
        for one in knowledge().statements.values()
        if one.kind in ("rule", "dose") and one.strength != told
    }
    assert len(acting) > 40
    assert acting - _cited_by_acts() == set()


def test_every_finding_of_evidence_stands_behind_something() -> None:
    behind = _cited_by_acts()
    for rule in knowledge().rules.values():
        behind.update(rule.evidence)
        behind.update(cite for option in rule.then.options for cite in option.evidence)
    for agent in knowledge().agents.values():
        parts = (*agent.standing, *agent.order, *agent.routes)
        behind.update(cite for part in parts for cite in part.evidence)
    behind.update(cite for item in knowledge().calendar.values() for cite in item.evidence)
    evidence = {one.id for one in knowledge().statements.values() if one.kind == "evidence"}
    assert evidence - behind == set()


def test_every_reading_says_what_is_printed_what_is_taken_what_else_and_why() -> None:
    readings = [one for one in knowledge().readings.values() if one.kind == "reading"]
    assert len(readings) > 60
    for reading in readings:
        for text in (reading.printed, reading.take, reading.alternatives, reading.why):
            assert text is not None, reading.id
            assert text.zh, reading.id
            assert text.en, reading.id
        assert reading.sign, reading.id
