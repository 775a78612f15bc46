from typing import Any

import pytest
from hypothesis import given

from myelobone.language.model import Vocabulary
from myelobone.language.problems import Refused
from myelobone.record.plain import plain
from myelobone.record.read import read_record
from myelobone.record.schema import record_schema

from .examples import examples
from .made import data
from .test_refusals import RECORD

jsonschema = pytest.importorskip("jsonschema", reason="the package jsonschema checks the schema")


@pytest.fixture(scope="module")
def check(vocabulary: Vocabulary) -> Any:
    return jsonschema.Draft202012Validator(record_schema(vocabulary))


def test_the_schema_is_a_schema(whole_vocabulary: Vocabulary) -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema(whole_vocabulary))


def test_the_schema_accepts_every_way_to_fill_in_every_term(whole_vocabulary: Vocabulary) -> None:
    check = jsonschema.Draft202012Validator(record_schema(whole_vocabulary))
    for entry in examples(whole_vocabulary):
        assert read_record(data(entry), whole_vocabulary).problems == (), entry
        assert list(check.iter_errors(data(entry))) == [], entry


@given(source=RECORD)
def test_the_schema_accepts_what_reads_without_a_problem(
    vocabulary: Vocabulary, check: Any, source: Any
) -> None:
    try:
        problems = read_record(source, vocabulary).problems
    except Refused:
        return
    if not problems:
        told = {**plain(source), "entries": plain(source).get("entries") or []}
        assert list(check.iter_errors(without_nothing(told))) == []


def without_nothing(value: Any) -> Any:
    """The same data without keys that say nothing, as a form would send it."""
    match value:
        case dict():
            return {
                key: without_nothing(item)
                for key, item in value.items()
                if item is not None and (not isinstance(item, str) or item.strip())
            }
        case list():
            return [without_nothing(item) for item in value]
    return value


@pytest.mark.parametrize(
    "change",
    [
        {"what": "creatinin", "value": "168 umol/L"},
        {"what": "creatinine", "value": 168},
        {"what": "creatinine", "value": "168"},
        {"what": "creatinine"},
        {"what": "dialysis", "value": "yess"},
        {"what": "dialysis", "value": True},
        {"what": "dialysis", "value": "no", "on": "03/04/2026"},
        {"what": "dialysis", "value": "no", "colour": "red"},
        {"what": "given", "dose": "4 mg"},
        {"what": "study", "modality": "ct", "findings": [{"site": "L1"}]},
        {"what": "study", "modality": "ct", "findings": "none"},
        "no entry",
    ],
)
def test_the_schema_refuses_what_would_be_reported(
    vocabulary: Vocabulary, check: Any, change: Any
) -> None:
    assert list(check.iter_errors(data(change)))
    assert read_record(data(change), vocabulary).problems


@pytest.mark.parametrize(
    "source", [{}, {**data(), "format": "2"}, {**data(), "patient": {}}, {**data(), "x": 1}]
)
def test_the_schema_refuses_what_is_no_record(check: Any, source: Any) -> None:
    assert list(check.iter_errors(source))


def test_each_term_says_its_units_and_limits(vocabulary: Vocabulary) -> None:
    value = record_schema(vocabulary)["$defs"]["term.creatinine"]["properties"]["value"]
    assert value["description"] == "umol/L | mg/dL; 20–2000 umol/L"
