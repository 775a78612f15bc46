"""The page of one agent, and all agents side by side."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.model import Agent, Line, OrderLine
from .carrying import Carrying
from .doses import dose_table
from .grounds import badge, grounds, patients, permalink, row, rows
from .html import Html, element, join, link
from .places import order_anchor
from .side_by_side import side_by_side
from .teller import Teller
from .trees import tree

EFFECTS = ("forbid", "undetermined", "discourage", "prefer", "note")


def agent_page(teller: Teller, carrying: Carrying, found: Agent) -> Html:
    """Everything about one agent: approval, standing, doses, order checks."""
    parts: list[Html | None] = [
        element("h1", teller.text(found.label), " ", permalink(teller, found.id), id=found.id),
        _approval(teller, found),
        patients(teller, carrying, found.id),
        element("h2", teller.word("dose_table")),
    ]
    if not found.routes:
        parts.append(element("p", teller.word("no_table")))
    parts += [dose_table(teller, found, route, anchor=True, level=3) for route in found.routes]
    if found.no_dose is not None:
        parts += [
            element("h3", teller.word("no_dose_when")),
            element(
                "article", element("p", teller.says(found.no_dose.says), class_="says"),
                tree(teller, found.no_dose.when), grounds(teller, found.no_dose), class_="line",
            ),
        ]  # fmt: skip
    parts += [element("h2", teller.word("standing")), *_standing(teller, carrying, found)]
    if found.order:
        parts += [
            element("h2", teller.word("order_checks")),
            *(_check(teller, carrying, found, line) for line in found.order),
        ]
    return join(parts)


def agents_page(teller: Teller) -> Html:
    """All agents: their bands on one axis, and what each is approved for."""
    agents = tuple(teller.knowledge.agents.values())
    body = []
    for found in agents:
        approved = (
            teller.says(found.approved.says) if found.approved else teller.word("not_approved")
        )
        name = link(f"agent-{found.id}.html", teller.text(found.label))
        body.append(element("tr", element("th", name, scope="row"), element("td", approved)))
    head = element(
        "tr", element("th", teller.word("part.agents"), scope="col"),
        element("th", teller.word("approved"), scope="col"),
    )  # fmt: skip
    title = teller.word("agents_all")
    return join(
        [
            element("h1", title),
            side_by_side(teller, agents),
            element(
                "table", element("caption", teller.word("approved")), element("thead", head),
                element("tbody", *body), class_="list",
            ),
        ]
    )  # fmt: skip


def _approval(teller: Teller, found: Agent) -> Html:
    if found.approved is None:
        return element("p", teller.word("not_approved"), class_="lead")
    said = rows(row(teller.word("approved"), teller.says(found.approved.says)))
    return element("div", said, grounds(teller, found.approved), class_="lead")


def _standing(teller: Teller, carrying: Carrying, found: Agent) -> Iterator[Html]:
    for effect in EFFECTS:
        lines = [line for line in found.standing if line.effect == effect]
        if lines:
            yield element("h3", teller.word(f"effect.{effect}"), class_=f"effect {effect}")
        for line in lines:
            yield _line(teller, carrying, line)


def _line(teller: Teller, carrying: Carrying, line: Line) -> Html:
    marks = []
    if line.final:
        marks.append(badge("quiet", teller.word("final")))
    if line.unknown_undetermined:
        marks.append(badge("quiet", teller.word("unknown_too")))
    head = element(
        "p",
        teller.says(line.says),
        " ",
        join(marks, " "),
        " ",
        permalink(teller, line.id),
        class_="says",
    )
    return element(
        "article", head, tree(teller, line.when), grounds(teller, line),
        patients(teller, carrying, line.id), class_=f"line {line.effect}", id=line.id,
    )  # fmt: skip


def _check(teller: Teller, carrying: Carrying, found: Agent, line: OrderLine) -> Html:
    anchor = order_anchor(found, line)
    head = element(
        "p", badge(line.level, teller.word(f"alert.{line.level}")), " ", teller.says(line.says), " ",
        permalink(teller, line.id, anchor), class_="says",
    )  # fmt: skip
    return element(
        "article", head, tree(teller, line.when), grounds(teller, line),
        patients(teller, carrying, line.id), class_=f"line {line.level}", id=anchor,
    )  # fmt: skip
