"""What an advice stops, what a stop rests on, and the same patient with entries spoilt."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from .files import advice, knowledge, patient_cases

YEARS_BACK = 3


class Stop(NamedTuple):
    """What stops: `by` names the rule, line, hold or dose table; `of` the agent or the order."""

    by: str
    of: str


def stops(answer: dict[str, Any]) -> frozenset[Stop]:
    """Everything an advice stops."""
    found = {
        Stop(item["id"], "")
        for item in answer["items"]
        if item["kind"] in ("alert", "hold") and item["level"] == "stop"
    }
    for agent in answer["agents"]:
        if agent["standing"] == "forbidden":
            forbids = lines()[agent["agent"]]
            by = [reason["item"] for reason in agent["reasons"]]
            found |= {
                Stop(item, agent["agent"])
                for item in by
                if item in forbids or item in knowledge().calendar
            } or {Stop(by[0], agent["agent"])}
    for order in answer["orders"]:
        name = f"order {order['agent']} {order['on']}"
        found |= {Stop(f["id"], name) for f in order["findings"] if f["level"] == "stop"}
    return frozenset(found)


@cache
def lines() -> dict[str, dict[str, tuple[str, ...]]]:
    """For each agent its forbidding lines and dose tables, with the facts they read."""
    return {
        agent.id: {line.id: line.depends for line in agent.standing if line.effect == "forbid"}
        | {f"{agent.id}.{route.route}": route.depends for route in agent.routes}
        for agent in knowledge().agents.values()
    }


def agents() -> set[str]:
    return set(knowledge().agents)


@cache
def facts_of(stop: Stop) -> tuple[str, ...]:
    """The facts a stop reads."""
    rule = stop.by.split("#")[0]
    if rule in knowledge().rules:
        return knowledge().rules[rule].depends
    if rule in knowledge().calendar:
        return knowledge().calendar[rule].depends
    agent = knowledge().agents.get(rule.split(".")[0])
    if agent is None:
        return ()
    own = {line.id: line.depends for line in (*agent.standing, *agent.order)} | lines()[agent.id]
    tables = tuple(name for route in agent.routes for name in route.depends)
    return own.get(rule, tables)


@cache
def reaching_terms(stop: Stop) -> frozenset[str]:
    """The record terms from which a stop can be reached."""
    todo, seen, terms = list(facts_of(stop)), set[str](), set[str]()
    while todo:
        fact = knowledge().facts.get(todo.pop())
        if fact is not None and fact.id not in seen:
            seen.add(fact.id)
            terms |= {term for term in fact.terms if term in knowledge().vocabulary.terms}
            todo += fact.depends
    return frozenset(terms)


def key(entry: dict[str, Any]) -> tuple[str, str | None]:
    """What makes entries one thing said several times."""
    return entry["what"], entry.get("to") if entry["what"] == "allergy" else None


@cache
def base(name: str) -> dict[str, Any]:
    """The advice for a worked patient as recorded."""
    case = patient_cases()[name]
    return advice(case.record, case.as_of)


@cache
def spoilt(name: str, term: tuple[str, str | None], how: str) -> dict[str, Any]:
    """The advice with the entries of one term left out, unknown or years older."""
    case = patient_cases()[name]
    entries: list[dict[str, Any]] = []
    number = -1
    for entry in case.record["entries"]:
        if key(entry) != term:
            entries.append(entry)
            continue
        number += 1
        match how:
            case "absent":
                continue
            case "unknown":
                field = "value" if "value" in entry else "status"
                entries.append(
                    {**{k: v for k, v in entry.items() if k != "range"}, field: "unknown"}
                )
            case "stale":
                entries.append({**entry, "on": earlier(entry["on"])} if "on" in entry else entry)
            case _:
                if how != f"without {number}":
                    entries.append(entry)
    return advice({**case.record, "entries": entries}, case.as_of)


def earlier(day: str) -> str:
    """The same day of the year, years before."""
    return f"{int(str(day)[:4]) - YEARS_BACK}{str(day)[4:]}".replace("-02-29", "-02-28")
