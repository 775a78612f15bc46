"""The plan over open choices: what holds on every branch, and what hangs on an option."""

from __future__ import annotations

from .outcome import Branch, Outcome, branches, plan_signature
from .output_plan import BranchRef, PlanItem
from .planned import Planned, out


def plan(outcome: Outcome) -> list[PlanItem]:
    """Every dated item; those that hang on an open choice carry its branch."""
    taken = branches(outcome)
    if not taken:
        return [out(outcome.run, planned, None) for planned in outcome.planned]
    found: list[tuple[Planned, Outcome, BranchRef | None]] = []
    seen: set[tuple[object, ...]] = set()
    varying: set[tuple[object, ...]] = set()
    by_choice: dict[str, list[Branch]] = {}
    for branch in taken:
        by_choice.setdefault(branch[0], []).append(branch)
    for group in by_choice.values():
        signatures = [{plan_signature(p) for p in each.planned} for *_, each in group]
        common = set.intersection(*signatures)
        if len(group) == 1:  # one option is still undecided: only what holds without it is plain
            common &= {plan_signature(p) for p in outcome.planned}
        for choice, option, each in group:
            for planned in each.planned:
                signature = plan_signature(planned)
                if signature in common:
                    if signature not in seen:
                        seen.add(signature)
                        found.append((planned, each, None))
                else:
                    varying.add(signature)
                    found.append((planned, each, BranchRef(choice=choice, option=option)))
    branched = {(p.item.id, p.term) for *_, each in taken for p in each.planned}
    found += [  # no decision was made: what asks for it stays, and what no branch has
        (planned, outcome, None)
        for planned in outcome.planned
        if (planned.item.decision in by_choice and plan_signature(planned) not in seen)
        or (planned.item.id, planned.term) not in branched
    ]
    kept = [
        entry for entry in found if entry[2] is not None or plan_signature(entry[0]) not in varying
    ]
    kept.sort(key=lambda entry: _day(entry[0]))
    return [out(each.run, planned, branch) for planned, each, branch in kept]


def _day(planned: Planned) -> int:
    day = planned.due if planned.due is not None else planned.earliest
    return day if day is not None else 10**7
