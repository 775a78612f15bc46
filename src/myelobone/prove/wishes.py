"""Which entries would make a fact or a tree what a witness needs: a search that proposes, never decides.

What is proposed is tried by `patient.py` with `decide/`; a proposal that fails costs nothing but time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from msgspec.structs import replace

from ..language import tree as t
from ..language.dates import add_months
from ..language.model import CaseRow, CasesForm, EntriesForm, FirstForm, IsForm, Knowledge, TreeForm
from .drafts import DAY, Draft, entry_of, term_entry

Wish = float | str | None
"""A number in the fact's unit, a day (ISO), a word, `yes`, `no`; None: there is no such thing."""
MOST = 48  # proposals for one part
DEEP = 14
EARLIER = "2026-05-06"  # within 90 days of the day asked about, beyond 30
STEPS = 4000


class Wishes:
    """One search over one edition; it gives up after so many steps."""

    def __init__(self, knowledge: Knowledge, steps: int = STEPS) -> None:
        self.knowledge = knowledge
        self.steps = steps

    def all(self, wanted: Mapping[str, Wish], draft: Draft | None = None) -> Iterator[Draft]:
        """Drafts on which every named fact may be as wanted."""
        yield from self._each(list(wanted.items()), draft or Draft())

    def _each(self, wanted: list[tuple[str, Wish]], draft: Draft) -> Iterator[Draft]:
        if not wanted:
            yield draft
            return
        name, wish = wanted[0]
        for next_ in self.fact(name, wish, draft):
            yield from self._each(wanted[1:], next_)

    def tree(self, tree: t.Tree, truth: bool, draft: Draft, deep: int = 0) -> Iterator[Draft]:
        """Drafts on which a tree may be yes, or no."""
        self.steps -= 1
        if deep > DEEP or self.steps < 0:
            return
        match tree:
            case t.All(parts):
                some = self._both if truth else self._one
                yield from islice(some([(part, truth) for part in parts], draft, deep), MOST)
            case t.AnyOf(parts):
                some = self._one if truth else self._both
                yield from islice(some([(part, truth) for part in parts], draft, deep), MOST)
            case t.NoneOf(parts):
                some = self._both if truth else self._one
                yield from islice(some([(part, not truth) for part in parts], draft, deep), MOST)
            case _:
                yield from islice(self._leaf(tree, truth, draft, deep), MOST)

    def _both(self, parts: list[tuple[t.Tree, bool]], draft: Draft, deep: int) -> Iterator[Draft]:
        if not parts:
            yield draft
            return
        for next_ in self.tree(*parts[0], draft, deep + 1):
            yield from self._both(parts[1:], next_, deep)

    def _one(self, parts: list[tuple[t.Tree, bool]], draft: Draft, deep: int) -> Iterator[Draft]:
        for part, truth in parts:
            yield from self.tree(part, truth, draft, deep + 1)

    def _leaf(self, leaf: t.Leaf, truth: bool, draft: Draft, deep: int) -> Iterator[Draft]:
        match leaf:
            case t.Always():
                if truth:
                    yield draft
            case t.Is(name, words, negated):
                yield from self._words(name, words, truth is not negated, draft, deep)
            case t.InGroup(name, group, negated):
                words = self.knowledge.vocabulary.groups.get(group, ())
                yield from self._words(name, words, truth is not negated, draft, deep)
            case t.Exists(name):
                yield from (
                    self._any(name, draft, deep)
                    if truth
                    else self.fact(name, None, draft, deep + 1)
                )
            case t.Known(name, negated):
                if truth is negated:
                    yield draft
                else:
                    yield from self._any(name, draft, deep)
            case t.SiteOffers(word):
                if truth:
                    yield draft
                else:
                    yield replace(draft, lacks=(*draft.lacks, word))
            case t.Compare(name, op, right):
                for wish in self._numbers(name, op, right, truth):
                    yield from self.fact(name, wish, draft, deep + 1)
                if not truth:
                    yield draft

    def _words(
        self, name: str, words: Iterable[str], among: bool, draft: Draft, deep: int
    ) -> Iterator[Draft]:
        if among:
            for word in words:
                yield from self.fact(name, word, draft, deep + 1)
            return
        yield draft  # a silent record may say it
        for word in self._possible(name):
            if word not in tuple(words):
                yield from self.fact(name, word, draft, deep + 1)
        yield from self.fact(name, None, draft, deep + 1)

    def _possible(self, name: str) -> tuple[str, ...]:
        fact = self.knowledge.facts.get(name)
        if name == "sex":
            return ("female", "male")
        if fact is None:
            return ()
        return ("yes", "no") if fact.kind == "truth" else fact.values

    def _any(self, name: str, draft: Draft, deep: int) -> Iterator[Draft]:
        fact = self.knowledge.facts.get(name)
        if fact is not None and fact.kind in ("number", "day"):
            wishes: tuple[Wish, ...] = (1.0, 50.0) if fact.kind == "number" else (DAY,)
        else:
            wishes = self._possible(name)
        for wish in wishes:
            yield from self.fact(name, wish, draft, deep + 1)

    def _numbers(
        self, name: str, op: str, right: t.Quantity | t.FactRef, truth: bool
    ) -> Iterator[Wish]:
        """Values on the wanted side of a limit, nearest first."""
        if isinstance(right, t.FactRef):
            yield from self._sides(right, op, truth)
            return
        limit = self._limit(name, right)
        above, below = limit + max(1.0, abs(limit) / 20), limit - max(1.0, abs(limit) / 20)
        near: dict[str, tuple[float, ...]] = {
            "<": (below, limit / 2), "<=": (below, limit), "=": (limit,),
            ">=": (above, limit), ">": (above, limit * 2),
        }  # fmt: skip
        opposite = {"<": ">=", "<=": ">", "=": ">", ">=": "<", ">": "<="}
        yield from near[op if truth else opposite[op]]

    def _sides(self, right: t.FactRef, op: str, truth: bool) -> Iterator[Wish]:
        days = [DAY, EARLIER]
        fact = self.knowledge.facts.get(right.name)
        if right.name == "today" or (fact is not None and fact.kind == "day"):
            yield from days
        elif fact is not None and fact.kind == "number":
            yield from (1.0, 50.0, 500.0)

    def _limit(self, name: str, right: t.Quantity) -> float:
        from ..decide.program import program_of

        return program_of(self.knowledge).compiler.limit(name, right).low

    # -- facts

    def fact(self, name: str, wish: Wish, draft: Draft, deep: int = 0) -> Iterator[Draft]:
        """Drafts on which a fact may have the wished value."""
        self.steps -= 1
        if deep > DEEP or self.steps < 0:
            return
        yield from islice(self._fact(name, wish, draft, deep), MOST)

    def _fact(self, name: str, wish: Wish, draft: Draft, deep: int) -> Iterator[Draft]:
        if name in ("sex", "born"):
            found = draft.person(name, str(wish))
            if found is not None:
                yield found
            return
        fact = self.knowledge.facts.get(name)
        if fact is None:
            return
        match fact.form:
            case IsForm(expression):
                yield from self._expression(expression, wish, draft, deep)
            case FirstForm(parts):
                for part in parts:
                    yield from self._expression(part, wish, draft, deep)
            case TreeForm(tree):
                if wish in ("yes", "no"):
                    yield from self.tree(tree, wish == "yes", draft, deep + 1)
            case CasesForm(rows):
                yield from self._cases(rows, wish, draft, deep)
            case EntriesForm(source):
                draft_ = term_entry(self.knowledge, source, {}, DAY, draft)
                if draft_ is not None:
                    yield draft_
            case _:
                return

    def _cases(
        self, rows: tuple[CaseRow, ...], wish: Wish, draft: Draft, deep: int
    ) -> Iterator[Draft]:
        before: list[tuple[t.Tree, bool]] = []
        for row in rows:
            when = row.when
            word, value = row.word, row.value
            fits = word == wish if word is not None else (wish is None or value is not None)
            if fits:
                whens = [*before] if when is None else [(when, True), *before]
                for next_ in self._both(whens, draft, deep):
                    if value is None or word is not None:
                        yield next_
                    else:
                        yield from self._expression(value, wish, next_, deep)
            if when is not None:
                before.append((when, False))

    def _expression(
        self, expression: t.Expression, wish: Wish, draft: Draft, deep: int
    ) -> Iterator[Draft]:
        match expression:
            case t.FactRef(name) | t.InUnit(name):
                yield from self.fact(name, wish, draft, deep + 1)
            case t.Take(_, source, attribute) | t.Nearest(source, _, _, attribute):
                yield from self._take(source, attribute, wish, draft)
            case t.AnyEntry(source):
                if wish == "yes":
                    found = term_entry(self.knowledge, source, {}, DAY, draft)
                    if found is not None:
                        yield found
                elif wish == "no":
                    yield draft
            case t.Count(source):
                yield from self._count(source, wish, draft)
            case t.Total(attribute, source, windows) if isinstance(wish, float):
                on = DAY if windows else EARLIER
                found = term_entry(self.knowledge, source, {attribute: wish}, on, draft)
                if found is not None:
                    yield found
            case t.Decided(choice):
                if wish is None:
                    yield draft
                else:
                    entry = entry_of("decision", {"choose": choice, "value": wish, "by": "A"}, DAY)
                    yield draft.adding(entry)
            case t.Span(unit, t.FactRef(name), t.Today()) if isinstance(wish, float):
                yield from self.fact(name, _back(unit, wish), draft, deep + 1)
            case t.Extreme(_, parts):
                for part in parts:
                    yield from self._expression(part, wish, draft, deep)
            case t.Arithmetic(op, left, t.Quantity(value)) if isinstance(wish, float):
                inner = {"+": wish - value, "-": wish + value, "*": wish / (value or 1),
                         "/": wish * value}[op]  # fmt: skip
                yield from self._expression(left, inner, draft, deep)
            case t.Quantity() | t.Today():
                yield draft
            case _:
                return

    def _take(self, source: t.Source, attribute: str, wish: Wish, draft: Draft) -> Iterator[Draft]:
        if wish is None:
            yield draft
            return
        on = str(wish) if attribute == "date" else DAY
        named = {} if attribute == "date" else {attribute: wish}
        found = term_entry(self.knowledge, source, named, on, draft)
        if found is not None:
            yield found
        yield draft  # a silent record may say it by itself

    def _count(self, source: t.Source, wish: Wish, draft: Draft) -> Iterator[Draft]:
        found: Draft | None = draft
        for _ in range(min(int(wish), 4) if isinstance(wish, float) else 0):
            found = found and term_entry(self.knowledge, source, {}, DAY, found, again=True)
        if found is not None:
            yield found


def _back(unit: str, count: float) -> str:
    day = date.fromisoformat(DAY).toordinal()
    months = {"years": 12, "months": 1}.get(unit)
    if months is None:
        return date.fromordinal(max(1, day - int(count))).isoformat()
    whole = min(max(int(-(-count // 1)), 0) * months, 120 * 12)
    return date.fromordinal(add_months(day, -whole)).isoformat()
