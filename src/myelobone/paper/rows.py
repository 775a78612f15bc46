"""Which marks share a row: a lane is one row, a hold of other things another, an option its own block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..decide.plan import Plan
from ..language.problems import Text
from ..language.screens import Lane
from ..page.look import Look
from .from_plan import OTHER
from .marks import Mark, in_order
from .words import WORDS, word


class Row(Struct, frozen=True, kw_only=True):
    """Marks on one line; `shade` are spans in which no dose is given."""

    name: str
    marks: tuple[Mark, ...]
    runs: bool = False
    gather: bool = False
    shade: tuple[tuple[int, int | None], ...] = ()
    told: frozenset[str] = frozenset()  # labels that stand above already and are not written again


class Block(Struct, frozen=True, kw_only=True):
    """Rows that belong together: what holds in any case, or what holds under one option."""

    rows: tuple[Row, ...]
    choice: str = ""  # the heading above the first option of a choice
    option: str = ""


def blocks(plan: Plan, look: Look, lanes: Sequence[Lane], marks: Iterable[Mark]) -> list[Block]:
    """What holds in any case first, then each open choice with its options side by side."""
    every = in_order(marks)
    lanes = [*lanes, Lane(id=OTHER, label=Text(*WORDS["other"]), shape="hexagon")]
    found = [Block(rows=_rows(look, lanes, [m for m in every if m.branch is None], (), {}))]
    common = [m for m in every if m.branch is None and m.stops_doses]
    told: dict[str, set[str]] = {}
    before = ""
    for branch in _branches(plan, every):
        mine = [mark for mark in every if mark.branch == branch]
        choice, option = branch
        heading = word("choice", look.lang).format(look.label(choice))
        found.append(
            Block(
                rows=_rows(look, lanes, mine, common, told),
                choice="" if choice == before else heading,
                option=look.label(option),
            )
        )
        before = choice
        for mark in mine:
            told.setdefault(mark.lane, set()).add(mark.label)
    return found


def _branches(plan: Plan, marks: list[Mark]) -> list[tuple[str, str]]:
    """The branches that hold anything, in the order of the choices and their options."""
    there = dict.fromkeys(mark.branch for mark in marks if mark.branch is not None)
    offered = [(choice.id, option.id) for choice in plan.choices for option in choice.options]
    return [*(each for each in offered if each in there), *(b for b in there if b not in offered)]


def _rows(
    look: Look,
    lanes: Iterable[Lane],
    marks: list[Mark],
    common: Iterable[Mark],
    told: Mapping[str, set[str]],
) -> tuple[Row, ...]:
    shade = tuple(dict.fromkeys((m.begins, m.last) for m in [*common, *marks] if m.stops_doses))
    rows: list[Row] = []
    for lane in lanes:
        mine = [mark for mark in marks if mark.lane == lane.id]
        for number, group in enumerate(dict.fromkeys(mark.group for mark in mine)):
            rows.append(
                Row(
                    name="" if number else look.text(lane.label),
                    marks=tuple(mark for mark in mine if mark.group == group),
                    runs=lane.runs,
                    gather=lane.gather,
                    told=frozenset(() if "dose" in lane.kinds else told.get(lane.id, ())),
                    shade=shade if "dose" in lane.kinds else (),
                )
            )
    return tuple(rows)
