from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myelobone.language import units
from myelobone.language.model import Vocabulary

from .made import codes, one, record


@pytest.mark.parametrize(
    ("what", "written", "canonical"),
    [
        ("creatinine", "168 umol/L", 168.0),
        ("creatinine", "168 µmol/L", 168.0),
        ("creatinine", "168 μmol/L", 168.0),
        ("creatinine", "168 umol/l", 168.0),
        ("creatinine", "168umol/L", 168.0),
        ("creatinine", "1.9 mg/dL", 1.9 * 88.4),
        ("creatinine", "0.168 mmol/L", 168.0),
        ("weight", "58 kg", 58.0),
        ("weight", "58 公斤", 58.0),
        ("weight", "58000 g", 58.0),
        ("egfr", "51 mL/min/{1.73_m2}", 51.0),
        ("egfr", "51 mL/min/1.73m2", 51.0),
        ("pain_score", "3 {score}", 3.0),
        ("pain_score", 3, 3.0),
    ],
)
def test_a_quantity_is_read_exactly_into_the_canonical_unit(
    vocabulary: Vocabulary, what: str, written: Any, canonical: float
) -> None:
    value = one(vocabulary, what, written).value
    assert value is not None
    assert value.doubt is None
    assert (value.low, value.high) == (canonical, canonical)
    assert value.written == str(written)


@pytest.mark.parametrize(
    ("written", "doubt", "code"),
    [
        (168, "no_unit", "record.no_unit"),
        (168.0, "no_unit", "record.no_unit"),
        ("168", "no_unit", "record.no_unit"),
        ("168 mg", "wrong_unit", "record.wrong_unit"),
        ("168 mL/min", "wrong_unit", "record.wrong_unit"),
        ("168 UMOL/L", "wrong_unit", "record.wrong_unit"),
        ("1.0 umol/L", "implausible", "record.implausible"),
        ("9999 umol/L", "implausible", "record.implausible"),
        ("1e99 umol/L", "implausible", "record.implausible"),
        ("<10 umol/L", "implausible", "record.implausible"),
        ("<20 umol/L", "implausible", "record.implausible"),
        (">2000 umol/L", "implausible", "record.implausible"),
        ("raised", "word", "record.word_for_number"),
        ("1,234 umol/L", "invalid", "record.comma"),
        ("1,9 mg/dL", "invalid", "record.comma"),
        ("168 umol/L ↑", "invalid", "record.flag"),
        ("168↑ umol/L", "invalid", "record.flag"),
        ("168 umol/L*", "invalid", "record.flag"),
        ("168 umol/L H", "invalid", "record.flag"),
        ("１６８ umol/L", "invalid", "record.full_width"),
        ("168 umol／L", "invalid", "record.full_width"),
        ("阴性", "invalid", "record.not_a_quantity"),
        ("about 168 umol/L", "invalid", "record.not_a_quantity"),
        ("160-170 umol/L", "invalid", "record.not_a_quantity"),
        ("16 8 umol/L", "invalid", "record.not_a_quantity"),
        (".5 umol/L", "invalid", "record.not_a_quantity"),
        ("168. umol/L", "invalid", "record.not_a_quantity"),
        ("umol/L", "invalid", "record.not_a_quantity"),
        (True, "invalid", "record.not_a_quantity"),
        (["168 umol/L"], "invalid", "record.not_a_quantity"),
        ({"value": 168}, "invalid", "record.not_a_quantity"),
    ],
)
def test_what_is_no_exact_quantity_is_kept_with_its_doubt_and_reported(
    vocabulary: Vocabulary, written: Any, doubt: str, code: str
) -> None:
    read = record(vocabulary, {"on": "2026-11-20", "what": "creatinine", "value": written})
    value = read.entries[0].value
    assert value is not None
    assert value.doubt == doubt
    assert codes(read) == [code]
    assert read.problems[0].where == "entries[0].value"


