"""Writes HTML: text becomes markup only here, so nothing unescaped can reach a page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..page.layout import visible

VOID = frozenset({"meta", "link", "br", "hr", "input"})


class Html(str):
    """Text that is markup already; every other text is escaped when it is put into an element."""

    __slots__ = ()


Child = str | None | Iterable["Child"]
NOTHING = Html("")


def join(children: Child, between: str = "") -> Html:
    """The children one after the other, whatever is not markup yet escaped."""
    return Html(escape(between, quote=False).join(_flat(children)))


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """One element; `_` in an attribute's name stands for `-`, and None or False leaves it out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_value(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(_flat(children))}</{name}>")


def link(target: str, *children: Child, **attributes: str | None) -> Html:
    """A link to another place of the book."""
    return element("a", *children, href=target, **attributes)


def span(style: str, *children: Child) -> Html:
    """A run of text in a style of its own."""
    return element("span", *children, class_=style)


def _flat(children: Child) -> Iterable[str]:
    if children is None:
        return
    if isinstance(children, Html):
        yield str(children)
    elif isinstance(children, str):
        yield escape("\n".join(visible(line) for line in children.split("\n")), quote=False)
    else:
        for child in children:
            yield from _flat(child)


def _value(value: str | bool) -> str:
    return escape(visible(str(value)))
