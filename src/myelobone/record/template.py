"""The commented record that a new patient starts from, made from the vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from ..language.model import Attribute, Term, Vocabulary
from ..language.problems import Text
from .person import SEXES, SITE_KEYS, words_of
from .read import FORMAT

BLANK = "__"
DAY = "YYYY-MM-DD"

HEAD = Text(
    "# MyeloBone 病历\n"
    "# 要记一条：去掉行首的 “# ”，填好日期和 __ 处。不知道的不用写，没写即未知。\n"
    "# 日期写成 年-月-日；数值写“数字 单位”，单位不能省。\n",
    "# MyeloBone record\n"
    "# To enter a line, remove its leading “# ” and fill in the day and each __.\n"
    "# Leave out what you do not know: absent means unknown.\n"
    "# Days are year-month-day; a quantity is a number and its unit, never a bare number.\n",
)
ID = Text("请填患者编号", "fill-in-patient-id")
NAME = Text("姓名", "name")
BORN = Text("出生日期，只知年份就写年份", "birth date, or the year alone")
SITE = Text("本院能做、能用的；不写即全部", "what this hospital offers; absent means everything")
KINDS: dict[str, Text] = {
    "measurement": Text("测量值", "Measurements"),
    "test": Text("定性结果", "Tests with a word as result"),
    "state": Text("状态：一直有效，直到新的一条", "States: each holds until the next"),
    "event": Text("事件", "Events"),
    "period": Text("时段：to 不写即仍在继续", "Periods: open while `to` is absent"),
}


def template(vocabulary: Vocabulary, lang: Literal["zh", "en"] = "zh") -> str:
    """A record in YAML without entries, every term of the vocabulary as a line to fill in.

    It reads as a valid record; a line that is used but not filled in is reported, never used.
    """
    return "\n".join(_lines(vocabulary, lang)) + "\n"


def empty(lang: Literal["zh", "en"] = "zh") -> str:
    """A record without entries as JSON, which holds no comments."""
    data = {"format": FORMAT, "patient": {"id": _in(ID, lang)}, "entries": []}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lines(vocabulary: Vocabulary, lang: Literal["zh", "en"]) -> Iterator[str]:
    yield _in(HEAD, lang)
    yield f"format: {FORMAT}"
    yield "patient:"
    yield f"  id: {_in(ID, lang)}"
    yield f"  # name: {BLANK}            # {_in(NAME, lang)}"
    yield f"  # sex: {BLANK}             # {' | '.join(SEXES)}"
    yield f"  # born: {DAY}    # {_in(BORN, lang)}"
    yield f"# site:                    # {_in(SITE, lang)}"
    for key, attribute in SITE_KEYS.items():
        yield f"#   {key}: [{', '.join(words_of(attribute, vocabulary))}]"
    yield "entries:"
    for kind, heading in KINDS.items():
        terms = [term for term in vocabulary.terms.values() if term.kind == kind]
        if terms:
            yield f"\n  # {_in(heading, lang)}"
        for term in terms:
            yield from _term(term, lang)


def _term(term: Term, lang: Literal["zh", "en"]) -> Iterator[str]:
    days = f"from: {DAY}, to: {DAY}" if term.kind == "period" else f"on: {DAY}"
    parts = [days, f"what: {term.id}"]
    required = {name: shape for name, shape in term.attributes.items() if shape.required}
    parts += [f"{name}: {_blank(shape)}" for name, shape in required.items()]
    if term.value.kind != "none":
        parts.append(f"value: {_blank(term.value)}")
    options = _options(term.value)
    colon = "：" if lang == "zh" else ": "
    shown = _in(term.label, lang) + (f"{colon}{options}" if options else "")
    yield f"  # - {{{', '.join(parts)}}}  # {shown}"
    for name, shape in term.attributes.items():
        yield f"  #     {name}: {_options(shape) or BLANK}"
        for inner, element in shape.attributes.items():
            yield f"  #       {inner}: {_options(element) or BLANK}"


def _blank(shape: Attribute) -> str:
    """What stands to be filled in; a unit with braces or brackets is quoted, as YAML asks."""
    match shape.kind:
        case "day":
            return DAY
        case "list":
            inner = [
                f"{key}: {_blank(one)}" for key, one in shape.attributes.items() if one.required
            ]
            return f"[{{{', '.join(inner)}}}]"
        case "quantity" if shape.unit not in (None, "1"):
            text = f"{BLANK} {shape.unit}"
            return f'"{text}"' if any(mark in text for mark in "{}[]%") else text
        case _:
            return BLANK


def _options(shape: Attribute) -> str:
    match shape.kind:
        case "quantity" if shape.unit != "1":
            return " | ".join([shape.unit or "1", *shape.also])
        case "word":
            return " | ".join(shape.values)
        case "day":
            return DAY
        case _:
            return ""


def _in(text: Text, lang: Literal["zh", "en"]) -> str:
    return text.zh if lang == "zh" else text.en
