"""Values over time for each chart that knowledge names: measurements as recorded, facts as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ...decide.over_time import Point, facts_on
from ...language.dates import iso, ordinal
from ...language.model import Knowledge
from ...language.screens import Curve, Panel
from ...page.look import Look
from ...record.model import Entry, Record, When


class Value(Struct, frozen=True, kw_only=True):
    """One value on its day, canonical; `low` below `high` where only a bound or an interval is known."""

    first: int  # the day, or the days it may lie between, as ordinals
    last: int
    low: float
    high: float
    text: str
    entry: str | None = None
    bound: str = ""  # "<" or ">" where only one side is known

    @property
    def day(self) -> int:
        """The day at which it is drawn."""
        return (self.first + self.last) // 2

    @property
    def exact(self) -> bool:
        """Whether the value is one number."""
        return not self.bound and self.high - self.low <= 1e-9

    @property
    def at(self) -> float:
        """Where it is drawn: its value, its bound, or the middle of what is possible."""
        return (
            self.high
            if self.bound == "<"
            else self.low
            if self.bound == ">"
            else (self.low + self.high) / 2
        )


class Series(Struct, frozen=True, kw_only=True):
    """One line of a chart."""

    name: str
    label: str
    fact: bool
    values: tuple[Value, ...]


class Chart(Struct, frozen=True, kw_only=True):
    """One panel with its lines and its usual range; None where an edge is not known."""

    panel: Panel
    label: str
    unit: str
    digits: int | None
    lines: tuple[Series, ...]
    low: float | None
    high: float | None


class Found(Struct, frozen=True, kw_only=True):
    """Every chart that has a value, the names of those that have none, and the values not drawn."""

    charts: tuple[Chart, ...]
    empty: tuple[str, ...]
    unusable: int


def gather(
    record: Record, knowledge: Knowledge, today: int, look: Look, *,
    only: str | None = None, known_then: bool = False,
) -> Found:  # fmt: skip
    """The charts as of a day; with `only`, that panel alone. Raises KeyError for a panel that is none."""
    panels = [p for p in knowledge.screens.trends if only in (None, p.id)]
    if not panels and only is not None:
        raise KeyError(only)
    seen = [e for e in record.entries if _visible(e, today, known_then)]
    facts = _facts(record, knowledge, panels, seen, known_then)
    edges = facts_on(record, _edges(panels), [today], knowledge, known_then=known_then)
    charts, empty = [], []
    for panel in panels:
        lines = tuple(_line(knowledge, look, curve, seen, facts) for curve in panel.curves)
        label = look.text(panel.label)
        strips = [e for s in panel.strips for e in seen if e.what == s.term]
        if not any(line.values for line in lines) and not strips:
            empty.append(label)
            continue
        low, high = _usual(panel, edges, seen)
        unit, digits = _unit(knowledge, panel.curves[0])
        charts.append(
            Chart(
                panel=panel, label=label, unit=look.unit(unit) if unit != "1" else "", digits=digits,
                lines=tuple(line for line in lines if line.values), low=low, high=high,
            )
        )  # fmt: skip
    terms = {c.name for p in panels for c in p.curves if not c.fact}
    doubted = sum(1 for e in seen if e.what in terms and e.value is not None and not _usable(e))
    return Found(charts=tuple(charts), empty=tuple(empty), unusable=doubted)


def _visible(entry: Entry, today: int, known_then: bool) -> bool:
    when = entry.on or entry.from_
    if when is None or when.low > today or entry.plan or entry.same_as is not None:
        return False
    return not (known_then and entry.entered is not None and entry.entered > today)


def _usable(entry: Entry) -> bool:
    value = entry.value
    return (
        value is not None and value.kind == "number" and value.doubt is None and not entry.unusable
    )


def _line(
    knowledge: Knowledge,
    look: Look,
    curve: Curve,
    seen: Iterable[Entry],
    facts: dict[str, list[Value]],
) -> Series:
    if curve.fact:
        return Series(
            name=curve.name,
            label=look.fact_label(curve.name),
            fact=True,
            values=tuple(facts[curve.name]),
        )
    digits = knowledge.vocabulary.terms[curve.name].digits
    values = [_value(e, digits) for e in seen if e.what == curve.name and _usable(e)]
    return Series(
        name=curve.name, label=look.term(curve.name), fact=False,
        values=tuple(sorted(values, key=lambda v: v.first)),
    )  # fmt: skip


def _value(entry: Entry, digits: int | None) -> Value:
    cell, when = entry.value, entry.on or entry.from_
    assert cell is not None
    assert when is not None
    written = cell.written.strip()
    bound = written[0] if written[:1] in "<>" else ""
    text = written if bound or cell.low != cell.high else shown(cell.low, digits)
    return Value(
        first=when.low,
        last=when.high,
        low=cell.low,
        high=cell.high,
        text=text,
        entry=entry.where,
        bound=bound,
    )


def shown(value: float, digits: int | None) -> str:
    """A number as it is printed: to the digits of its term, else as short as it can be."""
    return f"{value:g}" if digits is None else f"{value:.{digits}f}"


def _facts(
    record: Record,
    knowledge: Knowledge,
    panels: Iterable[Panel],
    seen: list[Entry],
    known_then: bool,
) -> dict[str, list[Value]]:
    """Facts on each day on which something that they are read from was recorded."""
    names = [c.name for p in panels for c in p.curves if c.fact]
    found: dict[str, list[Value]] = {}
    for name in names:
        terms = _terms(knowledge, name)
        days = sorted(
            {w.low for e in seen if e.what in terms and (w := _when(e)) is not None and w.exact}
        )
        points = (
            facts_on(record, [name], days, knowledge, known_then=known_then)[name] if days else ()
        )
        values = []
        for point in points:
            fact = point.fact
            if fact.status not in ("known", "between") or all(f.on != point.on for f in fact.from_):
                continue
            ends = (fact.value, fact.value) if fact.status == "known" else (fact.low, fact.high)
            if not isinstance(ends[0], float | int) or not isinstance(ends[1], float | int):
                continue
            day = ordinal(point.on)
            text = shown(float(ends[0]), knowledge.facts[name].digits)
            if fact.status == "between":
                text += f"–{shown(float(ends[1]), knowledge.facts[name].digits)}"
            values.append(
                Value(first=day, last=day, low=float(ends[0]), high=float(ends[1]), text=text)
            )
        found[name] = values
    return found


def _terms(knowledge: Knowledge, name: str, met: frozenset[str] = frozenset()) -> set[str]:
    """The record terms that a fact rests on, through other facts."""
    fact = knowledge.facts[name]
    found = set(fact.terms)
    for other in fact.depends:
        if other in knowledge.facts and other not in met:
            found |= _terms(knowledge, other, met | {name})
    return found


def _when(entry: Entry) -> When | None:
    return entry.on or entry.from_


def _edges(panels: Iterable[Panel]) -> Iterator[str]:
    for panel in panels:
        yield from (name for name in (panel.low, panel.high) if name is not None)


def _usual(
    panel: Panel, edges: Mapping[str, tuple[Point, ...]], seen: Iterable[Entry]
) -> tuple[float | None, float | None]:
    """The edges that knowledge gives, else those of the last entry with a range of its laboratory."""
    if panel.low is not None or panel.high is not None:
        return _edge(panel.low, edges), _edge(panel.high, edges)
    terms = {curve.name for curve in panel.curves}
    if len(panel.curves) > 1:
        return None, None
    ranged = [
        e
        for e in seen
        if e.what in terms and (e.lower_limit is not None or e.upper_limit is not None)
    ]
    if not ranged:
        return None, None
    last = max(ranged, key=lambda e: (_when(e) or When(0, 0)).low)
    return last.lower_limit, last.upper_limit


def _edge(name: str | None, edges: Mapping[str, tuple[Point, ...]]) -> float | None:
    if name is None:
        return None
    fact = edges[name][0].fact
    return (
        float(fact.value)
        if fact.status == "known" and isinstance(fact.value, float | int)
        else None
    )


def _unit(knowledge: Knowledge, curve: Curve) -> tuple[str, int | None]:
    if curve.fact:
        fact = knowledge.facts[curve.name]
        return fact.unit or "1", fact.digits
    term = knowledge.vocabulary.terms[curve.name]
    return term.value.unit or "1", term.digits


def days_of(found: Found) -> list[str]:
    """Every day on which a chart has a value."""
    return sorted({iso(v.day) for c in found.charts for line in c.lines for v in line.values})
