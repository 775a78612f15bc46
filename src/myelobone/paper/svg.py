"""Writes SVG: one element after the other, everything in it escaped, numbers always written alike."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..page.layout import visible

# What is on the reader's machine already; nothing is fetched.
FONTS = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Source Han Sans SC, sans-serif"
# 500 and not 400: a variable font inside a picture is drawn thin at 400 by one maker of PDF.
REGULAR, BOLD = 500, 700

Value = str | int | float | None


def element(tag: str, *children: str, **attributes: Value) -> str:
    """One element; an attribute that is None is left out, `_` in its name stands for `-`."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def characters(text: str) -> str:
    """Text between tags: escaped, and without characters that a document may not hold."""
    return escape("\n".join(visible(line) for line in text.split("\n")), quote=False)


def title(text: str) -> str:
    """What a pointer or a screen reader is told of the element it stands in."""
    return element("title", characters(text))


def label(
    x: float, y: float, text: str, *, size: float = 11, fill: str, bold: bool = False,
    anchor: str | None = None, halo: bool = False,
) -> str:  # fmt: skip
    """A line of text with its baseline at `y`; a halo keeps lines off it."""
    return element(
        "text", characters(text), x=x, y=y, font_size=size, fill=fill,
        font_weight=BOLD if bold else None, text_anchor=anchor,
        paint_order="stroke" if halo else None, stroke="#ffffff" if halo else None,
        stroke_width=2.4 if halo else None, stroke_linejoin="round" if halo else None,
    )  # fmt: skip


def path(
    points: Iterable[tuple[float, float]], *, closed: bool = False, **attributes: Value
) -> str:
    """Straight lines from point to point."""
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=f"M{drawn}{'Z' if closed else ''}", **attributes)


def number(value: float) -> str:
    """A length to a tenth of a thousandth of the picture's width, never as `-0` or with a tail of zeros."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _value(value: str | int | float) -> str:
    return escape(visible(value)) if isinstance(value, str) else number(value)
