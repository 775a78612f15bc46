"""Trees as nested bullets in plain words: all of these, any of these, none of these."""

from __future__ import annotations

from ..language import tree as t
from .html import Html, element, join, span
from .teller import Teller

HEADS = {t.All: "all_of", t.AnyOf: "any_of", t.NoneOf: "none_of"}


def tree(teller: Teller, found: t.Tree) -> Html:
    """A tree as a list; a leaf alone as one line of it."""
    if isinstance(found, t.All | t.AnyOf | t.NoneOf):
        return element("ul", element("li", *_branch(teller, found)), class_="tree")
    return element("ul", element("li", leaf(teller, found)), class_="tree")


def inline(teller: Teller, found: t.Tree) -> Html:
    """A tree within a line, for cells of a table that have little room."""
    if not isinstance(found, t.All | t.AnyOf | t.NoneOf):
        return leaf(teller, found)
    parts = join([inline(teller, part) for part in found.parts], teller.comma)
    return join([span("logic", teller.word(HEADS[type(found)])), " ", parts])


def leaf(teller: Teller, found: t.Leaf) -> Html:
    """One condition, a link to the fact that it asks about; a second link where it is held against another."""
    said = teller.leaf(found)
    if isinstance(found, t.Always | t.SiteOffers):
        return join(said)
    shown = teller.to("fact", found.fact, said)
    if isinstance(found, t.Compare) and isinstance(found.right, t.FactRef):
        other = found.right.name
        return join([shown, " ", teller.to("fact", other, "→", style="more")])
    return shown


def _branch(teller: Teller, found: t.All | t.AnyOf | t.NoneOf) -> tuple[Html, Html]:
    rows = []
    for part in found.parts:
        if isinstance(part, t.All | t.AnyOf | t.NoneOf):
            rows.append(element("li", *_branch(teller, part)))
        else:
            rows.append(element("li", leaf(teller, part)))
    head = span("logic", teller.word(HEADS[type(found)]))
    return head, element("ul", *rows)
