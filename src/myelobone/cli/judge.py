"""`knowledge test DIR`: worked patients against their expected answers, each difference with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..decide.explain.deciding import deciding
from ..decide.explain.nodes import Node
from ..decide.patients import Case, Difference, match
from ..language.model import Knowledge
from ..page.explained import in_short
from ..page.layout import EMPTY, Line, Span, wrap
from ..page.words import Lang, word
from .screen import ambiguous, width

SHOWN = 600  # characters of one expected or found value


class Judged(Struct, frozen=True, kw_only=True):
    """One difference: where, what was expected, what came, and the leaves that decided it."""

    path: str
    expected: Any
    got: Any
    deciding: tuple[Node, ...] = ()


class CaseJudged(Struct, frozen=True, kw_only=True):
    """One patient on one day, with everything that is not as it was expected."""

    name: str
    as_of: str
    differences: tuple[Judged, ...] = ()


def judge(case: Case, knowledge: Knowledge) -> CaseJudged:
    """The advice for a case, held against what the case expects."""
    from ..api import advise
    from ..record.read import read_record

    record = read_record(case.record, knowledge.vocabulary)
    advice = advise(record, case.as_of, knowledge).to_dict()

    def judged(found: Difference) -> Judged:
        leaves = deciding(found, record, case.as_of, knowledge)
        return Judged(path=found.path, expected=found.expected, got=found.got, deciding=leaves)

    differences = tuple(judged(found) for found in match(case.expect, advice))
    return CaseJudged(name=case.name, as_of=case.as_of, differences=differences)


def lines(found: list[CaseJudged], folder: Path, lang: Lang) -> list[Line]:
    """Every case that differs, with each difference; the count of both at the end."""
    result: list[Line] = []
    for case in found:
        if not case.differences:
            continue
        result += [(Span("× ", "stop"), Span(case.name, "head")), *_differences(case, lang), EMPTY]
    wrong = sum(1 for case in found if case.differences)
    text = word("judged", lang).format(len(found) - wrong, wrong, folder)
    return [*result, (Span(text, "head"),)]


def _differences(case: CaseJudged, lang: Lang) -> list[Line]:
    result: list[Line] = []
    for each in case.differences:
        result += _row("", each.path, "head", 2)
        result += _row(word("expected", lang), _json(each.expected), "", 4)
        result += _row(word("got", lang), _json(_asked(each)), "", 4)
        for leaf in each.deciding:
            result += in_short(leaf, lang=lang, width=width(), ambiguous=ambiguous(), indent=4)
    return result


def _asked(each: Judged) -> Any:
    """What came, but of a fact only what was asked for."""
    if not each.path.startswith("facts.") or not isinstance(each.got, dict):
        return each.got
    keys = each.expected if isinstance(each.expected, dict) else ("value",)
    return {"status": each.got.get("status"), **{key: each.got.get(key) for key in keys}}


def _row(name: str, text: str, style: str, indent: int) -> list[Line]:
    spans = [Span(f"{name}  " if name else "", "dim"), Span(text, style)]
    return wrap(spans, width(), first=(Span(" " * indent),), rest=indent + 4, ambiguous=ambiguous())


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"