def test_egfr_never_passes_as_a_clearance(vocabulary: Vocabulary) -> None:
    value = one(vocabulary, "creatinine_clearance", "51 mL/min/{1.73_m2}").value
    assert value is not None
    assert value.doubt == "wrong_unit"
    value = one(vocabulary, "egfr", "51 mL/min").value
    assert value is not None
    assert value.doubt == "wrong_unit"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("１６８ umol/L", "168 umol/L"),
        ("168 umol/L ↑", "168 umol/L"),
        ("1,234 umol/L", None),
        ("168", None),
    ],
)
def test_a_reading_is_offered_only_where_it_is_safe(
    vocabulary: Vocabulary, written: str, meant: str | None
) -> None:
    read = record(vocabulary, {"on": "2026-11-20", "what": "creatinine", "value": written})
    assert read.problems[0].nearest == meant


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("<5 mg/dL", 1.0, 5 * 0.2495 - 2e-9),
        ("<=5 mg/dL", 1.0, 5 * 0.2495),
        ("≤5 mg/dL", 1.0, 5 * 0.2495),
        (">3 mmol/L", 3 + 2e-9, 6.0),
        (">= 3 mmol/L", 3.0, 6.0),
        ("≥3 mmol/L", 3.0, 6.0),
        ("<= 1 mmol/L", 1.0, 1.0),
    ],
)
def test_a_comparator_is_an_interval_within_plausible_limits(
    vocabulary: Vocabulary, written: str, low: float, high: float
) -> None:
    value = one(vocabulary, "calcium", written).value
    assert value is not None
    assert value.doubt is None
    assert (value.low, value.high) == (low, high)


def test_the_word_unknown_is_no_problem_and_no_value(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, {"on": "2026-11-20", "what": "calcium", "value": "unknown"})
    assert read.problems == ()
    assert read.entries[0].value is not None
    assert read.entries[0].value.doubt == "unknown"


@pytest.mark.parametrize(
    ("value", "limits", "expected"),
    [
        ("2.3 mmol/L", [2.11, 2.52], (2.11, 2.52)),
        ("9.2 mg/dL", [8.4, 10.2], (8.4 * 0.2495, 10.2 * 0.2495)),
        ("2.3 mmol/L", ["2.11 mmol/L", "10.2 mg/dL"], (2.11, 10.2 * 0.2495)),
        ("2.3 mmol/L", [None, 2.52], (None, 2.52)),
    ],
)
def test_limits_are_in_the_unit_of_their_value(
    vocabulary: Vocabulary, value: str, limits: Any, expected: Any
) -> None:
    entry = one(vocabulary, "calcium", value, range=limits)
    assert (entry.lower_limit, entry.upper_limit) == expected


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        ("2.3 mmol/L", [8.4, 10.2]),
        ("2.3 mmol/L", [2.52, 2.11]),
        ("2.3 mmol/L", [2.11]),
        ("2.3 mmol/L", "2.11-2.52"),
        ("2.3 mmol/L", [True, 2.52]),
        ("2.3 mmol/L", ["low", 2.52]),
        ("2.3", [2.11, 2.52]),
    ],
)
def test_limits_that_cannot_be_in_that_unit_are_reported_and_not_used(
    vocabulary: Vocabulary, value: str, limits: Any
) -> None:
    read = record(
        vocabulary, {"on": "2026-11-20", "what": "calcium", "value": value, "range": limits}
    )
    assert "record.range" in codes(read)
    assert (read.entries[0].lower_limit, read.entries[0].upper_limit) == (None, None)


def test_limits_of_a_value_in_doubt_are_not_used(vocabulary: Vocabulary) -> None:
    entry = one(vocabulary, "calcium", "0.2 mmol/L", range=[2.11, 2.52])
    assert (entry.lower_limit, entry.upper_limit) == (None, None)


@given(number=st.decimals(min_value=21, max_value=1999, places=3))
def test_the_same_amount_in_another_unit_is_the_same_value(
    vocabulary: Vocabulary, number: Any
) -> None:
    for unit, factor in (("mg/dL", 88.4), ("mmol/L", 1000.0), ("nmol/L", 0.001)):
        direct = one(vocabulary, "creatinine", f"{number} umol/L").value
        other = one(vocabulary, "creatinine", f"{float(number) / factor!r} {unit}").value
        assert direct is not None
        assert other is not None
        assert other.doubt is None
        assert abs(direct.low - other.low) <= 1e-9 * direct.low


@given(text=st.text(alphabet="0123456789.,<>=≤≥+-eE umolLgdμ/%↑HL*１，  阴性", max_size=16))
def test_a_laboratory_text_is_read_exactly_or_not_at_all(vocabulary: Vocabulary, text: str) -> None:
    value = one(vocabulary, "creatinine", text).value
    if value is None or value.doubt is not None:
        return
    rest = text.strip().lstrip("<>=≤≥ ")
    number, unit = split(rest)
    exact = number * (88.4 if unit == "mg/dL" else units.factor(unit.replace("μ", "u"), "umol/L"))
    inside = 3e-9 if text.strip() != rest else 0.0
    assert value.low - inside <= exact <= value.high + inside
    assert text.strip() != rest or value.low == value.high


def split(text: str) -> tuple[float, str]:
    """The longest number at the beginning of a text, and what follows it."""
    for end in range(len(text), 0, -1):
        try:
            return float(text[:end]), text[end:].strip()
        except ValueError:
            continue
    raise AssertionError(text)
