import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myelobone.language.model import Vocabulary
from myelobone.language.problems import Refused
from myelobone.record.model import Record
from myelobone.record.plain import MAX_BYTES, MAX_ENTRIES
from myelobone.record.read import read_record

from .made import data

KEPT = ("record.conflict", "record.before_birth")  # reported; the words themselves are not wrong
HEAD = "format: myelobone-record/1\npatient: {id: P1}\n"
JSON_HEAD = '{"format": "myelobone-record/1", "patient": {"id": "P1"}, "entries": '


def refusal(source: Any, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        read_record(source, vocabulary)
    return [(problem.code, problem.where) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("source", "code", "where"),
    [
        ("", "record.not_a_record", "record"),
        ("- 1\n- 2\n", "record.not_a_record", "record"),
        ("[1, 2]", "record.not_a_record", "record"),
        (b"\xff\xfe\x00", "record.not_utf8", "record"),
        ("甲: 乙".encode("gbk"), "record.not_utf8", "record"),
        (HEAD + "entries: [\n", "yaml.syntax", "line 4, column 1"),
        (HEAD + "patient: {id: P2}\nentries: []\n", "yaml.duplicate_key", "line 3, column 1"),
        (HEAD + "entries: [*a]\n", "yaml.alias", "line 3, column 11"),
        (HEAD + "entries: [!!python/name:os.system x]\n", "yaml.tag", "line 3, column 11"),
        (HEAD + "entries: [{value: .inf}]\n---\n", "yaml.several_documents", "line 4, column 1"),
        (JSON_HEAD + "[NaN]}", "record.not_a_number", "record"),
        (JSON_HEAD + "[-Infinity]}", "record.not_a_number", "record"),
        (JSON_HEAD + "[1e999]}", "record.not_a_number", "record"),
        (JSON_HEAD + "[" + "9" * 5000 + "]}", "record.not_a_number", "record"),
        (JSON_HEAD + '[], "entries": []}', "record.duplicate_key", "record"),
        (JSON_HEAD + '[{"what": "x", "what": "y"}]}', "record.duplicate_key", "record"),
        (JSON_HEAD + '["\\ud800"]}', "record.not_plain", "entries[0]"),
        ({**data(), "entries": [float("nan")]}, "record.not_a_number", "entries[0]"),
        ({**data(), "entries": [10**30]}, "record.not_a_number", "entries[0]"),
        ({**data(), "entries": [{"value": object()}]}, "record.not_plain", "entries[0].value"),
        ({**data(), "entries": [{1: 2, "1": 3}]}, "record.duplicate_key", "entries[0].1"),
        ({**data(), "entries": {}}, "record.entries", "entries"),
        ({**data(), "patient": "P1"}, "record.patient_id", "patient.id"),
        ({**data(), "patient": {"id": "  "}}, "record.patient_id", "patient.id"),
        ({**data(), "patient": {"id": 1.5}}, "record.id_in_quotes", "patient.id"),
        (HEAD.replace("P1", "0012") + "entries: []\n", "record.id_in_quotes", "line 2, column 15"),
        ({**data(), "format": "myelobone-record/2"}, "record.format", "format"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_with_its_place(
    vocabulary: Vocabulary, source: Any, code: str, where: str
) -> None:
    assert refusal(source, vocabulary) == [(code, where)]


def test_everything_that_is_missing_is_named_at_once(vocabulary: Vocabulary) -> None:
    assert refusal({}, vocabulary) == [
        ("record.format", "format"),
        ("record.patient_id", "patient.id"),
        ("record.entries", "entries"),
    ]


def test_a_json_file_that_is_not_json_says_where(vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(HEAD + "entries: []\n")
    assert refusal(path, vocabulary) == [("record.not_json", "line 1, column 1")]


@pytest.mark.parametrize("name", ["missing.yaml", "a" * 5000, "with\0nul"])
def test_a_file_that_cannot_be_opened_is_refused(vocabulary: Vocabulary, name: str) -> None:
    ((code, _),) = refusal(name, vocabulary)
    assert code in ("record.not_found", "record.unreadable")


def test_a_folder_is_no_record(vocabulary: Vocabulary, tmp_path: Path) -> None:
    assert refusal(tmp_path, vocabulary) == [("record.unreadable", "record")]


def bombs() -> dict[str, Callable[[], Any]]:
    aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    shared: list[Any] = ["x"]
    for _ in range(30):
        shared = [shared, shared]
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    wide = [{"on": f"{n}", "what": f"creatinin{n}", f"k{n}": n} for n in range(MAX_ENTRIES)]
    return {
        "aliases": lambda: HEAD + aliases + "entries: *a8\n",
        "shared parts": lambda: {**data(), "entries": shared},
        "deep data": lambda: {**data(), "entries": deep},
        "deep JSON": lambda: JSON_HEAD + "[" * 100_000 + "]" * 100_000 + "}",
        "deep YAML": lambda: HEAD + "entries: " + "[" * 100_000 + "]" * 100_000,
        "too many bytes": lambda: b" " * (MAX_BYTES + 1),
        "an endless file": lambda: io.BytesIO(b"x" * (MAX_BYTES + 10)),
        "too many entries": lambda: data(*[{}] * (MAX_ENTRIES + 1)),
        "many faults": lambda: {**data(), "entries": [*wide, {}]},
    }


HANGS = 10.0  # seconds of work: far above what a refusal takes, far below what a bomb costs


@pytest.mark.parametrize("name", list(bombs()))
def test_a_hostile_record_is_refused_quickly(vocabulary: Vocabulary, name: str) -> None:
    source = bombs()[name]()
    start = time.process_time()  # of this process: a busy machine is no fault of the reader
    found = refusal(source, vocabulary)
    assert found[0][0].partition(".")[2] in ("too_large", "too_deep", "syntax")
    assert time.process_time() - start < HANGS


def test_as_many_faults_as_a_record_can_hold_are_reported_in_time(vocabulary: Vocabulary) -> None:
    source = bombs()["many faults"]()
    source["entries"].pop()
    start = time.process_time()
    assert len(read_record(source, vocabulary).problems) > MAX_ENTRIES
    assert time.process_time() - start < HANGS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
KEYS = [
    "on",
    "what",
    "value",
    "from",
    "to",
    "entered",
    "range",
    "findings",
    "agent",
    "status",
    "by",
]
ENTRY = JSON | st.dictionaries(
    st.sampled_from(KEYS),
    JSON | st.sampled_from(["weight", "given", "study", "allergy", "dialysis", "58 kg", "2026"]),
)
RECORD = st.fixed_dictionaries(
    {"format": st.just("myelobone-record/1"), "entries": st.lists(ENTRY, max_size=4) | JSON},
    optional={
        "patient": st.fixed_dictionaries(
            {"id": st.just("P1")}, optional={"sex": JSON, "born": JSON, "name": JSON}
        )
        | JSON,
        "site": JSON,
        "more": JSON,
    },
)


def read_or_refuse(source: Any, vocabulary: Vocabulary) -> Record | None:
    """The record, or nothing when it is refused with its problems."""
    try:
        return read_record(source, vocabulary)
    except Refused as refused:
        return None if refused.problems else fail()


def fail() -> None:
    raise AssertionError("refused without a problem")


@given(source=RECORD)
def test_reading_raises_nothing_but_a_refusal(vocabulary: Vocabulary, source: Any) -> None:
    read = read_or_refuse(source, vocabulary)
    if read is not None:
        assert len(read.entries) == len(source["entries"] or [])
        assert all(problem.line("zh") and problem.line("en") for problem in read.problems)


@given(text=st.text() | RECORD.map(json.dumps))
def test_a_text_reads_the_same_however_it_is_handed_in(vocabulary: Vocabulary, text: str) -> None:
    sources = [
        io.StringIO(text),
        io.BytesIO(text.encode(errors="replace")),
        text.encode(errors="replace"),
    ]
    first, *others = [read_or_refuse(source, vocabulary) for source in sources]
    assert all(other == first for other in others) or not text.isascii()
    read_or_refuse(text, vocabulary)


@given(source=RECORD)
def test_a_bad_value_never_becomes_usable(vocabulary: Vocabulary, source: Any) -> None:
    read = read_or_refuse(source, vocabulary)
    if read is None:
        return
    doubted = {problem.where for problem in read.problems if problem.code not in KEPT}
    for entry in read.entries:
        assert entry.value is None or not entry.unusable or entry.value.doubt is not None
        if entry.value is not None and f"{entry.where}.value" in doubted:
            assert entry.value.doubt is not None
        for name, cell in entry.attributes.items():
            if f"{entry.where}.{name}" in doubted:
                assert cell.doubt is not None
