"""What stands around every page: its head, the notice, the contents, the other language, the colophon."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .html import Html, element, join, link
from .pages import Leaf
from .signing import lines, review
from .teller import Teller

PARTS = ("guideline", "agents", "calendar", "readings", "facts", "reference")
TAGS = {"zh": "zh-CN", "en": "en"}


def frame(
    teller: Teller, leaf: Leaf, body: Html, leaves: Sequence[Leaf], languages: Sequence[str], *,
    signed: bool = True,
) -> str:  # fmt: skip
    """The whole document of a page."""
    known = teller.knowledge
    state = teller.word(review(known))
    main = element(
        "main", body, lines(teller, leaf.topics) if signed else None, _turning(teller, leaf, leaves),
        id="text", tabindex="-1",
    )  # fmt: skip
    document = element(
        "html", _head(teller, leaf, state),
        element(
            "body", element("a", teller.word("skip"), href="#text", class_="skip"),
            _bar(teller, leaf, state, languages),
            element("div", _contents(teller, leaf, leaves), main, class_="sheet"), _colophon(teller, state),
            element("script", Html(" "), src=f"../search-{teller.lang}.js", defer=True),
            element("script", Html(" "), src="../book.js", defer=True),
        ),
        lang=TAGS[teller.lang],
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{document}\n"


def _head(teller: Teller, leaf: Leaf, state: str) -> Html:
    edition = teller.knowledge.edition
    name = teller.text(edition.title)
    printed = {
        "@top-left": leaf.title, "@top-right": state,
        "@bottom-left": f"{name} · {edition.id} {edition.version}",
    }  # fmt: skip
    margins = "".join(f'{box}{{content:"{_css(text)}"}}' for box, text in printed.items())
    return element(
        "head", element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{leaf.title} · {name}{teller.bracketed(state)}"),
        element("link", rel="stylesheet", href="../book.css"),
        element("style", Html(f"@page{{{margins}}}")),
    )  # fmt: skip


def _css(text: str) -> str:
    """Text within the quotes of a style sheet, which end neither the string nor the element."""
    return "".join(c if c.isalnum() or c in " ·.-" else f"\\{ord(c):06x} " for c in text)


def _bar(teller: Teller, leaf: Leaf, state: str, languages: Sequence[str]) -> Html:
    other = "en" if teller.lang == "zh" else "zh"
    switch = (
        link(f"../{other}/{leaf.name}.html", teller.word("other_language"), class_="language",
             lang=TAGS[other], hreflang=TAGS[other])
        if other in languages else None
    )  # fmt: skip
    return element(
        "header",
        element("p", link("index.html", teller.text(teller.knowledge.edition.title)), class_="book"),
        element("div", id="search", class_="search", data_label=teller.word("search"), data_hint=teller.word("search_hint")),
        switch,
        element("p", element("strong", state), " ", teller.word("unsigned_long"), class_="notice")
        if review(teller.knowledge) != "signed_off" else None,
        class_="bar",
    )  # fmt: skip


def _contents(teller: Teller, here: Leaf, leaves: Sequence[Leaf]) -> Html:
    parts = []
    for part, found in groupby(leaves, key=lambda leaf: leaf.part):
        items = [
            element(
                "li",
                element(
                    "a", leaf.title, href=f"{leaf.name}.html",
                    aria_current="page" if leaf.name == here.name else None,
                ),
            )
            for leaf in found
        ]  # fmt: skip
        parts.append(element("p", teller.word(f"part.{part}"), class_="part"))
        parts.append(element("ul", *items))
    front = element("p", link("index.html", teller.word("contents")), class_="part")
    return element("nav", front, *parts, class_="contents", aria_label=teller.word("contents"))


def _turning(teller: Teller, here: Leaf, leaves: Sequence[Leaf]) -> Html:
    names = [leaf.name for leaf in leaves]
    at = names.index(here.name) if here.name in names else -1
    found = []
    for key, step in (("previous", -1), ("next", 1)):
        to = at + step
        if 0 <= to < len(leaves):
            target = leaves[to]
            found.append(
                link(
                    f"{target.name}.html",
                    f"{teller.word(key)}{teller.colon}{target.title}",
                    class_=key,
                )
            )
    return element(
        "nav",
        *found,
        class_="turning",
        aria_label=f"{teller.word('previous')} / {teller.word('next')}",
    )


def _colophon(teller: Teller, state: str) -> Html:
    known = teller.knowledge
    edition = known.edition
    parts = [
        f"{edition.id} {edition.version}", f"{teller.word('effective')} {edition.effective}",
        f"{teller.word('digest')} {known.digest[:19]}", state,
    ]  # fmt: skip
    return element("footer", element("p", join(parts, " · ")), class_="colophon")
