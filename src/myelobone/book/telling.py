"""Expressions of the knowledge as a clinician reads them: what is taken, from where, within what time."""

from __future__ import annotations

from typing import NamedTuple

from ..decide.dose_text import figure
from ..decide.explain.words import SIGNS
from ..language import tree as t
from ..language.dates import Duration
from .html import Child, Html, join
from .teller import Teller

LIMITS = {"lower limit": ("参考下限", "lower limit"), "upper limit": ("参考上限", "upper limit")}
OPERATORS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
UNITS = {
    "hours": ("小时", "hour"), "days": ("天", "day"), "weeks": ("周", "week"),
    "months": ("个月", "month"), "years": ("年", "year"),
}  # fmt: skip
WHICH = {
    "latest": ("最近一次", "latest"), "previous": ("倒数第二次", "last but one"),
    "earliest": ("最早一次", "earliest"), "highest": ("最高的", "highest"),
    "lowest": ("最低的", "lowest"),
}  # fmt: skip
EXTREMES = {
    "higher": ("较高者", "the higher"), "lower": ("较低者", "the lower"),
    "later": ("较晚者", "the later"), "earlier": ("较早者", "the earlier"),
}  # fmt: skip


class Said(NamedTuple):
    """What windows add before and after a Chinese or English phrase."""

    before: Html
    after: Html


