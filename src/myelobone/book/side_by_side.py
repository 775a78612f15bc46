"""All dose tables on one axis, a row each, so that what differs is seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from ..decide.explain.tables import gives
from ..language.model import Agent, Route
from .bands import axis_facts, blocks, is_banded
from .doses import NARROW, WIDE
from .html import Html, element, span
from .row_picture import Row, rows_picture
from .teller import Teller


def side_by_side(teller: Teller, agents: Sequence[Agent]) -> Html:
    """The picture of every route of every agent, for a page and for a phone."""
    by = axis_facts(list(agents))
    if by is None:
        return Html("")
    name = teller.fact(by)
    unit = teller.quantity("", teller.knowledge.facts[by].unit or "1").strip()
    title = f"{teller.word('agents_all')}{teller.colon}{teller.word('dose_picture').format(name)}"
    found = [row for agent in agents for row in _rows(teller, agent, by)]
    axis = f"{name}{teller.bracketed(unit)}"
    keys = ("height_is", "range_is", "hatched_is")
    return element(
        "figure",
        *(
            element("div", Html(rows_picture(found, title, axis, width)), class_=style)
            for width, style in ((WIDE, "wide"), (NARROW, "narrow"))
        ),
        element(
            "figcaption", title, element("br"), span("dim", " · ".join(map(teller.word, keys)))
        ),
    )


def _rows(teller: Teller, agent: Agent, by: str) -> list[Row]:
    name = teller.text(agent.label)
    if not agent.routes:
        return [Row(name, (), teller.word("no_table"))]
    return [
        _row(teller, route, f"{name} {teller.label(route.route)}", by) for route in agent.routes
    ]


def _row(teller: Teller, route: Route, name: str, by: str) -> Row:
    if is_banded(route) and route.by == by:
        return Row(name, blocks(teller, route), "")
    if len(route.rows) == 1 and route.rows[0].when is None:
        dose = teller.text(gives(teller.ctx, route, route.rows[0]))
        return Row(name, (), dose + teller.bracketed(teller.word("depends_not")))
    doses = teller.comma.join(
        dict.fromkeys(teller.text(gives(teller.ctx, route, row)) for row in route.rows)
    )
    return Row(name, (), doses + teller.bracketed(teller.word("see_table")))
