"""The dose table of one route and its picture, row by row under the same letters."""

from __future__ import annotations

from collections.abc import Iterator

from ..decide.dose_text import figure
from ..decide.explain.tables import gives
from ..language.model import Agent, Route, Row
from .bands import blocks, is_banded, letter, range_words
from .grounds import grounds, row, rows
from .html import Html, element, join, span
from .picture import Words, bands_picture
from .teller import Teller
from .telling import UNITS
from .trees import tree

WIDE, NARROW = 640.0, 340.0
HOUR = 60  # minutes


def dose_table(teller: Teller, agent: Agent, route: Route, *, anchor: bool, level: int = 4) -> Html:
    """One route of an agent: picture, table, how it is given, what it rests on."""
    name = f"{agent.id}.{route.route}"
    title = f"{teller.text(agent.label)} {teller.label(route.route)}"
    own = teller.to("route", name, name, style="self")
    parts = [
        element("header", element(f"h{level}", title, class_="name"), " ", own),
        picture(teller, agent, route),
        _table(teller, route, title),
        rows(*_how(teller, route)),
        grounds(teller, route),
    ]
    return element("section", *parts, class_="doses", id=f"doses.{name}" if anchor else None)


def picture(teller: Teller, agent: Agent, route: Route) -> Html:
    """The bands of a route as a picture, once for a page and once for a phone; nothing for other tables."""
    if not is_banded(route) or route.by is None:
        return Html("")
    by = teller.fact(route.by)
    unit = teller.quantity("", teller.knowledge.facts[route.by].unit or "1").strip()
    words = Words(
        title=f"{teller.text(agent.label)} {teller.label(route.route)}{teller.colon}"
        + teller.word("dose_picture").format(by),
        axis=f"{by}{teller.bracketed(unit)}",
        unknown=f"？ {unknown(teller, route)}{teller.colon}{teller.word('row_asks')}",
    )
    found = blocks(teller, route)
    marks = ["height_is"]
    marks += ["range_is"] if any(b.least != b.most for b in found) else []
    marks += ["hatched_is"] if any(b.most is None for b in found) else []
    legend = join([teller.word(key) for key in (*marks, "inclusive", "exclusive")], " · ")
    return element(
        "figure",
        *(
            element("div", Html(bands_picture(found, words, width)), class_=style)
            for width, style in ((WIDE, "wide"), (NARROW, "narrow"))
        ),
        element("figcaption", words.title, element("br"), span("dim", legend)),
    )


def unknown(teller: Teller, route: Route) -> str:
    """What is not known where a table cannot be read."""
    return (
        teller.word("row_unknown").format(teller.fact(route.by))
        if route.by
        else teller.word("case_unknown")
    )


def dose_words(teller: Teller, route: Route, found: Row) -> Html:
    """What a row gives, or why it gives nothing and what the table prints there."""
    said = element("b", teller.text(gives(teller.ctx, route, found)))
    if found.printed is None:
        return said
    return join([said, teller.bracketed(teller.word("prints").format(found.printed))])


def _table(teller: Teller, route: Route, title: str) -> Html:
    by = teller.fact(route.by) if route.by else ""
    if route.by:
        unit = teller.quantity("", teller.knowledge.facts[route.by].unit or "1").strip()
        by = join([teller.to("fact", route.by, by), teller.bracketed(unit)])
    cased = not is_banded(route)
    head = element(
        "tr", element("th", teller.word("row"), scope="col") if not cased else None,
        element("th", teller.word("by_cases") if cased else by, scope="col"),
        element("th", teller.word("gives"), scope="col"),
        element("th", teller.word("readings_used"), scope="col"),
    )  # fmt: skip
    body = [_row(teller, route, found, number, cased) for number, found in enumerate(route.rows)]
    if route.by or any(found.when is not None for found in route.rows):
        body.append(
            element(
                "tr", None if cased else element("th", "？", scope="row"),
                element("td", unknown(teller, route)), element("td", teller.word("row_asks")),
                element("td", Html("&nbsp;")), class_="unknown",
            )
        )  # fmt: skip
    return element(
        "table", element("caption", title), element("thead", head), element("tbody", *body),
        class_="bands",
    )  # fmt: skip


def _row(teller: Teller, route: Route, found: Row, number: int, cased: bool) -> Html:
    if not cased:
        said: Html | str = range_words(found)
    elif found.when is not None:
        said = tree(teller, found.when)
    else:
        said = teller.word("otherwise" if found.otherwise else "always")
    dose = dose_words(teller, route, found)
    if found.over_low is not None:
        dose = join(
            [
                dose,
                teller.comma,
                teller.word("over"),
                " ",
                over(teller, found.over_low, found.over_high),
            ]
        )
    ids = teller.ids((*found.cites, *found.readings))
    return element(
        "tr", None if cased else element("th", letter(number), scope="row"),
        element("td", said), element("td", dose), element("td", ids or Html("&nbsp;")),
        class_="avoid" if found.avoid is not None else None,
    )  # fmt: skip


def over(teller: Teller, low: float, high: float | None) -> str:
    """How long an infusion runs, in minutes, or in hours where they are whole."""
    hours = low >= 2 * HOUR and low % HOUR == 0 and (high is None or high % HOUR == 0)
    scale = HOUR if hours else 1
    unit = (
        UNITS["hours"][0]
        if hours and teller.lang == "zh"
        else "h"
        if hours
        else teller.word("unit_minutes")
    )
    gap = "" if teller.lang == "zh" else " "
    if high is None:
        return f"≥{gap and ' '}{figure(low / scale)}{gap}{unit}"
    return f"{figure(low / scale)}–{figure(high / scale)}{gap}{unit}"


def _how(teller: Teller, route: Route) -> Iterator[Html]:
    if route.over_low is not None:
        yield row(teller.word("over"), over(teller, route.over_low, route.over_high))
    if route.days_per_month is not None:
        yield row(
            teller.word("interval"), teller.word("days_per_month").format(route.days_per_month)
        )
    elif route.interval_days is not None:
        daily = route.interval_days == 1
        said = (
            teller.word("daily") if daily else teller.word("every_days").format(route.interval_days)
        )
        yield row(teller.word("interval"), said)
    if route.at_most is not None:
        yield row(
            teller.word("at_most"), teller.quantity(figure(route.at_most.value), route.at_most.unit)
        )
    if route.administration:
        items = [element("li", teller.says(text)) for text in route.administration]
        yield row(teller.word("administration"), element("ul", *items))
