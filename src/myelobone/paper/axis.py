"""The months above a panel, their lines through it, and the line of today."""

from __future__ import annotations

from ..language.dates import iso
from ..page.words import Lang
from .scale import Scale, Tick
from .shapes import ALARM, FAINT, GREY, GRID, PAST
from .svg import element, label, path
from .text import width
from .words import month, word

SIZE = 10.0
PAD = 6.0  # beside the first and the last day, so that no mark is cut
TODAY, YEARS, MONTHS = 13.0, 13.0, 14.0  # heights of the three lines of the head
ROOM = {"zh": 31.0, "en": 29.0}  # that the name of a month needs


def head(scale: Scale, today: int) -> float:
    """How high the head of a panel is."""
    return YEARS + MONTHS + (TODAY if _has(scale, today) else 0)


def ground(scale: Scale, today: int, top: float, bottom: float) -> str:
    """What lies below everything: the past, shaded, and a line for each named month."""
    below = top + head(scale, today)
    parts = []
    if today > scale.start:
        right = scale.x(today) if today < scale.end else scale.right + PAD
        left = scale.left - PAD
        parts.append(
            element("rect", x=left, y=below, width=right - left, height=bottom - below, fill=PAST)
        )
    for tick in scale.ticks(0.0 if scale.per_day * 30 > 8 else 20):
        at = scale.x(tick.day)
        colour = FAINT if tick.month == 1 else GRID
        parts.append(path([(at, below), (at, bottom)], stroke=colour, stroke_width=0.8))
    return "".join(parts)


def axis(scale: Scale, today: int, top: float, bottom: float, lang: Lang) -> str:
    """The names of years and months, and today's line from its flag to the bottom."""
    below = top + head(scale, today)
    ends = [(scale.left - PAD, below), (scale.right + PAD, below)]
    parts = [_today(scale, today, top, bottom, lang)] if _has(scale, today) else []
    parts.append(path(ends, stroke=GREY, stroke_width=1))
    ticks = scale.ticks(ROOM[lang])
    for number, tick in enumerate(ticks):
        at = scale.x(tick.day)
        parts.append(path([(at, below), (at, below - 4)], stroke=GREY, stroke_width=1))
        name = month(tick.month, lang)
        after = scale.x(ticks[number + 1].day) if number + 1 < len(ticks) else scale.right + PAD
        if at + 2 + width(name, SIZE) <= after and not _crossed(scale, today, at, name):
            parts.append(
                label(
                    at + 2,
                    below - 4,
                    name,
                    size=SIZE,
                    fill=GREY,
                )
            )
        year = str(tick.year)
        if (
            tick.year is not None
            and _room_for_year(scale, ticks, number)
            and not _crossed(scale, today, at, year)
        ):
            place = below - MONTHS - 3
            parts.append(
                label(
                    at + 2,
                    place,
                    year,
                    size=SIZE + 0.5,
                    fill=GREY,
                    bold=True,
                )
            )
    return "".join(parts)


def _room_for_year(scale: Scale, ticks: list[Tick], number: int) -> bool:
    """Whether a year can be written before the next year begins, and before the end."""
    at = scale.x(ticks[number].day)
    later = [scale.x(tick.day) for tick in ticks[number + 1 :] if tick.year is not None]
    return min([*later, scale.right]) - at >= width("2026", SIZE + 0.5, bold=True) + 4


def _crossed(scale: Scale, today: int, at: float, name: str) -> bool:
    """Whether today's line would go through a name; its flag says the same."""
    return _has(scale, today) and at - 2 <= scale.x(today) <= at + 4 + width(name, SIZE)


def _today(scale: Scale, today: int, top: float, bottom: float, lang: Lang) -> str:
    at = scale.x(today)
    text = f"{word('today', lang)} {iso(today)}"
    wide = width(text, SIZE, bold=True)
    left = max(scale.left, min(at - wide / 2, scale.right - wide))
    return element(
        "g",
        path([(at, top + TODAY - 1), (at, bottom)], stroke=ALARM, stroke_width=1.2),
        label(left, top + 9, text, size=SIZE, fill=ALARM, bold=True),
        class_="today",
    )


def _has(scale: Scale, today: int) -> bool:
    return scale.start <= today < scale.end
