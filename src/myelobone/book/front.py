"""The front page: what the book is, how it is read, its contents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .carrying import Carrying
from .grounds import badge, row, rows
from .html import Html, element, join, link
from .pages import Leaf
from .signing import review
from .teller import Teller


def front_page(teller: Teller, carrying: Carrying, leaves: Sequence[Leaf]) -> Html:
    """Title, state, contents with the sections of each chapter, and what the marks mean."""
    edition = teller.knowledge.edition
    state = review(teller.knowledge)
    return join(
        [
            element(
                "div", element("p", teller.word("book"), class_="kicker"),
                element("h1", teller.text(edition.title)), element("p", teller.text(edition.source), class_="source"),
                element("p", teller.word(state), class_=f"stamp {state}"), class_="cover",
            ),
            _counts(teller, carrying),
            element("h2", teller.word("contents")),
            element("div", *_contents(teller, leaves), class_="toc"),
            element("h2", teller.word("guide")),
            _guide(teller),
        ]
    )  # fmt: skip


def _counts(teller: Teller, carrying: Carrying) -> Html:
    known = teller.knowledge
    counted = (
        ("count.statement", len(known.statements)), ("count.rule", len(known.rules)),
        ("count.agent", len(known.agents)), ("count.calendar", len(known.calendar)),
        ("count.reading", len(known.readings)), ("count.fact", len(known.facts)),
        ("count.patient", len(carrying.patients)),
    )  # fmt: skip
    cells = [
        element("div", element("b", str(number)), element("span", teller.word(key)))
        for key, number in counted
    ]
    return element("div", *cells, class_="counts")


def _contents(teller: Teller, leaves: Sequence[Leaf]) -> list[Html]:
    chapters = {f"chapter-{each.id}": each for each in teller.places.chapters}
    parts = []
    for part, found in groupby(leaves, key=lambda leaf: leaf.part):
        items = []
        for leaf in found:
            chapter = chapters.get(leaf.name)
            sections = chapter.sections if chapter is not None else ()
            inner = [
                element("li", link(f"{leaf.name}.html#section-{each.id}", _section(teller, each.id, teller.text(each.title))))
                for each in sections
            ]  # fmt: skip
            items.append(
                element(
                    "li",
                    link(f"{leaf.name}.html", leaf.title),
                    element("ul", *inner) if inner else None,
                )
            )
        title = element("h3", teller.word(f"part.{part}"))
        parts.append(element("section", title, element("ul", *items)))
    return parts


def _section(teller: Teller, number: str, title: str) -> str:
    return f"{number} {title}" if number[:1].isdigit() else title


def _guide(teller: Teller) -> Html:
    """What the words and marks of the book mean."""
    said = [
        row(badge("guideline", teller.word("guideline")), teller.word("guide.guideline")),
        row(badge("label", teller.word("label")), teller.word("guide.label")),
        row(badge("design", teller.word("design")), teller.word("guide.design")),
        row(teller.word("fires"), teller.word("guide.fires")),
        row(teller.word("quiet"), teller.word("guide.quiet")),
        row(teller.word("asks"), teller.word("guide.asks")),
        row(teller.word("all_of"), teller.word("guide.all_of")),
        row(teller.word("any_of"), teller.word("guide.any_of")),
        row(teller.word("none_of"), teller.word("guide.none_of")),
        row(
            element("span", teller.word("guide.blank_word"), class_="blank"),
            teller.word("guide.blank"),
        ),
    ]
    return rows(*said)
