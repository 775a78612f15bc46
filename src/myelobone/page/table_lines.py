"""The guideline's tables as lines: a row is a block, its columns one below the other."""

from __future__ import annotations

from ..language.problems import Text
from .layout import EMPTY, Line, Span, cells, wrap
from .shown_table import Item, ShownRow, ShownTable
from .table_words import MARKS, NO_TABLES
from .words import Lang

ADDED, REREAD = "＋", "※"
MARK = 3  # cells of a mark with its blank


def table_lines(
    tables: tuple[ShownTable, ...], lang: Lang, width: int, ambiguous: int = 1
) -> list[Line]:
    """Every table, and at the end what the marks mean."""
    lines: list[Line] = []
    for table in tables:
        lines += _table(table, lang, width, ambiguous)
    if not lines:
        return [(Span(_in(NO_TABLES, lang)),)]
    legend = Span(_in(MARKS, lang).format(ADDED, REREAD), "dim")
    return [*lines, *wrap([legend], width, ambiguous=ambiguous)]


def _table(table: ShownTable, lang: Lang, width: int, ambiguous: int) -> list[Line]:
    lines: list[Line] = [(Span(f"{table.id}  {_in(table.title, lang)}", "title"),), EMPTY]
    room = max((cells(_in(text, lang), ambiguous) for text in table.columns.values()), default=0)
    for row in table.rows:
        lines += [*_row(row, table, lang, width, room, ambiguous), EMPTY]
    return lines


def _row(
    row: ShownRow, table: ShownTable, lang: Lang, width: int, room: int, ambiguous: int
) -> list[Line]:
    lines: list[Line] = [(Span(_in(row.label, lang), "head"),)]
    for column, label in table.columns.items():
        name = _in(label, lang)
        for item in row.cells.get(column, ()):
            blank = " " * (room - cells(name, ambiguous))
            mark = ADDED if item.ours else REREAD if item.readings else ""
            mark += " " * (MARK - cells(mark, ambiguous))
            first = (Span(f"  {name}{blank}  ", "dim"), Span(mark, "caution"))
            rest = room + 4 + MARK
            lines += wrap(_spans(item, lang), width, first=first, rest=rest, ambiguous=ambiguous)
            name = ""
    return lines


def _spans(item: Item, lang: Lang) -> list[Span]:
    grounds = " ".join((*item.cites, *item.readings))
    return [Span(_in(item.text, lang)), Span(f" [{grounds}]" if grounds else "", "dim")]


def _in(text: Text, lang: Lang) -> str:
    return text.zh if lang == "zh" else text.en
