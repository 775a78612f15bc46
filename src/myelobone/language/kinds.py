"""What kind of value each fact and expression gives: number, day, word, yes/no, text, duration.

`Kinds.infer` is used twice: silently to find the kind of a fact, and with a `report` to say
where kinds or units do not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from . import tree as t
from .dates import Duration
from .model import (
    Attribute,
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FactKind,
    FirstForm,
    IsForm,
    TreeForm,
)
from .shapes import Shapes
from .units import Dimension, UnitError, dimension, divide, multiply
from .walk import terms_in

Report = Callable[[str, str | None, Iterable[str] | str | None], None]
"""code, found, allowed"""

YES_NO = ("yes", "no")
CALENDAR_UNITS = ("d", "wk", "mo", "a", "h")
SPAN_UNITS = {"years": "a", "months": "mo", "days": "d"}


class Kind(Struct, frozen=True):
    """The kind of a value; `unit` is None for a formula whose unit must be written."""

    kind: FactKind
    unit: str | None = None
    dimension: Dimension = ()
    values: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The kind in words, for an error."""
        return f"{self.kind} ({self.unit})" if self.unit else self.kind


DAY = Kind("day")
TRUTH = Kind("truth", values=YES_NO)
GIVEN = {"sex": Kind("word", values=("female", "male")), "born": DAY, "today": DAY}


def number(unit: str) -> Kind:
    """A number in a unit; a unit that does not exist is reported elsewhere."""
    try:
        return Kind("number", unit, dimension(unit))
    except UnitError:
        return Kind("number", unit)


def silent(code: str, found: str | None = None, allowed: Iterable[str] | str | None = None) -> None:
    """A report that says nothing."""


