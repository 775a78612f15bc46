"""YAML 1.2: words stay words, nothing is dropped in silence, and every part has its place."""

import pytest

from myelobone.language.problems import Refused
from myelobone.language.yaml import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MESSAGES,
    Mark,
    Scalar,
    parse_path,
    read,
    read_nodes,
)


@pytest.mark.parametrize("text", ["on", "off", "yes", "no", "y", "n", "On", "NO", "Yes"])
def test_only_true_and_false_are_booleans(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text}
    assert read("[true, false, True]").data == [True, False, True]


def test_on_is_a_key_like_any_other() -> None:
    assert read("{on: 2026-11-20, what: weight}").data == {"on": "2026-11-20", "what": "weight"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20T09:30", "2026-11-20T09:30"),
        ("1:20", "1:20"),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("-2.5", -2.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("4 mg", "4 mg"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("1_000", "1_000"),
        ("=", "="),
        ("<<", "<<"),
        ("~", None),
        ("null", None),
        ('"1961"', "1961"),
        ("'yes'", "yes"),
    ],
)
def test_scalars_mean_what_core_yaml_says(text: str, value: object) -> None:
    found = read(f"a: {text}").data["a"]
    assert (type(found), found) == (type(value), value)


def test_the_text_of_a_number_is_kept() -> None:
    node = read_nodes("0007")
    assert isinstance(node, Scalar)
    assert (node.text, node.value) == ("0007", 7)


def test_a_very_long_number_is_text() -> None:
    digits = "9" * 5000
    assert read(digits).data == digits


def test_every_duplicate_key_is_reported_with_its_place() -> None:
    with pytest.raises(Refused) as refused:
        read("a: 1\na: 2\nb: {c: 1, c: 2}\n", "x.yaml")
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("yaml.duplicate_key", "x.yaml:2:1"),
        ("yaml.duplicate_key", "x.yaml:3:11"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "yaml.syntax"),
        ("a: > 60\n", "yaml.syntax"),
        ("\tb: 1", "yaml.syntax"),
        ("a: \x00", "yaml.syntax"),
        ("a: 1\n--- \nb: 2", "yaml.several_documents"),
        ("a: !!python/object:os.system x", "yaml.tag"),
        ("a: !local x", "yaml.tag"),
        ("a: *gone", "yaml.alias"),
        ("&a [*a]", "yaml.alias"),
        ("{[1]: 2}", "yaml.not_text_key"),
        ("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), "yaml.too_deep"),
        (b"a: \xff", "yaml.not_utf8"),
        ("a" * (MAX_CHARACTERS + 1), "yaml.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("yaml.") else "",
)
def test_what_cannot_be_read_is_refused_with_its_code(text: str | bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].where.startswith("line ")


def test_aliases_that_grow_beyond_measure_are_refused_at_once() -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(Refused) as refused:
        read("\n".join(lines))
    assert refused.value.problems[0].code == "yaml.too_large"


def test_aliases_that_nest_beyond_measure_are_refused() -> None:
    lines = ["- &a0 x", *(f"- &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 2))]
    with pytest.raises(Refused) as refused:
        read("\n".join(lines))
    assert refused.value.problems[0].code == "yaml.too_deep"


def test_a_modest_alias_is_read() -> None:
    assert read("a: &x {k: 1}\nb: *x").data == {"a": {"k": 1}, "b": {"k": 1}}


def test_json_is_read_too() -> None:
    assert read('{"entries": [{"on": "2026-11-20", "value": "58 kg"}], "n": 1.5e2}').data == {
        "entries": [{"on": "2026-11-20", "value": "58 kg"}],
        "n": 150.0,
    }


def test_a_byte_order_mark_is_ignored() -> None:
    assert read(b"\xef\xbb\xbfa: 1").data == {"a": 1}


def test_every_part_has_its_place() -> None:
    document = read("entries:\n  - {what: weight, value: 58 kg}\n  - what: height\n    value: 1\n")
    assert document.mark(parse_path("entries[0].value")) == Mark(2, 20)
    assert document.mark(parse_path("entries[1]")) == Mark(3, 5)
    assert document.mark(parse_path("entries[1].value")) == Mark(4, 5)


def test_the_place_of_a_part_that_is_missing_is_that_of_what_would_hold_it() -> None:
    document = read("patient: {sex: female}\n")
    assert document.mark(parse_path("patient.id")) == Mark(1, 1)
    assert document.mark(()) == Mark(1, 1)


def test_every_refusal_speaks_both_languages() -> None:
    assert all(message.zh and message.en for message in MESSAGES.values())
