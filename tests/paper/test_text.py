"""Text is never estimated narrower than it is cut, and is cut and wrapped to its room."""

from __future__ import annotations

import pytest

from myelobone.paper.svg import characters, element, number
from myelobone.paper.text import shorten, width, wrap

TEXTS = ["唑来膦酸 4 mg", "whole-body low-dose CT", "Wide MW@", "", "25-羟维生素D", "很长" * 30]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [0, 5, 40, 120, 900])
def test_a_text_is_shortened_to_its_room_or_left_out(text: str, room: float) -> None:
    cut = shorten(text, 10, room)
    assert width(cut, 10) <= room
    assert cut == text or cut == "" or cut.endswith("…")


@pytest.mark.parametrize("text", TEXTS)
def test_a_wrapped_text_loses_no_word(text: str) -> None:
    lines = wrap(text, 10, 100)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_wide_character_takes_about_its_type_size() -> None:
    assert 10 <= width("骨", 10) <= 11
    assert width("骨", 10) > width("W", 10) > width("a", 10) > width("i", 10)


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (2.0, "2"), (1 / 3, "0.33")]
)
def test_a_number_is_always_written_alike(value: float, written: str) -> None:
    assert number(value) == written


def test_everything_in_an_element_is_escaped() -> None:
    assert element("a", characters("<&>"), title='"<') == '<a title="&quot;&lt;">&lt;&amp;&gt;</a>'
