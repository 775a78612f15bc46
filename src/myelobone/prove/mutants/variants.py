"""Every single small change inside one part of the knowledge: a leaf, an expression, a table, a clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ...language import tree as t
from ...language.dates import Duration
from ...language.model import CaseRow, EveryRow, FirstForm, Knowledge
from ...language.spell import spell
from .numbers import display_unit, moved_count, moved_duration, moved_quantity

Kind = Literal["number", "flip", "drop", "swap", "drug", "delete"]
FLIPS: dict[t.Comparison, tuple[t.Comparison, ...]] = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "=": ("<=", ">="),
}
OPPOSITE = {
    "higher": "lower", "lower": "higher", "later": "earlier", "earlier": "later",
    "highest": "lowest", "lowest": "highest",
}  # fmt: skip
UNTOUCHED = frozenset({"place", "text", "label", "says", "title", "depends", "terms", "cites"})


class Variant(NamedTuple):
    """One changed form of a part, and the change in words of the knowledge language."""

    kind: Kind
    label: str
    part: Any


class Variants:
    """Makes the variants of parts of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.facts = knowledge.facts
        self.agents = tuple(knowledge.agents)

    def of(self, part: Any) -> Iterator[Variant]:
        """Every variant of a part: its own changes, then those inside it."""
        yield from self._own(part)
        if isinstance(part, t.Compare | t.AttributeCompare | t.Quantity | Duration | t.Within):
            return  # all that can change in them is their own
        if isinstance(part, Struct):
            for name in part.__struct_fields__:
                if name not in UNTOUCHED:
                    yield from self._field(part, name)
        elif isinstance(part, tuple):
            yield from self.inside(part)

    def inside(self, parts: tuple[Any, ...]) -> Iterator[Variant]:
        """The variants inside the members of a tuple."""
        for number, member in enumerate(parts):
            for kind, label, new in self.of(member):
                yield Variant(kind, label, (*parts[:number], new, *parts[number + 1 :]))

    def _field(self, part: Struct, name: str) -> Iterator[Variant]:
        value = getattr(part, name)
        prefix = "" if isinstance(part, t.Node | FirstForm) else f"{name.rstrip('_')}: "
        for kind, label, new in self.of(value):
            yield Variant(kind, prefix + label, replace(part, **{name: new}))
        if isinstance(value, t.Leaf) and not isinstance(value, t.Always):
            yield Variant(
                "drop", f"{prefix}without {spell(value)}", replace(part, **{name: t.Always()})
            )
        if isinstance(value, tuple) and name in ("parts", "conditions", "windows", "unless"):
            keeps_one = (name == "parts" and not isinstance(part, t.Node)) or name == "parts"
            for label, fewer in dropped(value, keep_one=keeps_one):
                if not isinstance(part, t.Extreme):
                    yield Variant("drop", label, replace(part, **{name: fewer}))

    def _own(self, part: Any) -> Iterator[Variant]:
        match part:
            case t.Compare() | t.AttributeCompare():
                yield from self._comparison(part)
            case t.Quantity():
                yield from _each("number", part, moved_quantity(part))
            case Duration():
                yield from _each("number", part, moved_duration(part))
            case t.Within(duration):
                yield from _each("number", part, map(t.Within, moved_duration(duration)))
            case t.DaysOver():
                limits = moved_count(part.limit)
                yield from _each("number", part, (replace(part, limit=n) for n in limits))
            case t.Is() | t.IsWord():
                yield from self._words(part)
            case t.Known() | t.InGroup() | t.InWords():
                yield from _each("flip", part, [replace(part, negated=not part.negated)])
            case t.Exists():
                yield from _each("flip", part, [t.NoneOf((part,))])
            case t.SiteOffers(word):
                yield from _each("flip", part, [t.NoneOf((part,))])
                if word in self.agents:
                    other = replace(part, word=self.next_agent(word))
                    yield from _each("drug", part, [other])
            case t.Extreme() | t.PlausibleLimit():
                turned = replace(part, which=OPPOSITE[part.which])
                yield from _each("flip", part, [turned])
            case tuple() if part and isinstance(part[0], CaseRow | EveryRow):
                yield from _rows(part)

    def _comparison(self, leaf: t.Compare | t.AttributeCompare) -> Iterator[Variant]:
        if leaf.op != "=":
            yield from _each("flip", leaf, (replace(leaf, op=op) for op in FLIPS[leaf.op]))
        elif isinstance(leaf, t.Compare):
            yield from _each("flip", leaf, [t.NoneOf((leaf,))])
        elif isinstance(leaf.right, t.Quantity):
            yield from _each("flip", leaf, (replace(leaf, op=op) for op in FLIPS["="]))
        if isinstance(leaf.right, t.Quantity):
            step = display_unit(self.facts, leaf) if isinstance(leaf, t.Compare) else None
            limits = moved_quantity(leaf.right, step)
            yield from _each("number", leaf, (replace(leaf, right=limit) for limit in limits))

    def _words(self, leaf: t.Is | t.IsWord) -> Iterator[Variant]:
        yield from _each("flip", leaf, [replace(leaf, negated=not leaf.negated)])
        words = leaf.words
        for number, word in enumerate(words):
            rest = words[:number] + words[number + 1 :]
            if rest:
                yield from _each("drop", leaf, [replace(leaf, words=rest)])
            if word in self.agents and self.next_agent(word) not in words:
                swapped = (*words[:number], self.next_agent(word), *words[number + 1 :])
                yield from _each("drug", leaf, [replace(leaf, words=swapped)])

    def next_agent(self, agent: str) -> str:
        """The agent that stands in for another where drugs are swapped."""
        return self.agents[(self.agents.index(agent) + 1) % len(self.agents)]


def dropped(parts: tuple[Any, ...], *, keep_one: bool) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """A list with one member left out, each in turn."""
    if keep_one and len(parts) < 2:
        return
    for number, member in enumerate(parts):
        yield f"without {shown(member)}", parts[:number] + parts[number + 1 :]


def shown(part: Any) -> str:
    """A part as the knowledge language spells it."""
    match part:
        case str():
            return part
        case CaseRow():
            given = part.word or ("none" if part.value is None else spell(part.value))
            return f"{given} if {'otherwise' if part.when is None else spell(part.when)}"
        case EveryRow():
            return (
                f"{spell(part.value)} if {'otherwise' if part.when is None else spell(part.when)}"
            )
        case _:
            return spell(part)


def _each(kind: Kind, old: Any, new: Any) -> Iterator[Variant]:
    for part in new:
        yield Variant(kind, f"{shown(old)} -> {shown(part)}", part)


def _rows(rows: tuple[Any, ...]) -> Iterator[Variant]:
    """A table with one row left out, or with the values of two neighbours swapped."""
    for label, fewer in dropped(rows, keep_one=True):
        yield Variant("drop", label, fewer)
    fields = ("value", "word") if isinstance(rows[0], CaseRow) else ("value",)
    for number in range(len(rows) - 1):
        one, two = rows[number], rows[number + 1]
        if all(getattr(one, name) == getattr(two, name) for name in fields):
            continue
        swapped = (
            replace(one, **{name: getattr(two, name) for name in fields}),
            replace(two, **{name: getattr(one, name) for name in fields}),
        )
        label = f"swap {shown(one)} / {shown(two)}"
        yield Variant("swap", label, (*rows[:number], *swapped, *rows[number + 2 :]))