class Kinds:
    """The kinds of all facts of a folder."""

    def __init__(
        self,
        facts: dict[str, Fact],
        shapes: Shapes,
        choices: dict[str, tuple[str, ...]],
        broken: set[str],
    ) -> None:
        self.facts = facts
        self.shapes = shapes
        self.choices = choices
        self.broken = broken  # facts that could not be read
        self._known: dict[str, Kind | None] = {}

    def of_fact(self, name: str) -> Kind | None:
        """The kind of a fact; None while it is unknown, broken or in a circle."""
        if name in GIVEN and name not in self.facts:
            return GIVEN[name]
        if name not in self._known:
            self._known[name] = None  # stops circles, which are reported by themselves
            fact = self.facts.get(name)
            if fact is not None and name not in self.broken:
                self._known[name] = self._fact(fact)
        return self._known[name]

    def of_name(self, name: str, each: t.Source | None) -> Kind | None:
        """The kind of a fact, or of `it.x` and `order.x`."""
        owner, dot, attribute = name.partition(".")
        if not dot:
            return self.of_fact(name)
        shape = None
        if owner == "order":
            shape = self.shapes.order(attribute)
        elif each is not None:
            shape = self.shapes.attribute(each, attribute)
        return None if shape is None else self.of_attribute(shape)

    def of_attribute(self, shape: Attribute) -> Kind | None:
        """The kind of a record attribute."""
        match shape.kind:
            case "quantity":
                return number(shape.unit or "1")
            case "word" | "site":
                return worded(self.shapes.words(shape))
            case "day":
                return DAY
            case "text":
                return Kind("text")
            case _:
                return None

    def _fact(self, fact: Fact) -> Kind | None:
        if fact.values:
            return worded(fact.values)
        match fact.form:
            case TreeForm():
                return TRUTH
            case EntriesForm():
                return Kind("entries")
            case DoseForm():
                return number(fact.unit or "mg")
            case IsForm(expression):
                found = self.infer(expression, silent, fact.empirical)
            case FirstForm(parts):
                found = self._joined(self.infer(p, silent, fact.empirical) for p in parts)
            case CasesForm(rows):
                values = [row.value for row in rows if row.value is not None]
                found = self._joined(self.infer(v, silent, fact.empirical) for v in values)
        if fact.unit is not None and (found is None or found.kind == "number"):
            return number(fact.unit)
        return found

    def _joined(self, kinds: Iterable[Kind | None]) -> Kind | None:
        known = [kind for kind in kinds if kind is not None]
        if not known:
            return None
        words = tuple(dict.fromkeys(word for kind in known for word in kind.values))
        first = known[0]
        return Kind(first.kind, first.unit, first.dimension, words)

    def infer(
        self,
        expr: t.Expression,
        report: Report,
        empirical: bool = False,
        each: t.Source | None = None,
    ) -> Kind | None:
        """The kind of an expression; None when a part is unknown, which is reported elsewhere."""
        match expr:
            case t.Quantity(_, unit):
                return number(unit)
            case Duration():
                return Kind("duration")
            case t.Today():
                return DAY
            case t.FactRef(name):
                return self.of_name(name, each)
            case t.InUnit(fact, unit):
                return self._in_unit(fact, unit, report, each)
            case t.AsOf(fact, day):
                at = self.of_name(day, each)
                if at is not None and at.kind != "day":
                    report("knowledge.kind", f"{day}: {at.shown}", "day")
                return self.of_name(fact, each)
            case t.Arithmetic():
                return self._arithmetic(expr, report, empirical, each)
            case t.Extreme():
                return self._extreme(expr, report, empirical, each)
            case t.Span(unit, start, end):
                for part in (start, end):
                    kind = self.infer(part, report, empirical, each)
                    if kind is not None and kind.kind != "day":
                        report("knowledge.kind", kind.shown, "day")
                return number(SPAN_UNITS[unit])
            case t.PlausibleLimit(_, term):
                shape = self.shapes.rows.get(term, {}).get("value")
                return number(shape.unit) if shape is not None and shape.unit else None
            case t.Take(_, source, attribute):
                return self._taken(source, attribute)
            case t.Nearest(source, to, _, attribute):
                kind = self.infer(to, report, empirical, each)
                if kind is not None and kind.kind != "day":
                    report("knowledge.kind", kind.shown, "day")
                return self._taken(source, attribute)
            case t.AnyEntry():
                return TRUTH
            case t.Count():
                return number("1")
            case t.Total(attribute, source):
                return self._taken(source, attribute)
            case t.DaysOver():
                return number("d")
            case t.Decided(choice):
                return worded(self.choices.get(choice, ()))

    def _taken(self, source: t.Source, attribute: str) -> Kind | None:
        shape = self.shapes.attribute(source, attribute)
        return None if shape is None else self.of_attribute(shape)

    def _in_unit(self, fact: str, unit: str, report: Report, each: t.Source | None) -> Kind | None:
        kind = self.of_name(fact, each)
        if kind is not None and not self.converts(fact, kind, unit):
            report("knowledge.dimension", f"{fact} in {unit}", kind.shown)
        return number(unit)

    def converts(self, fact: str, kind: Kind, unit: str) -> bool:
        """Whether a fact can be read in a unit: by dimension, or by the factors of its terms."""
        if kind.kind != "number":
            return False
        wanted = number(unit)
        return wanted.dimension == kind.dimension or any(
            unit in shape.also
            for term in self.terms_behind(fact)
            if (shape := self.shapes.rows.get(term, {}).get("value")) is not None
        )

    def terms_behind(self, fact: str) -> set[str]:
        """The record terms whose value a fact is: through `is`, `first`, `as of`, not formulas."""
        found: set[str] = set()
        todo, met = [fact], {fact}
        while todo:
            known = self.facts.get(todo.pop())
            if known is None:
                continue
            found.update(terms_in(known.form))
            for name in _passed_on(known):
                if name not in met:
                    met.add(name)
                    todo.append(name)
        return found

    def measured_as(self, fact: str) -> str | None:
        """The one record term whose value the fact is, without any formula on the way."""
        known = self.facts.get(fact)
        if known is None or not isinstance(known.form, IsForm):
            return None
        match known.form.expression:
            case t.Take(_, source, "value") | t.Nearest(source, _, _, "value"):
                terms = self.shapes.terms(source)
                return (
                    terms[0]
                    if len(terms) == 1 and terms[0] in self.shapes.vocabulary.terms
                    else None
                )
            case t.FactRef(name) | t.AsOf(name) if name != fact:
                return self.measured_as(name)
        return None

    def _arithmetic(
        self, expr: t.Arithmetic, report: Report, empirical: bool, each: t.Source | None
    ) -> Kind | None:
        left = self.infer(expr.left, report, empirical, each)
        right = self.infer(expr.right, report, empirical, each)
        if left is None or right is None:
            return None
        if left.kind == "day" and expr.op in "+-":
            counted = right.kind == "number" and right.unit in CALENDAR_UNITS
            if not isinstance(expr.right, Duration) and not counted:
                report("knowledge.kind", right.shown, "28 days · number (d, wk, mo, a, h)")
            return DAY
        for part in (left, right):
            if part.kind != "number":
                report("knowledge.kind", part.shown, "number")
                return None
        if empirical:
            return Kind("number")
        if expr.op in "+-":
            if left.dimension != right.dimension:
                report("knowledge.dimension", right.shown, left.shown)
            return left
        join = multiply if expr.op == "*" else divide
        found = join(left.dimension, right.dimension)
        if right.unit == "1":
            return left
        return Kind("number", None, found)

    def _extreme(
        self, expr: t.Extreme, report: Report, empirical: bool, each: t.Source | None
    ) -> Kind | None:
        want = "number" if expr.which in ("higher", "lower") else "day"
        found = [self.infer(part, report, empirical, each) for part in expr.parts]
        known = [kind for kind in found if kind is not None]
        for kind in known:
            if kind.kind != want:
                report("knowledge.kind", kind.shown, want)
            elif not empirical and kind.dimension != known[0].dimension:
                report("knowledge.dimension", kind.shown, known[0].shown)
        return known[0] if known else None


def worded(values: tuple[str, ...]) -> Kind:
    """Words; yes and no alone are a truth."""
    return TRUTH if set(values) == set(YES_NO) else Kind("word", values=values)


def _passed_on(fact: Fact) -> list[str]:
    match fact.form:
        case IsForm(t.FactRef(name)) | IsForm(t.AsOf(name)):
            return [name]
        case FirstForm(parts):
            return [part.name for part in parts if isinstance(part, t.FactRef)]
        case CasesForm(rows):
            return [row.value.name for row in rows if isinstance(row.value, t.FactRef)]
        case _:
            return []
