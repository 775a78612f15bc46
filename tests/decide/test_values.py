"""Comparison, intervals and three truths: the arithmetic that every answer rests on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from myelobone.decide import arithmetic
from myelobone.decide.kleene import all_of, any_of, opposite
from myelobone.decide.values import NONE, Value, compare, number
from myelobone.language.tree import Comparison

TRUTHS = (True, False, None)
UNKNOWN = Value("unknown", why="missing")
figures = st.floats(-1e6, 1e6, allow_nan=False)


def between(low: float, high: float) -> Value:
    return number(low, high)


def test_a_value_at_the_limit_counts_as_reaching_it_in_spite_of_binary_fractions() -> None:
    assert compare(">=", number(2.70 + 0.02 * 10), number(2.9)) is True
    assert compare(">", number(2.70 + 0.02 * 10), number(2.9)) is False
    assert compare("<", number(29.96), number(30)) is True


def test_nothing_is_rounded_before_it_is_compared() -> None:
    assert compare(">=", number(29.999), number(30)) is False
    assert compare(">", number(60.0001), number(60)) is True


def test_an_interval_decides_only_what_all_of_it_decides() -> None:
    assert compare(">=", between(2.8, 3.0), number(2.9)) is None
    assert compare(">=", between(2.9, 3.0), number(2.9)) is True
    assert compare(">=", between(2.0, 2.8), number(2.9)) is False
    assert compare("=", between(1, 2), number(3)) is False
    assert compare("=", between(1, 2), number(1.5)) is None


def test_what_is_none_satisfies_no_comparison_and_what_is_unknown_leaves_it_open() -> None:
    for op in ("<", "<=", "=", ">=", ">"):
        assert compare(op, NONE, number(1)) is False  # type: ignore[arg-type]
        assert compare(op, UNKNOWN, number(1)) is None  # type: ignore[arg-type]
        assert compare(op, NONE, UNKNOWN) is False  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(TRUTHS)))
def test_none_is_the_opposite_of_any_and_all_mirrors_any(truths: list[bool | None]) -> None:
    mirrored = opposite(any_of([opposite(truth) for truth in truths]))
    assert all_of(truths) is mirrored


@given(st.lists(st.sampled_from(TRUTHS), min_size=1), st.data())
def test_learning_a_truth_never_flips_a_definite_answer(
    truths: list[bool | None], data: st.DataObject
) -> None:
    learnt = [
        data.draw(st.sampled_from((True, False))) if truth is None else truth for truth in truths
    ]
    for combine in (all_of, any_of):
        before, after = combine(truths), combine(learnt)
        assert before is None or before is after


@given(figures, figures, figures, figures)
def test_interval_arithmetic_holds_every_exact_result(
    a: float, b: float, c: float, d: float
) -> None:
    left, right = between(*sorted((a, b))), between(*sorted((c, d)))
    for op in ("+", "-", "*"):
        result = arithmetic.arithmetic(op, left, right)  # type: ignore[arg-type]
        exact = arithmetic.arithmetic(op, number(a), number(c))  # type: ignore[arg-type]
        assert result.low - 1e-6 <= exact.low <= result.high + 1e-6


def test_dividing_by_an_interval_that_holds_zero_is_unknown() -> None:
    assert arithmetic.arithmetic("/", number(1), between(-1, 1)).status == "unknown"
    assert arithmetic.arithmetic("/", number(1), number(0)).status == "unknown"


def test_a_formula_with_none_in_it_is_none_even_beside_an_unknown() -> None:
    assert arithmetic.arithmetic("+", NONE, UNKNOWN).status == "none"
    assert arithmetic.arithmetic("+", number(1), UNKNOWN).status == "unknown"


@given(figures, figures, figures, figures, figures, st.sampled_from(("<", "<=", ">=", ">", "=")))
def test_knowing_a_value_more_exactly_never_flips_a_leaf(
    a: float, b: float, share: float, width: float, limit: float, op: Comparison
) -> None:
    low, high = sorted((a, b))
    wide = between(low, high)
    start = low + (high - low) * (abs(share) % 1.0)
    narrow = between(start, min(high, start + (high - start) * (abs(width) % 1.0)))
    before = compare(op, wide, number(limit))
    assert before is None or compare(op, narrow, number(limit)) is before
    assert compare(op, UNKNOWN, number(limit)) is None