class Telling:
    """Says expressions, sources, conditions and windows in one language."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.zh = teller.lang == "zh"

    def expression(self, node: t.Expression) -> Html:
        """An expression in words, the facts and terms in it as links."""
        match node:
            case t.Quantity(value, unit):
                return join(self.teller.quantity(figure(value), unit))
            case Duration():
                return join(self.duration(node))
            case t.Today():
                return join(self._both("当天", "the day asked about"))
            case t.FactRef(name):
                return self.fact(name)
            case t.InUnit(fact, unit):
                shown = self.teller.quantity("", unit).strip()
                if self.zh:
                    return join([self.fact(fact), f"（以{shown}计）"])
                return join([self.fact(fact), f" in {shown}"])
            case t.AsOf(fact, day):
                if self.zh:
                    return join([self.fact(day), "当日的", self.fact(fact)])
                return join([self.fact(fact), " as it was on ", self.fact(day)])
            case t.Arithmetic(op, left, right):
                chained = isinstance(left, t.Arithmetic) and (op in "+-" or left.op in "*/")
                first = self.expression(left) if chained else self._inner(left)
                product = isinstance(right, t.Arithmetic) and op in "+-" and right.op in "*/"
                last = self.expression(right) if product else self._inner(right)
                return join([first, f" {OPERATORS[op]} ", last])
            case t.Extreme(which, parts):
                return self._extreme(which, parts)
            case t.Span(unit, start, end):
                return self._span(unit, start, end)
            case t.PlausibleLimit(which, term):
                limit = self._both(
                    "可信范围的上限" if which == "highest" else "可信范围的下限",
                    f"the {which} plausible",
                )
                named = self.term(term)
                return join([named, limit] if self.zh else [limit, " ", named])
            case _:
                return self._take(node)

    def fact(self, name: str) -> Html:
        """The name of a fact, as a link to it."""
        return self.teller.to("fact", name, self.teller.fact(name))

    def term(self, name: str) -> Html:
        """The name of a term of the record, as a link to it."""
        return self.teller.to("term", name, self.teller.term(name))

    def duration(self, span: Duration) -> str:
        """A span of calendar time."""
        zh, en = UNITS[span.unit]
        return f"{span.count}{zh}" if self.zh else f"{span.count} {en}{'s' * (span.count != 1)}"

    def source(self, source: t.Source) -> Html:
        """Which entries are looked at, with the conditions on them."""
        if source.selection is not None:
            named = self.fact(source.selection)
        else:
            named = join([self.term(term) for term in source.terms], self._both("或", " or "))
        if not source.conditions:
            return named
        said = join([self.condition(each) for each in source.conditions], self._both("、", " and "))
        return join([named, "（", said, "）"] if self.zh else [named, " (", said, ")"])

    def condition(self, node: t.Condition) -> Html:
        """One condition on the entries of a source."""
        name = self.attribute(node.attribute)
        match node:
            case t.IsWord(_, words, negated):
                verb = self._both("不是" if negated else "是", " is not " if negated else " is ")
                return join([name, verb, self._words(words)])
            case t.InWords(_, group, negated):
                verb = self._both(
                    "不属于" if negated else "属于", " not among " if negated else " among "
                )
                return join([name, verb, self.teller.label(group)])
            case t.AttributeCompare(_, op, right):
                return join([name, f" {SIGNS[op]} ", self.expression(right)])

    def attribute(self, name: str) -> str:
        """What an attribute of an entry is called."""
        if name in LIMITS:
            return self._both(*LIMITS[name])
        if name == "value":
            return self._both("结果", "value")
        return self._both("日期", "day") if name == "date" else self.teller.fact(f"it.{name}")

    def windows(self, windows: tuple[t.Window, ...]) -> Said:
        """What windows say: before a Chinese phrase, after an English one."""
        said = join([self._window(each) for each in windows], "" if self.zh else " ")
        nothing = Html("")
        if not said:
            return Said(nothing, nothing)
        return Said(said, nothing) if self.zh else Said(nothing, join([" ", said]))

    # -- the parts

    def _window(self, window: t.Window) -> Html:
        match window:
            case t.Within(span):
                return join(
                    f"{self.duration(span)}内" if self.zh else f"within {self.duration(span)}"
                )
            case t.Running():
                return join(self._both("正在进行的", "now running"))
            case t.FromToday():
                return join(self._both("当天及以后的", "from the day asked about on"))
            case t.Bound(which, fact, if_any):
                named = join(
                    [self.fact(fact), self._both("（若有）", " (if any)") if if_any else ""]
                )
                if self.zh:
                    after = {"since": "起", "after": "之后", "before": "之前", "on": "当日"}[which]
                    return join(["自" if which == "since" else "", named, after, "的"])
                return join([f"{which} ", named])

    def _take(self, node: t.Expression) -> Html:
        match node:
            case t.Take(which, source, attribute, windows):
                zh, en = WHICH[which]
                return self._of(attribute, zh, en, source, windows)
            case t.Nearest(source, to, within, attribute):
                return self._nearest(source, to, within, attribute)
            case t.AnyEntry(source, windows):
                return self._phrase("有无", "whether there is any ", source, windows)
            case t.Count(source, windows):
                return self._phrase("", "number of ", source, windows, "的次数")
            case t.Total(attribute, source, windows):
                name = self.attribute(attribute)
                return self._phrase("", f"sum of {name} of ", source, windows, f"的{name}合计")
            case t.DaysOver(limit, source, windows):
                return self._phrase(
                    "", f"days by which gaps exceed {limit} days between ", source, windows,
                    f"之间超过{limit}天的部分，合计天数",
                )  # fmt: skip
            case t.Decided(choice, windows):
                said, name = self.windows(windows), self.teller.label(choice)
                if self.zh:
                    return join([said.before, "对“", name, "”的决定"])
                return join(["what was decided on “", name, "”", said.after])
        raise TypeError(node)

    def _of(
        self, attribute: str, zh: str, en: str, source: t.Source, windows: tuple[t.Window, ...]
    ) -> Html:
        said = self.windows(windows)
        plain = attribute == "value"
        name = self.attribute(attribute)
        if self.zh:
            parts: list[Child] = [said.before, zh, self.source(source)]
            return join([*parts, "" if plain else f"的{name}"])
        start = f"{en} " if plain else f"{name} of the {en} "
        return join([start, self.source(source), said.after])

    def _phrase(
        self, zh: str, en: str, source: t.Source, windows: tuple[t.Window, ...], end: str = ""
    ) -> Html:
        said, entries = self.windows(windows), self.source(source)
        if self.zh:
            return join([zh, said.before, entries, end])
        return join([en, entries, said.after])

    def _nearest(
        self, source: t.Source, to: t.Expression, within: Duration, attribute: str
    ) -> Html:
        name = "" if attribute == "value" else self.attribute(attribute)
        entries, day, span = self.source(source), self._inner(to), self.duration(within)
        if self.zh:
            return join(["距", day, f"最近（{span}以内）的", entries, f"的{name}" if name else ""])
        start = f"{name} of the " if name else ""
        return join([start, entries, " nearest to ", day, f", within {span}"])

    def _extreme(self, which: str, parts: tuple[t.Expression, ...]) -> Html:
        zh, en = EXTREMES[which]
        said = join([self._inner(part) for part in parts], self._both("与", " and "))
        return join([said, f"中{zh}"] if self.zh else [f"{en} of ", said])

    def _span(self, unit: str, start: t.Expression, end: t.Expression) -> Html:
        first, last = self._inner(start), self._inner(end)
        if self.zh:
            counted = {"years": "整年数", "months": "整月数", "days": "天数"}[unit]
            return join(["从", first, "到", last, f"的{counted}"])
        counted = {"years": "whole years", "months": "whole months", "days": "days"}[unit]
        return join([f"{counted} from ", first, " to ", last])

    def _inner(self, node: t.Expression) -> Html:
        said = self.expression(node)
        return join(["(", said, ")"]) if isinstance(node, t.Arithmetic | t.Extreme) else said

    def _words(self, words: tuple[str, ...]) -> str:
        return self._both("或", " or ").join(self.teller.label(word) for word in words)

    def _both(self, zh: str, en: str) -> str:
        return zh if self.zh else en
