"""The plan under each option of an open choice: one column an option, one row for what is dated."""

from __future__ import annotations

from .layout import Line, Span, beside, cells, wrap
from .look import Look
from .plan_words import Item, amount, what

MOST = 3  # days of one column before the rest is counted
NARROWEST, WIDEST, NAMES = 12, 28, 20  # cells of a column of days, and of the names


def branches(look: Look, items: list[Item]) -> list[Line]:
    """One table a choice; as many columns side by side as the page takes."""
    lines: list[Line] = []
    for choice in dict.fromkeys(item["branch"]["choice"] for item in items):
        mine = [item for item in items if item["branch"]["choice"] == choice]
        options = list(dict.fromkeys(item["branch"]["option"] for item in mine))
        head = [Span(look.label(choice), "head"), Span(f"  {look.word('branches')}", "dim")]
        lines += look.lines(head, first=(Span("  "),), indent=4)
        room = max(cells(what(look, [item]), look.ambiguous) for item in mine)
        room = min(max(room, 8), NAMES)
        fit = max(1, (look.width - 4 - room) // (NARROWEST + 2))
        for start in range(0, len(options), fit):
            lines += _table(look, mine, options[start : start + fit], room)
    return lines


def _table(look: Look, items: list[Item], options: list[str], room: int) -> list[Line]:
    size = (look.width - 4 - room) // len(options) - 2
    size = min(WIDEST, max(NARROWEST, size))
    widths = [room, *([size] * len(options))]
    heads = [_cell(look, look.label(option), size, "head") for option in options]
    rows = [[_cell(look, "", room), *heads]]
    for days, names in _rows(look, items, options).items():
        cells_of_row = [
            [line for day in _folded(look, column) for line in _cell(look, day, size)]
            for column in days
        ]
        rows.append([_cell(look, look.separator.join(names), room), *cells_of_row])
    return [(Span("    "), *line) for row in rows for line in beside(row, widths)]


def _folded(look: Look, days: tuple[str, ...]) -> list[str]:
    """The first days of a column, and how many follow."""
    if look.full or len(days) <= MOST + 1:
        return list(days)
    return [*days[:MOST], look.word("and_more").format(len(days) - MOST)]


def _rows(
    look: Look, items: list[Item], options: list[str]
) -> dict[tuple[tuple[str, ...], ...], list[str]]:
    """The days under each option, with the names of all that share them."""
    rows: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for name in dict.fromkeys(what(look, [item]) for item in items):
        mine = [item for item in items if what(look, [item]) == name]
        days = tuple(
            tuple(_day(look, item) for item in mine if item["branch"]["option"] == option)
            for option in options
        )
        rows.setdefault(days, []).append(name)
    return rows


def _cell(look: Look, text: str, size: int, style: str = "") -> list[Line]:
    return wrap([Span(text, style)], size, ambiguous=look.ambiguous)


def _day(look: Look, item: Item) -> str:
    if item["kind"] == "hold":
        day = f"{look.word('until')} {item['latest']}" if item["latest"] else look.word("open_end")
    else:
        status = look.word(item["status"]) if item["status"] in ("held", "overdue") else ""
        day = " ".join(part for part in (item["due"], amount(look, item), status) if part)
    confirm = f" {look.word('confirm')}" if item.get("needs_confirmation") else ""
    return day + confirm
