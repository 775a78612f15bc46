"""One part of an edition as fields with lines in words, so that a change of it can be read by a clinician.

Every field of a part becomes lines, also those that this page has no better words for: what differs in
the data never goes untold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from ..decide.dose_text import figure
from ..decide.explain.tables import gives, row_words
from ..language import tree as t
from ..language.dates import Duration
from ..language.model import (
    Attribute,
    CaseRow,
    CasesForm,
    DoseForm,
    EntriesForm,
    EveryRow,
    FirstForm,
    Given,
    IsForm,
    Option,
    Outcome,
    Route,
    Row,
    TreeForm,
)
from ..language.problems import Text
from .change_expressions import Phrases, joined
from .change_words import WORDS, field

Lines = tuple[Text, ...]
LEFT_OUT = ("place", "depends", "terms", "id")  # where it stands, and what follows from the rest
AS_WRITTEN = (
    "cites", "readings", "evidence", "unless_rules", "signed", "sign", "sources", "after", "avoid", "holds",
)  # fmt: skip
EXPRESSIONS = (
    t.Quantity, Duration, t.Today, t.FactRef, t.InUnit, t.Arithmetic, t.Extreme, t.Span, t.PlausibleLimit,
    t.AsOf, t.Take, t.Nearest, t.AnyEntry, t.Count, t.Total, t.DaysOver, t.Decided,
)  # fmt: skip
TREES = (
    t.All, t.AnyOf, t.NoneOf, t.Always, t.Exists, t.Known, t.Is, t.InGroup, t.Compare, t.SiteOffers,
)  # fmt: skip
OWN_VALUE = {"kind": "value_kind", "label": "value_label", "absent": "value_absent"}
ROUTE = ("administration", "rows", *LEFT_OUT)


def described(kind: str, part: Any, phrases: Phrases) -> dict[str, Lines]:
    """The part's fields that say something, each as lines in both languages."""
    match part:
        case Text():
            return {"label": (part,)}
        case str():
            return {"spelling": (_both(part),)}
        case tuple() if kind == "dose":
            return dict(_routes(part, phrases))
        case tuple() if kind in ("group", "sites"):
            return {"members": tuple(_named(word, phrases) for word in part)}
        case tuple() if kind == "edition":
            return {"title": (part[0],), "source": (part[1],)}
        case tuple() if kind == "topic":
            names = ("label", "holds", "rest")
            found = zip(names, (_lines(*pair, phrases) for pair in zip(names, part, strict=True)), strict=True)  # fmt: skip
            return {name: lines for name, lines in found if lines}
        case Struct():
            return dict(_fields(part, phrases))
        case _:
            return {"text": _lines("text", part, phrases)}


def _fields(part: Struct, phrases: Phrases) -> Iterator[tuple[str, Lines]]:
    for name in part.__struct_fields__:
        if name in LEFT_OUT:
            continue
        value = getattr(part, name)
        if isinstance(value, Outcome):
            yield from _fields(value, phrases)
        elif isinstance(value, Attribute):  # what a term's own value may be
            for inner, lines in _fields(value, phrases):
                yield OWN_VALUE.get(inner, inner), lines
        elif lines := _lines(name, value, phrases):
            yield name, lines


def _routes(routes: tuple[Route, ...], phrases: Phrases) -> Iterator[tuple[str, Lines]]:
    """The routes of an agent; where there are several, each field names its route."""
    for route in routes:
        prefix = f"{route.route}." if len(routes) > 1 else ""
        for name in route.__struct_fields__:
            if name not in ROUTE and (lines := _lines(name, getattr(route, name), phrases)):
                yield prefix + name, lines
        yield prefix + "rows", tuple(_row(route, row, phrases) for row in route.rows)
        if route.administration:
            yield prefix + "administration", route.administration


def _row(route: Route, row: Row, phrases: Phrases) -> Text:
    where, dose = row_words(phrases.ctx, route.by, row), gives(phrases.ctx, route, row)
    if row.when is not None:
        where = joined(
            (Text(each.zh.strip(), each.en.strip()) for each in phrases.tree(row.when)), " "
        )
    over = (
        ""
        if row.over_low is None
        else f" / {figure(row.over_low)}–{figure(row.over_high or row.over_low)} min"
    )
    notes = [*row.cites, *row.readings, *([row.printed] if row.printed else [])]
    more = f"  [{', '.join(notes)}]" if notes else ""
    return Text(f"{where.zh} → {dose.zh}{over}{more}", f"{where.en} → {dose.en}{over}{more}")


