"""The page of charts and the tables below them: nothing clipped, nothing let through, every value told."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from myelobone.page.words import Lang
from myelobone.paper.trends.table import trend_tables
from myelobone.paper.trends.trends import trends

from ..knowledge.files import knowledge
from .charted import calcium, data, full
from .pictures import other_pictures
from .seen import Picture
from .shown import AS_OF, NASTY, charted, record

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
WIDTHS = (680, 760, 380)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_stands_inside_the_picture(lang: Lang, width: int) -> None:
    picture = charted(full(), lang, width=width)
    height = float(picture.root.attrib["height"])
    outside = [
        b for b in picture.texts if b.left < 0 or b.right > width or b.top < 0 or b.bottom > height
    ]
    assert [box.what for box in outside if box.what != "a"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_and_years_do_not_run_into_each_other(lang: Lang) -> None:
    for width in WIDTHS:
        boxes = [
            b for b in charted(full(), lang, width=width, panel="phosphate").texts if b.top > 150
        ]
        pairs = [
            (a.what, b.what) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.covers(b)
        ]
        assert pairs == []


def test_whatever_a_record_says_stays_text() -> None:
    found = record(
        *calcium(("2026-01-05", "2.4 mmol/L")),
        {"on": "2026-01-06", "what": "given", "agent": "other", "name": NASTY, "dose": NASTY},
        {"from": "2026-01-06", "what": "analgesic", "name": NASTY, "step": NASTY},
        name=NASTY,
    )
    svg = trends(found, AS_OF, knowledge(), "zh")
    assert Picture(svg).all("script") == []
    for text in (svg, *trend_tables(found, AS_OF, knowledge()).values()):
        assert "<script" not in text
        assert not any(character in text for character in "\x07\u202e")


def test_a_panel_that_knowledge_does_not_name_is_refused() -> None:
    with pytest.raises(KeyError):
        trends(record(), AS_OF, knowledge(), panel="weather")


def test_the_same_arguments_give_the_same_bytes_and_nothing_is_fetched() -> None:
    svg = trends(full(), AS_OF, knowledge(), "zh")
    assert svg == trends(full(), AS_OF, knowledge(), "zh")
    assert "href" not in svg
    assert "<style" not in svg


class Cells(HTMLParser):
    """The texts of a table's cells."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.scopes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scopes += [value or "" for name, value in attrs if name == "scope"]

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def test_the_table_below_a_chart_holds_every_value_of_it() -> None:
    found = full()
    tables = trend_tables(found, AS_OF, knowledge(), "en")
    for panel in data(found)["panels"]:
        read = Cells()
        read.feed(tables[panel["id"]])
        wanted = [v["text"] for each in panel["lines"] for v in each["values"]]
        missing = [text for text in wanted if text not in " ".join(read.cells)]
        assert missing == []
        assert read.scopes.count("col") == len(panel["lines"]) + 1
        assert read.scopes.count("row") >= len(panel["lines"][0]["values"])


def test_every_line_of_a_chart_has_one_unit() -> None:
    known = knowledge()
    for panel in known.screens.trends:
        units = {
            known.facts[c.name].unit if c.fact else known.vocabulary.terms[c.name].value.unit
            for c in panel.curves
        }
        assert len(units) == 1, panel.id


def test_the_pictures_of_the_documents_are_as_they_were_reviewed() -> None:
    for path, svg in other_pictures().items():
        assert svg == path.read_text(encoding="utf-8"), (
            "changed: python -m tests.paper.pictures, then look"
        )
