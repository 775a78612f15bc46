import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from myelobone.language.model import Vocabulary
from myelobone.record.read import read_record
from myelobone.record.write import to_json, to_plain, to_yaml

from .made import data, record

ENTRIES: list[Any] = [
    {"on": "2026-11-20", "what": "creatinine", "value": "168 umol/L", "range": [57, 97]},
    {"on": "2026-11-20T09:30", "what": "pain_score", "value": 3, "note": "1e5"},
    {"on": 2026, "what": "dialysis", "value": "no"},
    {"on": "2026-11-03", "what": "study", "modality": "ct", "findings": [{"kind": "lytic"}]},
    {"what": "egfr", "value": "51 mL/min/{1.73_m2}", "source": "true", "by": "null", "note": "~"},
    {"what": "wrong", "value": [1, {"a": None}], "on": False, "x": 0.00001, "": ""},
    "no entry",
    None,
]
YAML = """
format: myelobone-record/1
patient: {id: EX-01, name: 示例, sex: female, born: 1961-03-04}
entries:
  - {on: 2026-11-20, what: dialysis, value: no}
"""


@pytest.mark.parametrize("write", [to_plain, to_json, to_yaml])
def test_a_record_that_is_written_reads_back_the_same(vocabulary: Vocabulary, write: Any) -> None:
    before = record(vocabulary, *ENTRIES, born=1961, sex="female", id="0012", more={"a": [1]})
    assert read_record(write(before), vocabulary) == before


def test_every_way_to_hand_in_a_record_gives_the_same(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(YAML, "utf-8")
    json_path = tmp_path / "record.json"
    expected = read_record(YAML, vocabulary)
    json_path.write_text(to_json(expected), "utf-8")
    marked = tmp_path / "marked.txt"
    marked.write_bytes(b"\xef\xbb\xbf" + YAML.encode())
    sources = [
        path, str(path), YAML.encode(), io.StringIO(YAML), io.BytesIO(YAML.encode()), json_path,
        to_json(expected), marked, to_plain(expected),
    ]  # fmt: skip
    with path.open("rb") as opened:
        for source in [*sources, opened]:
            assert read_record(source, vocabulary) == expected


def test_yaml_words_and_days_are_text(vocabulary: Vocabulary) -> None:
    (entry,) = read_record(YAML, vocabulary).entries
    assert entry.value is not None
    assert entry.value.word == "no"
    assert entry.on is not None


def test_yaml_in_braces_is_yaml(vocabulary: Vocabulary) -> None:
    text = "{format: myelobone-record/1, patient: {id: P1}, entries: []}"
    assert read_record(text, vocabulary).patient.id == "P1"


def test_python_days_and_times_are_days(vocabulary: Vocabulary) -> None:
    entries = [
        {"on": date(2026, 11, 20), "what": "dialysis", "value": "no"},
        {"on": datetime(2026, 11, 20, 9, 30), "what": "dialysis", "value": "no"},  # noqa: DTZ001
    ]
    first, second = record(vocabulary, *entries).entries
    assert first.on is not None
    assert second.on is not None
    assert (first.on.low, second.on.minute) == (date(2026, 11, 20).toordinal(), 570)


def test_a_whole_number_is_an_id_where_no_zero_can_be_lost(vocabulary: Vocabulary) -> None:
    text = "format: myelobone-record/1\npatient: {id: 12}\nentries:\n"
    assert read_record(text, vocabulary).patient.id == "12"


def test_the_digest_does_not_hang_on_the_order_of_keys_or_the_kind_of_file(
    vocabulary: Vocabulary,
) -> None:
    a = data({"on": "2026-11-20", "what": "dialysis", "value": "no"}, sex="male")
    b = {
        "entries": [{"value": "no", "what": "dialysis", "on": "2026-11-20"}],
        "patient": {"sex": "male", "id": "P1"},
        "format": "myelobone-record/1",
    }
    read = read_record(a, vocabulary)
    assert read.digest == read_record(b, vocabulary).digest
    assert read.digest == read_record(to_yaml(read), vocabulary).digest
    assert read.digest.startswith("sha256:")


@pytest.mark.parametrize("change", ["entry", "sex", "site"])
def test_the_digest_changes_with_what_is_told(vocabulary: Vocabulary, change: str) -> None:
    before = data({"on": "2026-11-20", "what": "dialysis", "value": "no"}, sex="male")
    after: dict[str, Any] = {
        "entry": {**before, "entries": []},
        "sex": {**before, "patient": {"id": "P1", "sex": "female"}},
        "site": {**before, "site": {"offers": []}},
    }[change]
    assert read_record(before, vocabulary).digest != read_record(after, vocabulary).digest
