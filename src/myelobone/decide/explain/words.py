"""Leaves in words: what a condition asks, in both languages, with the labels of the knowledge."""

from __future__ import annotations

from ...language.problems import Text
from ...language.tree import (
    Always,
    Compare,
    Exists,
    InGroup,
    Is,
    Known,
    Leaf,
    Quantity,
    SiteOffers,
)
from ..compiler import Compiler
from ..context import Context
from ..dose_text import figure
from ..texts import label, with_unit

SIGNS = {"<": "<", "<=": "≤", "=": "=", ">=": "≥", ">": ">"}
PERSON = {
    "sex": Text(zh="性别", en="sex"),
    "born": Text(zh="出生日期", en="date of birth"),
    "today": Text(zh="查询日", en="the day asked about"),
}


def fact_label(ctx: Context, name: str) -> Text:
    """What the knowledge calls a fact, or an attribute of the entry being looked at."""
    fact = ctx.program.knowledge.facts.get(name)
    if fact is not None:
        return fact.label
    if name in PERSON:
        return PERSON[name]
    _, _, attribute = name.partition(".")
    for term in ctx.program.knowledge.vocabulary.terms.values():
        shape = term.attributes.get(attribute)
        if shape is not None and shape.label is not None:
            return shape.label
    return label(ctx, attribute or name)


def leaf_words(ctx: Context, leaf: Leaf) -> Text:
    """The question that a leaf asks."""
    match leaf:
        case Always():
            return Text(zh="总是", en="always")
        case Exists(name):
            subject = fact_label(ctx, name)
            return Text(zh=f"有{subject.zh}", en=f"there is {subject.en}")
        case Known(name, negated):
            subject = fact_label(ctx, name)
            zh, en = ("未知", "is not known") if negated else ("已知", "is known")
            return Text(zh=f"{subject.zh}{zh}", en=f"{subject.en} {en}")
        case Is(name, words, negated):
            return _is(ctx, name, words, negated)
        case InGroup(name, group, negated):
            zh, en = ("不属于", "not among") if negated else ("属于", "among")
            subject, members = fact_label(ctx, name), label(ctx, group)
            return Text(zh=f"{subject.zh}{zh}{members.zh}", en=f"{subject.en} {en} {members.en}")
        case Compare(name, op, right):
            subject = fact_label(ctx, name)
            other = (
                _limit(ctx, right) if isinstance(right, Quantity) else fact_label(ctx, right.name)
            )
            return Text(
                zh=f"{subject.zh} {SIGNS[op]} {other.zh}", en=f"{subject.en} {SIGNS[op]} {other.en}"
            )
        case SiteOffers(name):
            offered = label(ctx, name)
            return Text(zh=f"本院有{offered.zh}", en=f"the site offers {offered.en}")


def _is(ctx: Context, name: str, words: tuple[str, ...], negated: bool) -> Text:
    subject = fact_label(ctx, name)
    if words in (("yes",), ("no",)):
        (word,) = words
        zh = {"yes": "是", "no": "否"}[word]
        return Text(
            zh=f"{subject.zh}：{'不为' if negated else ''}{zh}",
            en=f"{subject.en}: {'not ' if negated else ''}{word}",
        )
    labels = [label(ctx, word) for word in words]
    zh, en = "、".join(text.zh for text in labels), " or ".join(text.en for text in labels)
    return Text(
        zh=f"{subject.zh}{'不是' if negated else '是'}{zh}",
        en=f"{subject.en} {'is not' if negated else 'is'} {en}",
    )


def _limit(ctx: Context, quantity: Quantity) -> Text:
    return with_unit(ctx, figure(quantity.value), quantity.unit)


def attribute_label(compiler: Compiler, term: str) -> Text:
    """What the vocabulary calls a term."""
    known = compiler.vocabulary.terms.get(term)
    if known is not None:
        return known.label
    return compiler.vocabulary.labels.get(term) or PERSON.get(term) or Text(zh=term, en=term)
