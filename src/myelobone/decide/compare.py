"""What differs between two advices: each difference with its path, before and after.

Pure and without words: what-if, the coming months and another edition are compared alike. Left out
is what changes without anything being said differently: the day, the digests, the leaves of a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from .output import Advice
from .output_items import AgentOut, Assumption, ItemOut, Reason
from .output_plan import (
    ChoiceOut,
    Lesion,
    Margin,
    OptionOut,
    OrderOut,
    PlanItem,
    Question,
    RuleOut,
)  # fmt: skip

Part = Literal[
    "facts", "items", "agents", "choices", "orders", "plan", "questions", "margins", "lesions",
    "assumed", "problems", "rules", "next_change",
]  # fmt: skip

# The parts with their fields that count, in the order in which changes are told.
FACT = ("status", "value", "low", "high", "unit", "why", "needs", "shown")
ITEM = (
    "level", "urgency", "kind", "title", "text", "to", "do", "checklist", "precaution", "override",
    "origin", "strength", "cites", "readings", "evidence",
)  # fmt: skip
AGENT = ("standing", "dose", "other_doses", "approved")
REASON = ("effect", "truth", "decides", "text", "override", "cites", "readings")
CHOICE = ("chosen", "decided", "text", "cites", "readings")
OPTION = ("available", "dose", "for_", "against", "needs_reason", "needs")
ORDER = ("verdict", "order_dose", "findings")
PLAN = (
    "due", "earliest", "latest", "status", "agent", "amount", "low", "high", "unit", "per", "held_by",
    "done_by", "needs_confirmation", "modality", "text", "override", "cites", "readings",
)  # fmt: skip
QUESTION = ("why", "would_change")
MARGIN = ("value", "flips_at", "would_change")
LESION = ("status", "kind", "site", "size", "counts_for")
ASSUMED = ("value", "because")
PROBLEM = ("found", "allowed", "nearest")


class Change(Struct, frozen=True, kw_only=True):
    """One difference: `path` in the advice, and what stands there before and after.

    `field` is None when the whole element came (`before` is None) or went (`after` is None).
    """

    path: str
    part: Part
    id: str
    field: str | None = None
    before: Any = None
    after: Any = None

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """Whether the element came, went, or is there both times."""
        if self.field is not None:
            return "changed"
        return "added" if self.before is None else "removed"


def compare(before: Advice, after: Advice) -> tuple[Change, ...]:
    """Every difference in what two advices say, part by part, in the order of `after`."""
    return tuple(_changes(before, after))


def _changes(a: Advice, b: Advice) -> Iterator[Change]:
    yield from _part("facts", a.facts, b.facts, FACT)
    yield from _listed("items", a.items, b.items, _item, ITEM)
    yield from _agents(a, b)
    yield from _choices(a, b)
    yield from _listed("orders", a.orders, b.orders, _order, ORDER)
    yield from _listed("plan", a.plan, b.plan, _dated, PLAN)
    yield from _listed("questions", a.questions, b.questions, _question, QUESTION)
    yield from _listed("margins", a.margins, b.margins, _margin, MARGIN)
    yield from _listed("lesions", a.lesions, b.lesions, _lesion, LESION)
    yield from _listed("assumed", a.assumed, b.assumed, _assumed, ASSUMED)
    yield from _listed(
        "problems", a.problems, b.problems, lambda each: f"{each.where}.{each.code}", PROBLEM
    )
    yield from _listed("rules", a.rules, b.rules, _rule, ("answer",))
    if a.next_change != b.next_change:
        yield Change(
            path="next_change", part="next_change", id="next_change", field="next_change",
            before=a.next_change, after=b.next_change,
        )  # fmt: skip


def _agents(a: Advice, b: Advice) -> Iterator[Change]:
    old, new = _keyed(a.agents, _agent), _keyed(b.agents, _agent)
    for name in _both(old, new):
        yield from _one("agents", name, old.get(name), new.get(name), AGENT)
        if name in old and name in new:
            inner = (_keyed(one.reasons, _reason) for one in (old[name], new[name]))
            yield from _inner("agents", name, "reasons", tuple(inner), REASON)


def _choices(a: Advice, b: Advice) -> Iterator[Change]:
    old, new = _keyed(a.choices, _choice), _keyed(b.choices, _choice)
    for name in _both(old, new):
        yield from _one("choices", name, old.get(name), new.get(name), CHOICE)
        if name in old and name in new:
            inner = (_keyed(one.options, _option) for one in (old[name], new[name]))
            yield from _inner("choices", name, "options", tuple(inner), OPTION)


def _inner(
    part: Part, name: str, key: str, lists: Sequence[dict[str, Any]], fields: Sequence[str]
) -> Iterator[Change]:
    """Differences of a list inside an element: `agents.NAME.reasons.ITEM`."""
    old, new = lists
    for each in _both(old, new):
        for change in _one(part, each, old.get(each), new.get(each), fields):
            rest = change.path.removeprefix(f"{part}.")
            inner = f"{key}.{rest}"
            yield Change(
                path=f"{part}.{name}.{inner}", part=part, id=name, field=inner,
                before=change.before, after=change.after,
            )  # fmt: skip


def _listed(
    part: Part,
    old: Sequence[Any],
    new: Sequence[Any],
    key: Callable[[Any], str],
    fields: Sequence[str],
) -> Iterator[Change]:
    yield from _part(part, _keyed(old, key), _keyed(new, key), fields)


def _part(
    part: Part, old: dict[str, Any], new: dict[str, Any], fields: Sequence[str]
) -> Iterator[Change]:
    for name in _both(old, new):
        yield from _one(part, name, old.get(name), new.get(name), fields)


def _one(part: Part, name: str, old: Any, new: Any, fields: Sequence[str]) -> Iterator[Change]:
    path = f"{part}.{name}"
    if old is None or new is None:
        yield Change(path=path, part=part, id=name, before=old, after=new)
        return
    for field in fields:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            told = field.rstrip("_")  # as the JSON calls it
            yield Change(
                path=f"{path}.{told}", part=part, id=name, field=told, before=before, after=after
            )


def _keyed(elements: Sequence[Any], key: Callable[[Any], str]) -> dict[str, Any]:
    """The elements by their key; one that comes again is told apart by its number."""
    found: dict[str, Any] = {}
    for element in elements:
        name = wanted = key(element)
        count = 1
        while name in found:
            count += 1
            name = f"{wanted}~{count}"
        found[name] = element
    return found


def _both(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The keys of both: those of `new` in their order, then those that went."""
    return [*new, *(name for name in old if name not in new)]


def _item(item: ItemOut) -> str:
    return item.id


def _agent(agent: AgentOut) -> str:
    return agent.agent


def _reason(reason: Reason) -> str:
    return reason.item


def _choice(choice: ChoiceOut) -> str:
    return choice.id


def _option(option: OptionOut) -> str:
    return option.id


def _order(order: OrderOut) -> str:
    return order.entry


def _dated(item: PlanItem) -> str:
    return item.id if item.branch is None else f"{item.id}@{item.branch.option}"


def _question(question: Question) -> str:
    return "+".join((question.fact, *question.with_))


def _margin(margin: Margin) -> str:
    return f"{margin.fact}@{margin.threshold:g}"


def _lesion(lesion: Lesion) -> str:
    return f"{lesion.entry}.{lesion.site or ''}"


def _assumed(assumed: Assumption) -> str:
    return assumed.what


def _rule(rule: RuleOut) -> str:
    return rule.id
