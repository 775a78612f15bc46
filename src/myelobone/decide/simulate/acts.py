"""What is due on a day of the play, as the entries that would be made if it were done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...language.dates import ordinal
from ...language.model import Knowledge
from ...record.model import Record
from ...record.on_day import PLANNED, STATUS
from .. import branching
from ..agents import AgentState, all_doses
from ..outcome import Outcome, branches
from ..output_plan import ChoiceOut, PlanItem
from ..planned import Planned, out
from ..run import Run
from .curve import value_on
from .given import Decision, Plot
from .model import Act, Left

OPEN = ("due", "overdue")
NEW = "new"  # of a finding: what is found again is not new
Raws = Sequence[Mapping[str, Any]]


def plan(outcome: Outcome, wanted: Callable[[Planned], bool]) -> list[PlanItem]:
    """The dated items that are wanted, with their branches where an open choice has any."""
    if branches(outcome):
        return branching.plan(outcome)
    return [out(outcome.run, each, None) for each in outcome.planned if wanted(each)]


def due_on(outcome: Outcome, day: int) -> list[PlanItem]:
    """The items to be done on a day: their own day has come, and a procedure may be done."""

    def wanted(planned: Planned) -> bool:
        return planned.status in OPEN and planned.due is not None and planned.due <= day

    found = []
    for item in plan(outcome, wanted):
        days = [ordinal(each) for each in (item.due, item.earliest) if each is not None]
        if item.status in OPEN and item.due is not None and max(days) <= day:
            found.append(item)
    return found


def tests_and_tasks(
    record: Record,
    raws: Raws,
    knowledge: Knowledge,
    plot: Plot,
    items: Sequence[PlanItem],
    day: int,
) -> tuple[list[Act], list[Left]]:
    """Everything due but doses and decisions, done; and what cannot be done without inventing.

    While a choice is open, what falls due under one of its options is done: a test gives nothing away.
    """
    acts: list[Act] = []
    left: list[Left] = []
    seen: set[tuple[str, str]] = set()
    for item in items:
        if (item.kind, item.what) in seen:
            continue
        seen.add((item.kind, item.what))
        match item.kind:
            case "monitor":
                found = value_on(record, raws, plot, knowledge.vocabulary.terms[item.what], day)
                if found is None:
                    left.append(Left(what=item.what, because="no_value", item=item.id))
                else:
                    entry = {"what": item.what, **found.keys}
                    acts.append(Act(why="due", basis=found.basis, entry=entry, item=item.id))
            case "imaging":
                again = _study(record, raws, item, day)
                if again is None:
                    left.append(Left(what=item.what, because="no_value", item=item.id))
                else:
                    acts.append(Act(why="due", basis="repeated", entry=again, item=item.id))
            case "dental":
                entry = _dental(record, raws, knowledge, item.what)
                acts.append(Act(why="due", basis="planned", entry=entry, item=item.id))
            case "task":
                entry = {"what": "task_done", "task": item.what}
                acts.append(Act(why="due", basis="planned", entry=entry, item=item.id))
            case _:
                pass
    return acts, left


def doses(
    run: Run, states: Mapping[str, AgentState], items: Sequence[PlanItem]
) -> tuple[list[Act], list[Left]]:
    """The doses due, as planned; one that hangs on an open choice is left."""
    acts: list[Act] = []
    left: list[Left] = []
    for item in items:
        if item.kind != "dose" or item.agent is None:
            continue
        if item.branch is not None:
            left.append(
                Left(what=item.agent, because="choice", item=item.id, choice=item.branch.choice,
                     option=item.branch.option)
            )  # fmt: skip
        elif item.needs_confirmation:
            left.append(Left(what=item.agent, because="confirm", item=item.id))
        else:
            entry = _given(run, states[item.agent], item)
            acts.append(Act(why="due", basis="planned", entry=entry, item=item.id))
            if item.amount is None:
                left.append(Left(what=item.agent, because="range", item=item.id))
    return acts, left


def decided(
    choices: Sequence[ChoiceOut], decisions: Sequence[Decision], day: int, done: set[str]
) -> tuple[list[tuple[Act, Decision]], list[Left]]:
    """Decisions for the choices that are open and were foreseen; the others stay open."""
    acts: list[tuple[Act, Decision]] = []
    left: list[Left] = []
    for choice in choices:
        if choice.chosen is not None or choice.id in done:
            continue
        ready = [each for each in decisions if each.choice == choice.id and each.day <= day]
        if not ready:
            left.append(Left(what=choice.id, because="no_decision", choice=choice.id))
            continue
        decision = ready[-1]
        word = decision.keys.get("value")
        option = next((each for each in choice.options if each.id == word), None)
        if option is None:
            left.append(
                Left(what=choice.id, because="not_offered", choice=choice.id, option=str(word))
            )
            continue
        missing = tuple(
            need for need in option.needs if need != "because" and need not in decision.keys
        )
        if missing:
            left.append(
                Left(what=choice.id, because="needs", choice=choice.id, option=option.id,
                     needs=missing)
            )  # fmt: skip
            continue
        entry = {"what": "decision", "choose": choice.id, **decision.keys}
        acts.append((Act(why="decision", basis="given", entry=entry), decision))
    return acts, left


def _given(run: Run, state: AgentState, item: PlanItem) -> dict[str, Any]:
    entry: dict[str, Any] = {"what": "given", "agent": item.agent}
    if item.amount is not None:
        entry["dose"] = f"{item.amount:.10g} {item.unit}"
    table = all_doses(run, state)
    if table:
        entry["route"] = table[0].route
        if table[0].over_minutes is not None:
            entry["over"] = f"{table[0].over_minutes:.10g} min"
    elif len(state.agent.routes) == 1:
        entry["route"] = state.agent.routes[0].route
    return entry


def _study(record: Record, raws: Raws, item: PlanItem, day: int) -> dict[str, Any] | None:
    """The last study of that modality again, with the same findings, none of them new."""
    wanted = item.modality or item.what
    last = next(
        (entry for entry in reversed(list(_past(record, "study", day)))
         if "modality" in entry.attributes and entry.attributes["modality"].word == wanted),
        None,
    )  # fmt: skip
    if last is None:
        return None
    raw = raws[last.seq]
    entry: dict[str, Any] = {"what": "study", "modality": wanted}
    if "region" in raw:
        entry["region"] = raw["region"]
    if isinstance(raw.get("findings"), list):
        entry["findings"] = [
            {key: each for key, each in finding.items() if key != NEW}
            if isinstance(finding, Mapping)
            else finding
            for finding in raw["findings"]
        ]
    return entry


def _past(record: Record, what: str, day: int) -> Iterator[Any]:
    dated = [
        entry for entry in record.entries
        if entry.what == what and not entry.plan and not entry.unusable
        and entry.on is not None and entry.on.high <= day
    ]  # fmt: skip
    yield from sorted(dated, key=lambda entry: (entry.on.high if entry.on else 0, entry.seq))


def _dental(record: Record, raws: Raws, knowledge: Knowledge, what: str) -> dict[str, Any]:
    """An examination without finding; of a procedure, the one that was planned."""
    term = knowledge.vocabulary.terms[what]
    status = term.attributes.get(STATUS)
    if status is None or PLANNED not in status.values:
        return {"what": what}
    planned = next((entry for entry in reversed(record.entries)
                    if entry.what == what and entry.plan), None)  # fmt: skip
    if planned is None:
        return {"what": what}
    kept = {key: each for key, each in raws[planned.seq].items() if key in term.attributes}
    return {"what": what, **{key: each for key, each in kept.items() if key != STATUS}}
