"""Rows of dose tables as nodes: the band or case, what it gives, and whether the patient is in it."""

from __future__ import annotations

from ...language.model import Route, Row
from ...language.problems import Text
from ..context import Context
from ..dose_text import figure
from ..texts import label, with_unit
from .nodes import Node
from .words import fact_label


def row_node(
    ctx: Context, route: Route, row: Row, here: bool | None, parts: tuple[Node, ...] = ()
) -> Node:
    """A row; `here`: the patient is in it, is not, or it cannot be told."""
    return Node(
        kind="row", written=band(row), label=row_words(ctx, route.by, row), display=gives(ctx, route, row),
        answer="unknown" if here is None else "yes" if here else "no", decides=here is not False,
        cites=row.cites, readings=row.readings, parts=parts,
    )  # fmt: skip


def band(row: Row) -> str:
    """The limits of a row as the language writes them."""
    edges = (("> ", row.above), (">= ", row.from_), ("< ", row.below), ("<= ", row.through))
    found = " and ".join(f"{sign}{figure(edge)}" for sign, edge in edges if edge is not None)
    return found or ("otherwise" if row.otherwise or row.when is None else "case")


def row_words(ctx: Context, by: str | None, row: Row) -> Text:
    """The limits of a row in words, with the fact that they are about."""
    lower = (">", row.above) if row.above is not None else ("≥", row.from_)
    upper = ("<", row.below) if row.below is not None else ("≤", row.through)
    edges = [f"{sign} {figure(edge)}" for sign, edge in (lower, upper) if edge is not None]
    if by is None or not edges:
        text = (
            Text(zh="其余情况", en="otherwise")
            if row.when is None
            else Text(zh="符合以下条件", en="when this holds")
        )
        return text if row.when is not None or row.otherwise else Text(zh="一律", en="always")
    subject = fact_label(ctx, by)
    unit = with_unit(ctx, "", ctx.program.compiler.kind_of(by)[1])
    zh, en = " 且 ".join(edges), " and ".join(edges)
    return Text(zh=f"{subject.zh} {zh}{unit.zh}", en=f"{subject.en} {en}{unit.en}")


def gives(ctx: Context, route: Route, row: Row) -> Text:
    """What a row gives, or the word by which it advises against any dose."""
    if row.avoid is not None:
        return label(ctx, row.avoid)
    amount = (
        figure(row.amount)
        if row.amount is not None
        else f"{figure(row.low or 0)}–{figure(row.high or 0)}"
    )
    return with_unit(ctx, amount, row.unit or route.unit)
