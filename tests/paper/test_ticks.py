"""A scale of values ends and is marked at round numbers."""

from __future__ import annotations

from math import floor, log10

import pytest

from myelobone.paper.trends.ticks import axis


@pytest.mark.parametrize("low", [0.0, 0.003, 1.98, 2.1, 47.0, 1200.0])
@pytest.mark.parametrize("span", [0.004, 0.3, 0.95, 7.0, 64.0, 5000.0])
def test_ticks_stand_at_one_two_or_five_times_a_power_of_ten(low: float, span: float) -> None:
    ruler = axis([low, low + span], 100, 0, log=False, from_zero=False)
    ticks = ruler.ticks(5)
    size = ticks[1] - ticks[0]
    lead = size / 10 ** floor(log10(size) + 1e-9)
    assert min(abs(lead - n) for n in (1, 2, 5)) < 1e-6
    assert 2 <= len(ticks) <= 7
    assert ruler.low <= low + 1e-9
    assert ruler.high >= low + span - 1e-9
    assert ticks[0] == pytest.approx(ruler.low)
    assert ticks[-1] == pytest.approx(ruler.high)


def test_a_single_value_has_a_scale_around_it() -> None:
    ruler = axis([5.0], 100, 0, log=False, from_zero=False)
    assert ruler.low < 5 < ruler.high


def test_values_far_apart_take_a_scale_of_logarithms_and_near_ones_do_not() -> None:
    assert axis([0.2, 90], 100, 0, log=True, from_zero=False).log
    assert not axis([20, 90], 100, 0, log=True, from_zero=False).log
    assert not axis([0, 90], 100, 0, log=True, from_zero=False).log
    ruler = axis([1, 100], 100, 0, log=True, from_zero=False)
    assert ruler.y(10) == pytest.approx(50)