def _lines(name: str, value: Any, phrases: Phrases) -> Lines:
    """The lines of one field; none where nothing is said."""
    match value:
        case None | False | () | "":
            return ()
        case True:
            return (WORDS["yes"],)
        case Text():
            return (value,)
        case int() | float():
            return (_both(figure(value)),)
        case str():
            return (_both(value) if name in AS_WRITTEN else _named(value, phrases),)
        case _ if isinstance(value, TREES):
            return tuple(phrases.tree(value))
        case _ if isinstance(value, EXPRESSIONS):
            return (phrases.expression(value),)
        case t.Source():
            return (phrases.source(value),)
        case IsForm(expression):
            return (phrases.expression(expression),)
        case TreeForm(tree):
            return tuple(phrases.tree(tree))
        case FirstForm(parts):
            return tuple(phrases.expression(part) for part in parts)
        case CasesForm(rows):
            return tuple(_case(row, phrases) for row in rows)
        case EntriesForm(source):
            return (phrases.source(source),)
        case DoseForm(agent, by):
            one, other = phrases.label(agent), phrases.label(by)
            return (Text(f"{one.zh}的剂量，按{other.zh}", f"dose of {one.en} by {other.en}"),)
        case Option():
            return (_option(value, phrases),)
        case EveryRow():
            return (_every(value, phrases),)
        case Given():
            return (_given(value, phrases),)
        case tuple() if name in ("fires", "quiet", "asks"):
            return tuple(
                joined((_given(each, phrases) for each in one), "、", ", ") for one in value
            )
        case tuple() if name in AS_WRITTEN:
            return (_both(", ".join(map(str, value))),)
        case tuple() if all(isinstance(each, str) for each in value):
            return tuple(_named(each, phrases) for each in value)
        case tuple() if name == "each_windows":
            return (phrases.windows(value),)
        case tuple() if name == "plausible":
            return (_both("–".join(map(figure, value))),)
        case tuple():
            return tuple(line for each in value for line in _lines(name, each, phrases))
        case Mapping():
            return tuple(_entry(key, each, phrases) for key, each in value.items())
        case Struct():
            return (_struct(value, phrases),)
        case _:
            return (_both(msgspec.json.encode(value).decode()),)


def _struct(value: Struct, phrases: Phrases) -> Text:
    """A part inside a part, on one line."""
    texts = []
    for name, lines in _fields(value, phrases):
        named, said = (
            field(name),
            joined((Text(x.zh.strip(), x.en.strip()) for x in lines), "、", ", "),
        )
        texts.append(Text(f"{named.zh} {said.zh}", f"{named.en} {said.en}"))
    return joined(texts, "；", "; ")


def _entry(key: Any, value: Any, phrases: Phrases) -> Text:
    said = joined(_lines(str(key), value, phrases), "、", ", ")
    return Text(f"{key}：{said.zh}", f"{key}: {said.en}")


def _case(row: CaseRow, phrases: Phrases) -> Text:
    where = WORDS["otherwise"]
    if row.when is not None:
        where = joined(
            (Text(each.zh.strip(), each.en.strip()) for each in phrases.tree(row.when)), " "
        )
    if row.word is not None:
        gives = _named(row.word, phrases)
    else:
        gives = WORDS["nothing"] if row.value is None else phrases.expression(row.value)
    return Text(f"{where.zh} → {gives.zh}", f"{where.en} → {gives.en}")


def _every(row: EveryRow, phrases: Phrases) -> Text:
    span = phrases.expression(row.value)
    if row.when is None:
        return span
    where = joined((Text(each.zh.strip(), each.en.strip()) for each in phrases.tree(row.when)), " ")
    return Text(f"{where.zh} → {span.zh}", f"{where.en} → {span.en}")


def _option(option: Option, phrases: Phrases) -> Text:
    named = phrases.label(option.id)
    rest = _struct(option, phrases)
    return Text(
        f"{named.zh}（{rest.zh}）" if rest.zh else named.zh,
        f"{named.en} ({rest.en})" if rest.en else named.en,
    )


def _given(given: Given, phrases: Phrases) -> Text:
    if given.quantity is not None:
        value = phrases.quantity(given.quantity.value, given.quantity.unit)
    elif given.day is not None:
        value = phrases.expression(given.day)
    else:
        value = WORDS["nothing"] if given.none else _named(given.word or "", phrases)
    named = phrases.expression(t.FactRef(given.fact))
    return Text(f"{named.zh} {value.zh}", f"{named.en} {value.en}")


def _named(word: str, phrases: Phrases) -> Text:
    named = phrases.label(word)
    return named if named.zh != word or word in ("yes", "no") else _both(word)


def _both(text: str) -> Text:
    return Text(text, text)
