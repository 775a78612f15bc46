"""What stands inside a rule or an agent: conditions as written, examples, lines, dose tables."""

from __future__ import annotations

from ..language.model import Agent, Example, Given, Route, Row, Rule
from ..language.model import Line as AgentLine
from ..language.tree import All, AnyOf, NoneOf, Tree
from ..page.layout import Line, Span, wrap
from ..page.words import Lang, word
from .screen import ambiguous, width


def rule(found: Rule, lang: Lang) -> list[Line]:
    """A rule's conditions, exceptions and examples."""
    lines = conditions(found.when, lang)
    for tree in found.unless:
        lines += _row(word("unless", lang), "")
        lines += _tree(tree, lang, 4)
    for name in found.unless_rules:
        lines += _row(word("unless", lang), name)
    for kind, examples in (("fires", found.fires), ("quiet", found.quiet), ("asks", found.asks)):
        for example in examples:
            lines += _row(word(kind, lang), _example(example))
    return lines


def conditions(tree: Tree, lang: Lang) -> list[Line]:
    """A tree, one leaf a line."""
    return [*_row(word("when", lang), ""), *_tree(tree, lang, 4)]


def agent(found: Agent, lang: Lang) -> list[Line]:
    """An agent's lines and the dose table of each route."""
    lines: list[Line] = []
    for line in found.standing:
        lines += _line(line, lang)
    for route in found.routes:
        lines += _route(route, lang)
    return lines


def _line(line: AgentLine, lang: Lang) -> list[Line]:
    text = line.says.zh if lang == "zh" else line.says.en
    grounds = ", ".join((*line.cites, *line.readings))
    effect = word(line.effect, lang)
    return _wrapped(
        [Span(f"{effect}  "), Span(text), Span(f"  [{word(line.origin, lang)} {grounds}]", "dim")]
    )


def _route(route: Route, lang: Lang) -> list[Line]:
    by = f"  {word('by', lang)} {route.by}" if route.by else ""
    lines = _wrapped(
        [Span(f"{route.route}{by}", "head"), Span(f"  [{', '.join(route.cites)}]", "dim")]
    )
    for row in route.rows:
        lines += _indented(f"{_band(row)}  {_gives(row, route)}", 4)
        if row.when is not None:
            lines += _tree(row.when, lang, 6)
    if route.by or any(row.when is not None for row in route.rows):
        lines += _indented(word("ask", lang), 4)
    return lines


def _band(row: Row) -> str:
    edges = (("> ", row.above), (">= ", row.from_), ("< ", row.below), ("<= ", row.through))
    return " ".join(f"{sign}{edge:g}" for sign, edge in edges if edge is not None) or "·"


def _gives(row: Row, route: Route) -> str:
    if row.avoid is not None:
        return f"{row.avoid} ({row.printed})" if row.printed else row.avoid
    amount = f"{row.amount:g}" if row.amount is not None else f"{row.low:g}–{row.high:g}"
    return f"{amount} {row.unit or route.unit}"


def _tree(tree: Tree, lang: Lang, indent: int) -> list[Line]:
    heads = {All: "all_of", AnyOf: "any_of", NoneOf: "none_of"}
    if not isinstance(tree, All | AnyOf | NoneOf):
        return _indented(getattr(tree, "text", "") or "always", indent)
    lines = _indented(word(heads[type(tree)], lang), indent)
    for part in tree.parts:
        lines += _tree(part, lang, indent + 2)
    return lines


def _example(example: Example) -> str:
    return ", ".join(f"{given.fact}: {_given(given)}" for given in example)


def _given(given: Given) -> str:
    if given.quantity is not None:
        unit = "" if given.quantity.unit == "1" else f" {given.quantity.unit}"
        return f"{given.quantity.value:g}{unit}"
    return given.word or ("none" if given.none else "…")


def _row(name: str, text: str) -> list[Line]:
    return _wrapped([Span(f"{name}  ", "dim"), Span(text)])


def _wrapped(spans: list[Span]) -> list[Line]:
    return wrap(spans, width(), first=(Span("  "),), rest=6, ambiguous=ambiguous())


def _indented(text: str, indent: int) -> list[Line]:
    start = (Span(" " * indent),)
    return wrap([Span(text)], width(), first=start, rest=indent + 2, ambiguous=ambiguous())
