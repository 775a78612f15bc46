"""What reaches the console: nothing lost, nothing replaced by a bare question mark."""

from __future__ import annotations

import io
import sys

import pytest

from myelobone.cli.screen import ambiguous, encodable, say, say_bytes
from myelobone.page.layout import Span


class Console(io.TextIOWrapper):
    """A console of a given encoding that says it is one."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return True

    def read_back(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize("symbol", ["▲", "◆", "●", "○", "？", "□", "■", "·", "≥", "–", "…", "“"])
def test_the_marks_of_the_page_exist_on_a_chinese_console(symbol: str) -> None:
    assert encodable(symbol, "gbk") == symbol


def test_a_micro_sign_becomes_the_greek_letter_where_the_console_has_none() -> None:
    assert encodable("168 µmol/L", "gbk") == "168 μmol/L"


def test_a_rare_name_is_spelt_out_rather_than_lost() -> None:
    assert encodable("𠮷野", "gbk") == "<U+20BB7>野"
    assert encodable("𠮷野", "utf-8") == "𠮷野"


def test_a_chinese_console_draws_marks_two_cells_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Console("gbk"))
    assert ambiguous() == 2
    monkeypatch.setattr(sys, "stdout", Console("utf-8"))
    assert ambiguous() == 1


def test_a_terminal_gets_colour_and_no_color_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    line = (Span("▲ ", "stop"), Span("立即处理"))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    console = Console("utf-8")
    monkeypatch.setattr(sys, "stdout", console)
    say([line])
    assert "\x1b[1;31m▲" in console.read_back()
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console("utf-8")
    monkeypatch.setattr(sys, "stdout", console)
    say([line])
    assert console.read_back() == "▲ 立即处理\n"


def test_json_is_utf_8_on_every_console(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console("gbk")
    monkeypatch.setattr(sys, "stdout", console)
    say_bytes('{"zh": "血钙"}'.encode())
    assert console.buffer.getvalue() == '{"zh": "血钙"}\n'.encode()  # type: ignore[attr-defined]
