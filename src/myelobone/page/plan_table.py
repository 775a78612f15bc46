"""The months under each option of an open choice: a column an option, a row a month, nothing preset."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import Line, Span, beside, cells, wrap
from .look import MARKS, Look
from .plan_lines import Item, Sets, bundles, said
from .words import month

NARROWEST = 20  # cells of a column; fewer options stand side by side where there is less room
WIDEST = 52
YEAR = 12  # months after which the options are named once more


def tables(look: Look, items: Sequence[Item], sets: Sets) -> list[Line]:
    """One table a choice that is open; as many options side by side as the page takes."""
    lines: list[Line] = []
    for choice in dict.fromkeys(item["branch"]["choice"] for item in items):
        mine = [item for item in items if item["branch"]["choice"] == choice]
        options = _options(look, choice, mine)
        head = [Span(look.label(choice), "head"), Span(f"  {look.word('branches')}", "dim")]
        lines += [(), *look.lines(head, first=(Span("  "),), indent=4)]
        asked = dict.fromkeys(item["depends_on"] for item in mine if item.get("depends_on"))
        if asked:
            words = look.word("decide_first").format(look.labels(asked))
            lines += look.lines([Span(words)], first=(Span(f"  {MARKS['ask']} "),), indent=5)
        room = month_room(look)
        fit = max(1, (look.width - 4 - room) // (NARROWEST + 2))
        for start in range(0, len(options), fit):
            lines += _table(look, mine, options[start : start + fit], sets, room)
    return lines


def _options(look: Look, choice: str, items: Sequence[Item]) -> list[str]:
    """The options that items hang on, in the order in which the choice lists them."""
    named = [
        o["id"] for each in look.advice["choices"] if each["id"] == choice for o in each["options"]
    ]
    found = dict.fromkeys(item["branch"]["option"] for item in items)
    return sorted(found, key=lambda option: named.index(option) if option in named else len(named))


def month_room(look: Look) -> int:
    """Cells that the name of a month takes."""
    return cells(month("2026-12-01", look.lang), look.ambiguous)


def _table(
    look: Look, items: Sequence[Item], options: Sequence[str], sets: Sets, room: int
) -> list[Line]:
    size = min(WIDEST, (look.width - 4 - room) // len(options) - 2)
    widths = [room, *([size] * len(options))]
    columns = {option: _column(look, items, option, sets) for option in options}
    months = sorted({name for column in columns.values() for name in column})
    heads = [_cell(look, look.label(option), size, "head") for option in options]
    lines: list[Line] = []
    for number, name in enumerate(months):
        if number % YEAR == 0:
            lines += beside([_cell(look, "", room), *heads], widths)
        cells_of_row = [
            [
                line
                for words in columns[option].get(name, ["–"])
                for line in _dated(look, words, size)
            ]
            for option in options
        ]
        lines += beside([_cell(look, month(name, look.lang), room), *cells_of_row], widths)
    return [(Span("  "), *line) for line in lines]


def _column(look: Look, items: Sequence[Item], option: str, sets: Sets) -> dict[str, list[str]]:
    """What is dated under one option, a list a month, each with its day."""
    found: dict[str, list[str]] = {}
    before = dose = ""
    for bundle in bundles(item for item in items if item["branch"]["option"] == option):
        if not bundle.day:
            continue
        begun = bundle.first["kind"] == "hold" and bundle.day < look.advice["as_of"]
        day = look.advice["as_of"] if begun else bundle.day
        lead = "      " if day == before else f"{day[8:]}  "
        flag = f"{look.word(bundle.first['status'])} " if _flagged(bundle.first) else ""
        words = said(look, sets, bundle, dose, terse=True)
        if bundle.first["kind"] == "dose":
            dose = day
        found.setdefault(day[:7], []).append(f"{lead.ljust(4)[:4]}{flag}{words}")
        before = day
    return found


def _flagged(item: Item) -> bool:
    return item["status"] in ("due", "overdue")


def _dated(look: Look, words: str, size: int) -> list[Line]:
    return wrap([Span(words[4:])], size, first=(Span(words[:4]),), rest=4, ambiguous=look.ambiguous)


def _cell(look: Look, text: str, size: int, style: str = "") -> list[Line]:
    return wrap([Span(text, style)], size, ambiguous=look.ambiguous)
