"""Units: what they measure, what they convert to, and what is refused."""

import pytest

from myelobone.language.units import (
    DimensionError,
    UnitError,
    dimension,
    divide,
    factor,
    multiply,
    same_dimension,
    scale,
)

CONTRACT = [
    "kg", "[lb_av]", "cm", "[in_i]", "umol/L", "mg/dL", "mL/min", "mL/min/{1.73_m2}", "mmol/L",
    "g/L", "g/dL", "nmol/L", "ng/mL", "mg/L", "mg/(24.h)", "%", "{score}", "mg/d", "[iU]/d", "mg",
    "ng/L", "U/L", "1", "Gy", "mm", "a", "mo", "wk", "d", "h", "min", "mmol/g", "10*9/L", "k[iU]",
]  # fmt: skip


@pytest.mark.parametrize("unit", CONTRACT)
def test_every_unit_of_the_record_is_read(unit: str) -> None:
    assert factor(unit, unit) == 1.0
    assert scale(unit) > 0


@pytest.mark.parametrize(
    ("from_", "to", "expected"),
    [
        ("g/dL", "g/L", 10.0),
        ("g", "mg", 1000.0),
        ("mg", "g", 0.001),
        ("h", "min", 60.0),
        ("wk", "d", 7.0),
        ("a", "mo", 12.0),
        ("umol/L", "mmol/L", 0.001),
        ("mmol/L", "umol/L", 1000.0),
        ("mg/(24.h)", "mg/d", 1.0),
        ("k[iU]", "[iU]", 1000.0),
        ("ng/mL", "ug/L", 1.0),
        ("%", "1", 0.01),
        ("[lb_av]", "kg", 0.45359237),
        ("[in_i]", "cm", 2.54),
    ],
)
def test_units_of_one_dimension_convert(from_: str, to: str, expected: float) -> None:
    assert factor(from_, to) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("from_", "to"), [("g/dL", "g/L"), ("g", "mg"), ("mg", "g"), ("umol/L", "mmol/L"), ("h", "min")]
)
def test_whole_ratios_are_exact(from_: str, to: str) -> None:
    ratio = factor(from_, to)
    assert (ratio if ratio >= 1 else 1 / ratio) == round(ratio if ratio >= 1 else 1 / ratio)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mL/min", "mL/min/{1.73_m2}"),
        ("umol/L", "mg/dL"),
        ("mo", "d"),
        ("a", "d"),
        ("[iU]", "U"),
        ("{score}", "1"),
        ("Gy", "1"),
        ("kg", "cm"),
    ],
)
def test_units_that_measure_different_things_never_convert(left: str, right: str) -> None:
    assert not same_dimension(left, right)
    with pytest.raises(DimensionError) as refused:
        factor(left, right)
    assert (refused.value.left, refused.value.right) == (left, right)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "mg/",
        "mg//L",
        "mgg",
        "(mg",
        "mg)",
        "mg L",
        "5 mg",
        "µmol/L",
        "..",
        "{",
        "mo2x",
        "g0",
    ],
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError) as refused:
        dimension(text)
    assert refused.value.unit == text


def test_dimensions_multiply_and_cancel() -> None:
    assert multiply(dimension("mmol/g"), dimension("g/L")) == dimension("mmol/L")
    assert divide(dimension("mmol/L"), dimension("mmol/g")) == dimension("g/L")
    assert divide(dimension("mL/min"), dimension("mL/min")) == ()
    assert multiply(dimension("cm"), dimension("cm")) == dimension("m2")
