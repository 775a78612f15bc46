"""`knowledge coverage`: a statement counts only where some worked patient's advice cites it."""

from __future__ import annotations

import json

import pytest

from myelobone.cli.main import main
from myelobone.decide.coverage import cited_ids, coverage

from ..knowledge.files import knowledge


def test_every_statement_is_carried_by_something() -> None:
    found = coverage(knowledge(), [])
    missing = [one.id for one in found if one.kind == "statement" and not one.carried_by]
    assert missing == []


def test_a_statement_counts_only_where_an_advice_cites_it() -> None:
    advice = {"items": [{"cites": ["3.2.b"], "because": []}], "facts": {"x": {"cites": ["1.b"]}}}
    found = {one.id: one.cited_by for one in coverage(knowledge(), [("P", advice)])}
    assert found["3.2.b"] == ("P",)
    assert found["1.b"] == ()


def test_evidence_and_readings_beside_an_item_count_as_cited() -> None:
    advice = {"agents": [{"reasons": [{"evidence": ["3.2.1.d"], "readings": ["A3"]}]}]}
    assert cited_ids(advice) == {"3.2.1.d", "A3"}


def test_the_command_lists_every_statement_with_its_patients(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(("knowledge", "coverage", "--json")) == 0
    found = {one["id"]: one for one in json.loads(capsysbinary.readouterr().out)}
    assert set(knowledge().statements) | set(knowledge().readings) == set(found)
    assert any(name.startswith("W4") for name in found["3.2.b"]["cited_by"])
