"""Lines fit the screen, whatever mixture of scripts they hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from myelobone.page.layout import CLOSING, Span, beside, cells, plain, wrap

WORDS = st.sampled_from(
    ["校正血钙", "3.20 mmol/L ", "，", "。", "（", "）", " ", "treat at once ", "▲", " R3.8 "]
)


def lines(text: str, width: int, **more: int) -> list[str]:
    return [plain(line) for line in wrap([Span(text)], width, **more)]


def test_a_chinese_character_is_two_cells_wide() -> None:
    assert cells("血钙 Ca") == 7
    assert cells("▲") == 1
    assert cells("▲", ambiguous=2) == 2


@given(st.lists(WORDS, max_size=40).map("".join), st.integers(30, 120))
def test_no_line_is_wider_than_the_page(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in lines(text, width))


@given(st.lists(WORDS, max_size=40).map("".join), st.integers(30, 120))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")


def test_a_line_never_begins_with_closing_punctuation() -> None:
    wrapped = lines("校正血钙升高，需立即处理。" * 10, 21)
    assert len(wrapped) > 5
    assert not [line for line in wrapped if line[0] in CLOSING]


def test_a_number_keeps_its_unit() -> None:
    for width in range(12, 40):
        assert not [
            line
            for line in lines("剂量为每次 4.0 mg 静脉滴注，不少于 15 min", width)
            if line.startswith(("mg", "min"))
        ]


def test_later_lines_are_indented() -> None:
    first, *rest = lines("立即处理" * 20, 30, rest=4)
    assert not first.startswith(" ")
    assert rest
    assert all(line.startswith("    ") for line in rest)


def test_columns_stand_under_each_other_in_both_scripts() -> None:
    rows = beside([[(Span("血钙"),), (Span("Ca"),)], [(Span("一"),), (Span("b"),)]], [6, 4])
    starts = [
        cells(plain(row)[: plain(row).index(cell)]) for row, cell in zip(rows, "一b", strict=True)
    ]
    assert starts == [8, 8]
