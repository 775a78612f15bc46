"""The pictures of dose tables say what the knowledge says: limits, ends, doses, heights."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace

from myelobone import load_knowledge
from myelobone.book.bands import blocks, edges, is_banded, largest
from myelobone.book.picture import FILL, TOP, Block, Words, axis_of, bands_picture
from myelobone.book.teller import Teller
from myelobone.language.model import Route, Row

from ..paper.seen import Picture
from .made import pages, places, site

BANDED = {
    f"{agent.id}.{route.route}": route
    for agent in load_knowledge().agents.values()
    for route in agent.routes
    if is_banded(route)
}
WORDS = Words("title", "axis", "unknown")
every_table = pytest.mark.parametrize("name", BANDED)
every_width = pytest.mark.parametrize("width", [340.0, 640.0])


def drawn(route: Route, width: float) -> tuple[tuple[Block, ...], Picture]:
    found = blocks(Teller(load_knowledge(), places(), "en"), route)
    return found, Picture(bands_picture(found, WORDS, width))


def numbers(picture: Picture) -> list[str]:
    return [text.what for text in picture.texts]


def test_there_are_tables_to_draw() -> None:
    assert len(BANDED) >= 3


@every_table
@every_width
def test_every_limit_of_the_table_stands_on_the_axis(name: str, width: float) -> None:
    route = BANDED[name]
    limits = {edge for row in route.rows for edge in edges(row) if edge is not None}
    found, picture = drawn(route, width)
    shown = numbers(picture)
    assert [edge for edge in limits if f"{edge:g}" not in shown] == []
    axis = axis_of(found, 10.0, width - 10.0)
    rings = sorted({round((circle.left + circle.right) / 2, 2) for circle in picture.circles})
    assert rings == sorted(round(axis.x(edge), 2) for edge in limits)


@every_table
def test_a_limit_belongs_to_exactly_one_band_and_its_dot_says_to_which(name: str) -> None:
    found, picture = drawn(BANDED[name], 640.0)
    for below, above in pairwise(found):
        assert below.high == above.low
        assert below.high_in != above.low_in
    full = [c for c in picture.all("circle") if c.attrib["fill"] != "#ffffff"]
    assert len(full) == len(picture.all("circle")) / 2
    rows = {row.above if row.above is not None else row.from_: row for row in BANDED[name].rows}
    for block in found:
        row = rows[block.low]
        assert block.low_in == (row.from_ is not None)
        assert block.high_in == (row.through is not None)


@every_table
def test_the_dose_of_each_band_stands_in_it(name: str) -> None:
    shown = " ".join(numbers(drawn(BANDED[name], 640.0)[1]))
    for row in BANDED[name].rows:
        for amount in (row.amount, row.low, row.high):
            assert amount is None or f"{amount:g}" in shown
    assert "unknown" in shown


@every_table
def test_a_block_is_filled_to_its_share_of_the_largest_dose(name: str) -> None:
    route = BANDED[name]
    most = max(largest(row) for row in route.rows)
    _, picture = drawn(route, 640.0)
    whole = max(float(each.attrib["height"]) for each in picture.all("rect"))
    filled = [
        float(e.attrib["height"]) / whole
        for e in picture.all("rect")
        if e.attrib.get("fill") == FILL
    ]
    least = [
        (row.low if row.low is not None else row.amount or 0) / most
        for row in route.rows
        if row.avoid is None
    ]
    assert sorted(filled) == pytest.approx(sorted(least), abs=1e-3)
    assert float(picture.all("rect")[0].attrib["y"]) == TOP


@every_table
def test_a_dose_or_limit_that_was_changed_would_be_seen(name: str) -> None:
    route = BANDED[name]
    assert numbers(drawn(_changed(route, "amount", "low"), 640.0)[1]) != numbers(
        drawn(route, 640.0)[1]
    )
    assert numbers(drawn(_changed(route, "above"), 640.0)[1]) != numbers(drawn(route, 640.0)[1])


def _changed(route: Route, *fields: str) -> Route:
    def more(row: Row) -> Row:
        known = {field: getattr(row, field) for field in fields if getattr(row, field) is not None}
        return replace(row, **{field: value + 1 for field, value in known.items()})

    return replace(route, rows=tuple(more(row) for row in route.rows))


@every_table
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_the_agent_has_the_table_beside_the_picture(name: str, lang: str) -> None:
    agent = name.rpartition(".")[0]
    text = site()[f"{lang}/agent-{agent}.html"].decode()
    assert f"doses.{name}" in pages()[f"{lang}/agent-{agent}.html"].ids
    table = text[text.index(f'id="doses.{name}"') :]
    for row in BANDED[name].rows:
        for edge in edges(row):
            assert edge is None or f" {edge:g}" in table
        assert row.printed is None or row.printed in table
