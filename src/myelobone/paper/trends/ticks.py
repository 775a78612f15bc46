"""Where a scale of values is marked: at round numbers, one, two or five times a power of ten."""

from __future__ import annotations

from math import ceil, floor, log10

from msgspec import Struct

ROUND = (1, 2, 5, 10)
DUST = 1e-9
SPAN = 12.0  # a scale of logarithms pays when values differ by more than this factor


class Axis(Struct, frozen=True):
    """Values from `low` at `bottom` to `high` at `top`, in lengths of the picture."""

    low: float
    high: float
    bottom: float
    top: float
    log: bool = False

    def y(self, value: float) -> float:
        """Where a value stands; beyond the ends, at the end."""
        value = min(max(value, self.low), self.high)
        if self.log:
            share = log10(value / self.low) / log10(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.bottom + (self.top - self.bottom) * share

    def ticks(self, most: int) -> list[float]:
        """Round values within the ends, at most so many."""
        return _log(self.low, self.high, most) if self.log else _linear(self.low, self.high, most)


def axis(
    values: list[float], bottom: float, top: float, *, log: bool, from_zero: bool, most: int = 5
) -> Axis:
    """A scale that holds the values and ends at round numbers."""
    low, high = min(values), max(values)
    if log and low > 0 and high / low > SPAN:
        return Axis(_down(low), _up(high), bottom, top, log=True)
    if from_zero and low >= 0:
        low = 0.0
    if high - low <= DUST:
        spread = abs(high) * 0.1 or 1.0
        low, high = (
            (low - spread, high + spread) if not (from_zero and low == 0) else (0.0, high or 1.0)
        )
    size = step(high - low, most)
    first, last = floor(low / size + DUST) * size, ceil(high / size - DUST) * size
    return Axis(first, last if last > first else first + size, bottom, top)


def step(span: float, most: int) -> float:
    """The smallest round step that divides a span into fewer than so many parts."""
    rough = span / max(most - 1, 1)
    power: float = 10.0 ** floor(log10(rough))
    return next(n * power for n in ROUND if n * power >= rough * (1 - DUST))


def written(value: float, size: float) -> str:
    """A tick as it is printed: with the decimals of its step, none of them dust."""
    digits = max(0, -floor(log10(size) + DUST)) if size > 0 else 0
    return f"{value:.{digits}f}" if abs(value) > DUST else "0"


def _linear(low: float, high: float, most: int) -> list[float]:
    size = step(high - low, most)
    first = ceil(low / size - DUST)
    return [n * size for n in range(first, floor(high / size + DUST) + 1)]


def _log(low: float, high: float, most: int) -> list[float]:
    decades = range(floor(log10(low) + DUST), ceil(log10(high) - DUST) + 1)
    for kept in (ROUND[:3], (1,)):
        found = [n * 10.0**d for d in decades for n in kept]
        inside = [v for v in found if low * (1 - DUST) <= v <= high * (1 + DUST)]
        if len(inside) <= most + 1:
            return inside
    return inside[:: max(1, len(inside) // most)]


def _down(value: float) -> float:
    power: float = 10.0 ** floor(log10(value) + DUST)
    return max(n * power for n in ROUND[:3] if n * power <= value * (1 + DUST))


def _up(value: float) -> float:
    power: float = 10.0 ** floor(log10(value) + DUST)
    return min(n * power for n in ROUND if n * power >= value * (1 - DUST))
