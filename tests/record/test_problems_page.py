import re
from pathlib import Path

from myelobone.record.messages import MESSAGES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/problems.md").read_text("utf-8")
SOURCE = ROOT / "src/myelobone/record"


def test_every_code_of_a_record_has_its_heading_and_no_heading_is_left_over() -> None:
    headings = re.findall(r"^#### `(record\.\w+)`$", PAGE, re.MULTILINE)
    assert sorted(headings) == sorted(MESSAGES)


def test_every_code_that_is_used_has_a_message_and_every_message_is_used() -> None:
    text = "".join(
        path.read_text("utf-8") for path in SOURCE.glob("*.py") if path.name != "messages.py"
    )
    assert set(re.findall(r'"(record\.\w+)"', text)) == set(MESSAGES)


def test_every_message_is_short_and_in_both_languages() -> None:
    for code, text in MESSAGES.items():
        assert re.search(r"[\u4e00-\u9fff]", text.zh), code
        assert text.en.isascii(), code
        assert len(text.zh) <= 40, code
        assert len(text.en) <= 80, code


def test_the_folder_lists_its_files() -> None:
    readme = (SOURCE / "README.md").read_text("utf-8")
    files = {path.name for path in SOURCE.glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"`(\w+\.py)`", readme)) == files


def test_the_page_shows_each_message_as_it_is_printed() -> None:
    for code, text in MESSAGES.items():
        assert f"#### `{code}`\n\n> {text.zh} · {text.en}\n\n" in PAGE
