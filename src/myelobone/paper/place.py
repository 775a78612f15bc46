"""Where marks and their labels stand on a row, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ..page.words import Lang
from .marks import Mark, merged
from .rows import Row
from .scale import Scale
from .text import shorten, width
from .words import word

SIZE = 10.5  # of labels
GAP = 3.5  # between a mark and its label, and between a label and what follows
LEVEL, TRACK = 18.0, 13.0  # heights of a line of marks, and of a line of labels above them
MOST_TRACKS = 3
WARNING = 1.45  # how much wider a warning is than a mark


class Placed(Struct, frozen=True, kw_only=True):
    """A mark at its place; `text_x` is where its label stands, `text` what fits of it."""

    mark: Mark
    x: float
    right: float  # of a bar
    level: int
    text: str = ""
    text_x: float = 0.0
    leftward: bool = False  # the label ends at `text_x`
    track: int | None = None  # the line of labels above, None beside the mark


class Layout(Struct, frozen=True, kw_only=True):
    """One row laid out: its marks, and how high it is."""

    placed: tuple[Placed, ...]
    tracks: int
    levels: int

    @property
    def height(self) -> float:
        """From the top of the row to its bottom."""
        return self.tracks * TRACK + self.levels * LEVEL


def lay_out(row: Row, scale: Scale, r: float, lang: Lang, most: float) -> Layout:
    """The marks of a row within the scale's days; labels no wider than `most`."""
    marks = [mark for mark in row.marks if _within(mark, scale)]
    if row.gather:
        marks = _gathered(marks, scale, r, lang)
    return _along(row, marks, scale, r, most) if row.runs else _beside(marks, scale, r, most)


def _within(mark: Mark, scale: Scale) -> bool:
    if mark.shape == "bar":
        return mark.begins < scale.end and (mark.open or mark.ends >= scale.start)
    return scale.start <= mark.day < scale.end


def _gathered(marks: Iterable[Mark], scale: Scale, r: float, lang: Lang) -> list[Mark]:
    """Marks that would touch and stand alike, as one."""
    groups: list[list[Mark]] = []
    for mark in marks:
        near = (
            group
            for group in reversed(groups)
            if (mark.status, mark.hangs) == (group[0].status, group[0].hangs)
            and scale.x(mark.day) - scale.x(group[0].day) < r * 1.5
        )
        if (found := next(near, None)) is not None:
            found.append(mark)
        else:
            groups.append([mark])
    return [_one(group, lang) for group in groups]


def _one(group: list[Mark], lang: Lang) -> Mark:
    if len(group) == 1:
        return group[0]
    return merged(group, word("count", lang).format(sum(mark.count for mark in group)))


def _span(mark: Mark, scale: Scale, r: float) -> tuple[float, float]:
    """What the mark itself covers, from left to right."""
    if mark.shape == "bar":
        left = scale.x(mark.begins)
        right = scale.right if mark.open else scale.x(mark.ends)
        return left, max(right, left + 3)
    half = r * WARNING if mark.status == "overdue" else r
    return scale.x(mark.day) - half, scale.x(mark.day) + half


def _beside(marks: list[Mark], scale: Scale, r: float, most: float) -> Layout:
    """Each label right of its mark, or left of it at the end of the row; what collides goes lower."""
    ends: list[float] = []
    placed = []
    for mark in marks:
        left, right = _span(mark, scale, r)
        text = shorten(mark.label, SIZE, most)
        wide = width(text, SIZE)
        text_x, leftward = right + GAP, False
        box = (left, text_x + wide)
        if box[1] > scale.right:
            leftward = left - scale.left >= min(wide + GAP, scale.right - right)
            room = (left - scale.left if leftward else scale.right - right) - GAP
            text = shorten(text, SIZE, room)
            wide = width(text, SIZE)
            text_x = left - GAP if leftward else right + GAP
            box = (text_x - wide, right) if leftward else (left, text_x + wide)
        level = next((n for n, end in enumerate(ends) if end + GAP <= box[0]), len(ends))
        if level == len(ends):
            ends.append(0.0)
        ends[level] = box[1]
        placed.append(
            Placed(
                mark=mark, x=scale.x(mark.day), right=right, level=level,
                text=text, text_x=text_x, leftward=leftward,
            )
        )  # fmt: skip
    return Layout(placed=tuple(placed), tracks=0, levels=max(len(ends), 1))


def _along(row: Row, marks: list[Mark], scale: Scale, r: float, most: float) -> Layout:
    """A label only where it changes: beside its mark where there is room, else on a line above.

    What finds no room is left to the mark's title.
    """
    spans = [_span(mark, scale, r) for mark in marks]
    levels = _levels(spans)
    tracks: list[float] = []
    placed = []
    last: dict[int, str] = {}
    for n, (mark, (left, right), level) in enumerate(zip(marks, spans, levels, strict=True)):
        text, text_x, track = "", 0.0, None
        if mark.label != last.get(level) and mark.label not in row.told:
            text = shorten(mark.label, SIZE, most)
            wide = width(text, SIZE)
            following = [spans[m][0] for m in range(n + 1, len(marks)) if levels[m] == level]
            text_x = right + GAP
            if text_x + wide > min([scale.right, *(x - GAP for x in following)]):
                text_x = max(scale.left, min(left, scale.right - wide))
                track = _track(tracks, text_x, wide)
                text = "" if track is None else text
            last[level] = mark.label if text else last.get(level, "")
        placed.append(
            Placed(
                mark=mark, x=scale.x(mark.day), right=right, level=level,
                text=text, text_x=text_x, track=track,
            )
        )  # fmt: skip
    return Layout(placed=tuple(placed), tracks=len(tracks), levels=max([*levels, 0]) + 1)


def _levels(spans: list[tuple[float, float]]) -> list[int]:
    """The first line on which each mark does not touch the one before it."""
    ends: list[float] = []
    levels = []
    for left, right in spans:
        level = next((n for n, end in enumerate(ends) if end + 0.5 <= left), len(ends))
        ends[level : level + 1] = [right]
        levels.append(level)
    return levels


def _track(tracks: list[float], left: float, wide: float) -> int | None:
    """The first line above that is free from `left` on, taken; None when all are full."""
    track = next((n for n, end in enumerate(tracks) if end + 2 * GAP <= left), len(tracks))
    if track >= MOST_TRACKS:
        return None
    tracks[track : track + 1] = [left + wide]
    return track
