"""The tables made again from the knowledge say what was transcribed: every cell, nothing more, marked where we read."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from myelobone import Knowledge
from myelobone.cli.main import main
from myelobone.page.layout import length, plain
from myelobone.page.printed_tables import printed_tables
from myelobone.page.shown_table import Item, ShownTable
from myelobone.page.table_lines import table_lines

from ..knowledge.files import knowledge
from .raw import Cells, explained, rows, transcribed

SHOWN = rows("tables_shown.csv")
COLUMNS = {
    "usual": "usual_dose",
    "mild_moderate": "mild_or_moderate",
    "severe": "severe_insufficiency",
}


@cache
def made() -> dict[str, ShownTable]:
    """The tables made from the knowledge, by id."""
    return {table.id: table for table in printed_tables(knowledge())}


def cells(table: ShownTable) -> dict[tuple[str, str], list[Item]]:
    """The printed items of each cell, without what is ours."""
    return {
        (row.id, column): [item for item in items if not item.ours]
        for row in table.rows
        for column, items in row.cells.items()
    }


@pytest.mark.parametrize("name", ["T1", "T2"])
def test_a_table_in_words_shows_every_transcribed_item_in_its_cell_and_order(name: str) -> None:
    wanted: dict[tuple[str, str], list[str]] = {}
    for row in SHOWN:
        if row["table"] == name:
            cell = wanted.setdefault((row["row"], row["column"]), [])
            cell += [] if row["shown"] in cell else [row["shown"]]
    shown = {at: [item.text.zh for item in items] for at, items in cells(made()[name]).items()}
    assert shown == wanted


def test_every_transcribed_item_of_the_tables_in_words_is_looked_for() -> None:
    names = {"xray": "x_ray", "wbldct": "wbld_ct"}
    looked = {
        (names.get(row["row"], row["row"]), row["column"].removesuffix("s"), row["item"])
        for row in SHOWN
    }
    names_of = {"strengths": "strength", "weaknesse": "weakness", "clas": "class"}
    first = {(row["modality"], row["column"], row["item"]) for row in transcribed("table1")}
    second = {(row["agent"], row["column"], row["item"]) for row in transcribed("table2")}
    assert {(a, names_of.get(column, column), item) for a, column, item in looked} == first | second


@pytest.mark.parametrize(
    "row", transcribed("table3"), ids=lambda row: f"{row['row']} {row['agent']}"
)
def test_a_printed_dose_stands_in_its_column_with_its_range(row: Cells) -> None:
    items = cells(made()["T3"])[f"{row['agent']}.{row['route']}", COLUMNS[row["column"]]]
    assert [item for item in items if fits(row, item)] != []


def test_the_dose_table_prints_no_dose_that_was_not_transcribed() -> None:
    for (name, column), items in cells(made()["T3"]).items():
        if column in COLUMNS.values():
            mine = [
                row for row in transcribed("table3")
                if f"{row['agent']}.{row['route']}" == name and COLUMNS[row["column"]] == column
            ]  # fmt: skip
            assert len(items) == len(mine), (name, column)


def test_the_usual_infusion_time_is_the_printed_one() -> None:
    for row in transcribed("table3"):
        if row["column"] == "usual":
            shown = cells(made()["T3"]).get((f"{row['agent']}.{row['route']}", "infusion"), [])
            figures = [re.findall(r"\d+", item.text.en) for item in shown]
            wanted = re.findall(r"\d+", row["time"])
            assert figures == ([wanted] if wanted else []), row


def fits(row: Cells, item: Item) -> bool:
    """Whether a shown item has exactly the numbers of a transcribed row, in both languages."""
    printed = " ".join((row["range"], row["dose"], row["interval"], row["remark"]))
    printed += f" {row['time']}" if row["column"] == "severe" else ""  # else a column of its own
    wanted = sorted(re.findall(r"[\d.]+%?", printed))
    signs = re.findall("[<>]", row["range"])
    return all(
        sorted(re.findall(r"[\d.]+%?", re.sub(r"(\d)–(\d+)%", r"\1%–\2%", each))) == wanted
        and re.findall("[<>]", each) == signs
        for each in (item.text.zh.replace("%–", "–"), item.text.en)
    )


def test_every_difference_from_print_is_marked_in_the_table_with_its_reading() -> None:
    marked = {
        row.id: {id_ for items in row.cells.values() for item in items for id_ in item.readings}
        for row in made()["T3"].rows
    }
    for (agent, route, where, *_), reading in explained("table3").items():
        if where != "interval":  # the calendar's, of no table
            assert reading in marked[f"{agent}.{route}"], (agent, where)


def test_a_range_that_is_read_just_as_printed_carries_no_mark() -> None:
    table = cells(made()["T3"])
    bands = table["zoledronic_acid.iv", "mild_or_moderate"]
    assert [bool(item.readings) for item in bands] == [False, True, True]


def test_what_the_table_does_not_print_is_ours_and_rests_on_a_reading_or_label() -> None:
    added = [
        item for table in made().values() for row in table.rows
        for items in row.cells.values() for item in items if item.ours
    ]  # fmt: skip
    assert added
    assert all(item.readings for item in added)


def test_every_cell_cites_a_statement_of_the_edition() -> None:
    known = knowledge()
    for table in made().values():
        for row in table.rows:
            for items in row.cells.values():
                for item in items:
                    assert item.cites or item.ours
                    assert set(item.cites) <= set(known.statements)
                    assert set(item.readings) <= set(known.readings)


def changed(known: Knowledge) -> Knowledge:
    """The knowledge with one limit of zoledronic acid moved."""
    drug = known.agents["zoledronic_acid"]
    (route,) = drug.routes
    moved = (route.rows[0], replace(route.rows[1], from_=51.0), *route.rows[2:])
    new = replace(drug, routes=(replace(route, rows=moved),))
    return replace(known, agents={**known.agents, drug.id: new})


def test_a_limit_that_is_moved_is_marked_where_it_was_printed() -> None:
    table = next(t for t in printed_tables(changed(knowledge())) if t.id == "T3")
    bands = cells(table)["zoledronic_acid.iv", "mild_or_moderate"]
    assert bands[0].readings == ("A3",)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_keeps_to_its_width_and_explains_its_marks(lang: Any) -> None:
    lines = table_lines(tuple(made().values()), lang, 72)
    assert max(map(length, lines)) <= 72
    text = "\n".join(map(plain, lines))
    assert "＋" in text
    assert "※" in text


Capture = pytest.CaptureFixture[bytes]


def test_the_command_prints_one_table_or_all_in_both_forms(capsysbinary: Capture) -> None:
    assert main(["knowledge", "tables", "T3", "--json"]) == 0
    (table,) = json.loads(capsysbinary.readouterr().out)
    assert table["id"] == "T3"
    assert main(["knowledge", "tables", "--lang", "en"]) == 0
    page = capsysbinary.readouterr().out.decode()
    assert all(f"{name}  " in page for name in ("T1", "T2", "T3"))


def test_a_table_that_does_not_exist_is_a_usage_fault_that_names_those_that_do(
    capsysbinary: Capture,
) -> None:
    assert main(["knowledge", "tables", "T9"]) == 2
    assert "T1 · T2 · T3" in capsysbinary.readouterr().err.decode()
