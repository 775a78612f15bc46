"""A small reader of UCUM units: dimension and scale of a unit, and factors between equal ones.

Calendar months and years are a dimension of their own, never days; so is every annotation, so
that `mL/min/{1.73_m2}` never passes as `mL/min`. Nothing clinical is known here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

Dimension = tuple[tuple[str, int], ...]
"""Base quantities with their exponents, sorted, none of them zero."""

PREFIXES = {
    "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2, "da": 1e1,
    "d": 1e-1, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15,
}  # fmt: skip

# atom: (scale in base units, dimension, takes a prefix)
ATOMS: dict[str, tuple[float, dict[str, int], bool]] = {
    "g": (1.0, {"mass": 1}, True),
    "m": (1.0, {"length": 1}, True),
    "L": (1e-3, {"length": 3}, True),
    "l": (1e-3, {"length": 3}, True),
    "mol": (1.0, {"amount": 1}, True),
    "eq": (1.0, {"equivalent": 1}, True),
    "s": (1.0, {"time": 1}, True),
    "min": (60.0, {"time": 1}, False),
    "h": (3600.0, {"time": 1}, False),
    "d": (86400.0, {"time": 1}, False),
    "wk": (604800.0, {"time": 1}, False),
    "mo": (1.0, {"calendar": 1}, False),
    "a": (12.0, {"calendar": 1}, False),
    "U": (1.0, {"enzyme_unit": 1}, True),
    "[iU]": (1.0, {"international_unit": 1}, True),
    "[IU]": (1.0, {"international_unit": 1}, True),
    "Gy": (1.0, {"dose_of_radiation": 1}, True),
    "Bq": (1.0, {"time": -1}, True),
    "%": (0.01, {}, False),
    "[lb_av]": (453.59237, {"mass": 1}, False),
    "[oz_av]": (28.349523125, {"mass": 1}, False),
    "[in_i]": (0.0254, {"length": 1}, False),
    "[ft_i]": (0.3048, {"length": 1}, False),
    "Pa": (1.0, {"pressure": 1}, True),
    "m[Hg]": (133322.0, {"pressure": 1}, True),
    "Cel": (1.0, {"temperature": 1}, False),
}

_TOKEN = re.compile(r"\{[^{}]*\}|10\*-?\d+|10\^-?\d+|\d+(?:\.\d+)?|[/.()]|[A-Za-z%\[\]_]+[+-]?\d*")
_ATOM = re.compile(
    r"(?P<name>(?:\[[A-Za-z_]+\]|[A-Za-z%])+(?:\[[A-Za-z_]+\])?)(?P<power>[+-]?\d+)?"
)


class Unit(Struct, frozen=True):
    """What a unit measures, and how many base units it is."""

    dimension: Dimension
    scale: float


class UnitError(ValueError):
    """Raised for a text that is no unit; `unit` is that text."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"not a unit: {unit!r}")


class DimensionError(ValueError):
    """Raised when two units measure different things."""

    def __init__(self, left: str, right: str) -> None:
        self.left, self.right = left, right
        super().__init__(f"{left} and {right} measure different things")


@lru_cache(maxsize=1024)
def read(unit: str) -> Unit:
    """The unit that a UCUM text names; raises UnitError."""
    tokens = _TOKEN.findall(unit)
    if not tokens or "".join(tokens) != unit:
        raise UnitError(unit)
    result, end = _term(unit, tokens, 0)
    if end != len(tokens):
        raise UnitError(unit)
    return result


def dimension(unit: str) -> Dimension:
    """The dimension of a unit; raises UnitError."""
    return read(unit).dimension


def scale(unit: str) -> float:
    """How many base units one of this unit is; raises UnitError."""
    return read(unit).scale


def same_dimension(left: str, right: str) -> bool:
    """Whether two units measure the same thing; raises UnitError."""
    return dimension(left) == dimension(right)


def factor(from_: str, to: str) -> float:
    """What a number in `from_` is multiplied by to be in `to`; raises UnitError, DimensionError."""
    if from_ == to:
        return 1.0
    if not same_dimension(from_, to):
        raise DimensionError(from_, to)
    ratio = scale(from_) / scale(to)
    return 1.0 / _whole(1.0 / ratio) if ratio < 1.0 else _whole(ratio)


def _whole(ratio: float) -> float:
    # 1e-3 / 1e-6 is not exactly 1000 in doubles, but a ratio that is whole is meant exactly
    nearest = float(round(ratio))
    return nearest if abs(ratio - nearest) <= 1e-12 * nearest else ratio


def multiply(left: Dimension, right: Dimension) -> Dimension:
    """The dimension of a product."""
    return _combine(left, right, 1)


def divide(left: Dimension, right: Dimension) -> Dimension:
    """The dimension of a quotient."""
    return _combine(left, right, -1)


def _combine(left: Dimension, right: Dimension, sign: int) -> Dimension:
    powers = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))


def _term(unit: str, tokens: list[str], at: int) -> tuple[Unit, int]:
    result, at = (Unit((), 1.0), at) if tokens[at] == "/" else _factor(unit, tokens, at)
    while at < len(tokens) and tokens[at] in "/.":
        if at + 1 == len(tokens):
            raise UnitError(unit)
        right, after = _factor(unit, tokens, at + 1)
        if tokens[at] == "/":
            result = Unit(divide(result.dimension, right.dimension), result.scale / right.scale)
        else:
            result = Unit(multiply(result.dimension, right.dimension), result.scale * right.scale)
        at = after
    return result, at


def _factor(unit: str, tokens: list[str], at: int) -> tuple[Unit, int]:
    token = tokens[at]
    if token == "(":
        if at + 1 == len(tokens):
            raise UnitError(unit)
        inner, at = _term(unit, tokens, at + 1)
        if at == len(tokens) or tokens[at] != ")":
            raise UnitError(unit)
        return inner, at + 1
    found, at = _atom(unit, token), at + 1
    while at < len(tokens) and tokens[at].startswith("{"):
        note = _atom(unit, tokens[at])
        found, at = Unit(multiply(found.dimension, note.dimension), found.scale), at + 1
    return found, at


def _atom(unit: str, token: str) -> Unit:
    if token.startswith("{"):
        return Unit(((token, 1),), 1.0)
    if token.startswith(("10*", "10^")):
        return Unit((), 10.0 ** int(token[3:]))
    if token[0].isdigit():
        return Unit((), float(token)) if float(token) > 0 else _refuse(unit)
    match = _ATOM.fullmatch(token)
    if match is None:
        raise UnitError(unit)
    name, power = match["name"], int(match["power"] or 1)
    size, bases = _known(unit, name)
    if power == 0:
        raise UnitError(unit)
    return Unit(tuple(sorted((b, p * power) for b, p in bases.items())), size**power)


def _known(unit: str, name: str) -> tuple[float, dict[str, int]]:
    if name in ATOMS:
        size, bases, _ = ATOMS[name]
        return size, bases
    for prefix in sorted(PREFIXES, key=len, reverse=True):
        rest = name.removeprefix(prefix)
        if rest != name and rest in ATOMS and ATOMS[rest][2]:
            size, bases, _ = ATOMS[rest]
            return size * PREFIXES[prefix], bases
    raise UnitError(unit)


def _refuse(unit: str) -> Unit:
    raise UnitError(unit)
