"""Every hazard has a test that shows what holds it, and the table in docs/ says which."""

from __future__ import annotations

from .hazards import ALSO, DOCUMENT, NOT_BUILT, ROOT, document, hazards, named, shown


def test_every_hazard_has_a_test_unless_what_it_is_about_is_not_built() -> None:
    assert [hazard for hazard, files in shown().items() if not files] == list(NOT_BUILT)


def test_every_id_in_the_name_of_a_test_is_a_hazard() -> None:
    known = {row["id"] for row in hazards()}
    assert {hazard for hazard, _ in named()} - known == set()
    assert len(known) == 42


def test_every_file_that_is_said_to_show_a_hazard_is_there() -> None:
    assert [file for files in ALSO.values() for file in files if not (ROOT / file).exists()] == []


def test_the_table_of_hazards_is_the_one_that_is_made() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()
