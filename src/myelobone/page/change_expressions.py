"""Expressions and trees of the knowledge in words of both languages, of nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..decide.context import Context
from ..decide.dose_text import figure
from ..decide.explain.words import SIGNS, attribute_label, fact_label, leaf_words
from ..decide.program import program_of
from ..decide.rows import RecordIndex
from ..decide.texts import label, with_unit
from ..language import tree as t
from ..language.dates import Duration
from ..language.model import Knowledge
from ..language.problems import Text
from ..record.model import Patient, Record

AN_ORDINARY_DAY = date(2026, 6, 15).toordinal()  # nothing that is printed depends on it
OPERATORS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
UNITS = {
    "hours": ("小时", "hour"), "days": ("天", "day"), "weeks": ("周", "week"),
    "months": ("个月", "month"), "years": ("年", "year"),
}  # fmt: skip
SPANS = {"years": ("整年数", "years"), "months": ("整月数", "months"), "days": ("天数", "days")}
WHICH = {
    "latest": ("最近一次", "latest"), "previous": ("上一次", "last but one"), "earliest": ("最早一次", "earliest"),
    "highest": ("最高的", "highest"), "lowest": ("最低的", "lowest"),
    "higher": ("较高者", "the higher"), "lower": ("较低者", "the lower"),
    "later": ("较晚者", "the later"), "earlier": ("较早者", "the earlier"),
}  # fmt: skip
BOUNDS = {
    "since": ("{}起", "since {}"), "after": ("{}之后", "after {}"), "before": ("{}之前", "before {}"),
    "on": ("{}当日", "on {}"),
}  # fmt: skip
ATTRIBUTES = {
    "value": Text("结果", "value"), "date": Text("日期", "day"),
    "lower limit": Text("参考下限", "lower limit"), "upper limit": Text("参考上限", "upper limit"),
}  # fmt: skip
HEADS = {
    t.All: Text("全部成立", "all of these"), t.AnyOf: Text("任一成立", "any of these"),
    t.NoneOf: Text("均不成立", "none of these"),
}  # fmt: skip


class Phrases:
    """The words in which an edition says its expressions."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        index = RecordIndex(Record(patient=Patient(id="nobody")), knowledge.vocabulary)
        self.ctx = Context(program_of(knowledge), index, AN_ORDINARY_DAY)

    # -- names

    def label(self, word: str) -> Text:
        """What the edition calls a word, an agent, a fact or a term."""
        known = self.knowledge
        if word in known.facts:
            return known.facts[word].label
        if word in known.vocabulary.terms:
            return known.vocabulary.terms[word].label
        return label(self.ctx, word)

    def labels(self, words: Iterable[str], zh: str = "、", en: str = ", ") -> Text:
        """Words as a list."""
        return joined([label(self.ctx, word) for word in words], zh, en)

    def quantity(self, value: float, unit: str) -> Text:
        """A number with its unit as pages print it."""
        return with_unit(self.ctx, figure(value), unit)

    # -- trees

    def tree(self, found: t.Tree, indent: int = 0) -> Iterator[Text]:
        """A tree, one line a condition, indented by its depth."""
        space = "  " * indent
        if isinstance(found, t.All | t.AnyOf | t.NoneOf):
            head = HEADS[type(found)]
            yield Text(f"{space}{head.zh}：", f"{space}{head.en}:")
            for part in found.parts:
                yield from self.tree(part, indent + 1)
        else:
            said = leaf_words(self.ctx, found)
            yield Text(f"{space}{said.zh}", f"{space}{said.en}")

    # -- expressions

    def expression(self, node: t.Expression) -> Text:
        """An expression in words."""
        match node:
            case t.Quantity(value, unit):
                return self.quantity(value, unit)
            case Duration(count, unit):
                zh, en = UNITS[unit]
                return Text(f"{count}{zh}", f"{count} {en}{'s' * (count != 1)}")
            case t.Today():
                return Text("当天", "the day asked about")
            case t.FactRef(name):
                return fact_label(self.ctx, name)
            case t.InUnit(fact, unit):
                named, shown = fact_label(self.ctx, fact), with_unit(self.ctx, "", unit)
                return Text(
                    f"{named.zh}（以{shown.zh.strip()}计）", f"{named.en} in {shown.en.strip()}"
                )
            case t.AsOf(fact, day):
                named, when = fact_label(self.ctx, fact), fact_label(self.ctx, day)
                return Text(f"{when.zh}当日的{named.zh}", f"{named.en} as it was on {when.en}")
            case t.Arithmetic(op, left, right):
                return joined([self._inner(left), self._inner(right)], f" {OPERATORS[op]} ")
            case t.Extreme(which, parts):
                zh, en = WHICH[which]
                both = joined([self._inner(part) for part in parts], "与", " and ")
                return Text(f"{both.zh}中{zh}", f"{en} of {both.en}")
            case t.Span(unit, start, end):
                zh, en = SPANS[unit]
                one, other = self._inner(start), self._inner(end)
                return Text(f"{one.zh}至{other.zh}的{zh}", f"{en} from {one.en} to {other.en}")
            case t.PlausibleLimit(which, term):
                named = self._term(term)
                edge = "上限" if which == "highest" else "下限"
                return Text(f"{named.zh}可信范围的{edge}", f"the {which} plausible {named.en}")
            case _:
                return self._take(node)

    def source(self, found: t.Source) -> Text:
        """Which entries are looked at, with the conditions on them."""
        named = (
            fact_label(self.ctx, found.selection)
            if found.selection is not None
            else joined([self._term(term) for term in found.terms], "或", " or ")
        )
        if not found.conditions:
            return named
        said = joined([self._condition(each) for each in found.conditions], "、", " and ")
        return Text(f"{named.zh}（{said.zh}）", f"{named.en} ({said.en})")

    def windows(self, found: Iterable[t.Window]) -> Text:
        """Within what time, in brackets; empty where there is no limit."""
        said = [self._window(each) for each in found]
        if not said:
            return Text("", "")
        both = joined(said, "、", ", ")
        return Text(f"（{both.zh}）", f" ({both.en})")

    def _take(self, node: t.Expression) -> Text:
        match node:
            case t.Take(which, source, attribute, windows):
                zh, en = WHICH[which]
                return self._of(attribute, Text(zh, f"{en} "), source, windows)
            case t.Nearest(source, to, within, attribute):
                day, span = self._inner(to), self.expression(within)
                near = Text(f"距{day.zh}最近的", f"nearest to {day.en} ")
                found = self._of(attribute, near, source, ())
                return Text(f"{found.zh}（{span.zh}内）", f"{found.en} (within {span.en})")
            case t.AnyEntry(source, windows):
                return self._of("value", Text("有无", "whether there is any "), source, windows)
            case t.Count(source, windows):
                return self._of("value", Text("次数：", "number of "), source, windows)
            case t.Total(attribute, source, windows):
                name = self._attribute(attribute)
                start = Text(f"{name.zh}合计：", f"sum of {name.en} of ")
                return self._of("value", start, source, windows)
            case t.DaysOver(limit, source, windows):
                start = Text(
                    f"间隔超过{limit}天的天数合计：", f"days by which gaps exceed {limit} between "
                )
                return self._of("value", start, source, windows)
            case t.Decided(choice, windows):
                named, said = label(self.ctx, choice), self.windows(windows)
                return Text(
                    f"对“{named.zh}”的决定{said.zh}", f"what was decided on “{named.en}”{said.en}"
                )
        raise TypeError(node)

    def _of(
        self, attribute: str, start: Text, source: t.Source, windows: Iterable[t.Window]
    ) -> Text:
        entries, said = self.source(source), self.windows(windows)
        name = self._attribute(attribute)
        plain = attribute == "value"
        return Text(
            f"{start.zh}{entries.zh}{said.zh}{'' if plain else f'的{name.zh}'}",
            f"{'' if plain else f'{name.en} of the '}{start.en}{entries.en}{said.en}",
        )

    def _window(self, window: t.Window) -> Text:
        match window:
            case t.Within(span):
                said = self.expression(span)
                return Text(f"{said.zh}内", f"within {said.en}")
            case t.Running():
                return Text("正在进行", "now running")
            case t.FromToday():
                return Text("当天及以后", "from that day on")
            case t.Bound(which, fact, if_any):
                named = fact_label(self.ctx, fact)
                zh, en = (form.format(name) for form, name in zip(BOUNDS[which], (named.zh, named.en), strict=True))  # fmt: skip
                return Text(zh + "（若有）" * if_any, en + " if any" * if_any)

    def _condition(self, node: t.Condition) -> Text:
        name = self._attribute(node.attribute)
        match node:
            case t.IsWord(_, words, negated):
                said = self.labels(words, "或", " or ")
                zh, en = ("不是", "is not") if negated else ("是", "is")
            case t.InWords(_, group, negated):
                said = label(self.ctx, group)
                zh, en = ("不属于", "not among") if negated else ("属于", "among")
            case t.AttributeCompare(_, op, right):
                said = self.expression(right)
                zh = en = f" {SIGNS[op]} "
        return Text(f"{name.zh}{zh}{said.zh}", f"{name.en} {en.strip()} {said.en}")

    def _attribute(self, name: str) -> Text:
        return ATTRIBUTES[name] if name in ATTRIBUTES else fact_label(self.ctx, f"it.{name}")

    def _term(self, name: str) -> Text:
        return attribute_label(self.ctx.program.compiler, name)

    def _inner(self, node: t.Expression) -> Text:
        said = self.expression(node)
        if isinstance(node, t.Arithmetic | t.Extreme | t.Span):
            return Text(f"（{said.zh}）", f"({said.en})")
        return said


def joined(texts: Iterable[Text], zh: str, en: str | None = None) -> Text:
    """Texts put together with what stands between them in each language."""
    found = list(texts)
    return Text(
        zh.join(text.zh for text in found),
        (zh if en is None else en).join(text.en for text in found),
    )
