"""Partial patterns matched against the parts of an advice: numbers, words, texts, lists, mappings.

The pattern language is described in `tests/README.md`; nothing here knows a clinical word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

RANGE_WORDS = frozenset({"before", "after", "from", "through"})
GROUNDS = ("cites", "readings", "evidence")


def expand(pattern: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One pattern per combination of its `each:` lists."""
    spread = {
        key: value["each"]
        for key, value in pattern.items()
        if isinstance(value, Mapping) and set(value) == {"each"}
    }
    return [
        {**pattern, **dict(zip(spread, values, strict=True))}
        for values in product(*spread.values())
    ]


def fits(pattern: Any, got: Any) -> bool:
    """Whether `got` shows all that `pattern` asks for."""
    if isinstance(pattern, Mapping):
        return _mapping_fits(pattern, got)
    if isinstance(pattern, list | tuple):
        if isinstance(got, list | tuple):
            return all(any(fits(part, item) for item in got) for part in pattern)
        return any(fits(part, got) for part in pattern)
    if isinstance(got, list | tuple):
        return any(fits(pattern, item) for item in got)
    if isinstance(got, Mapping):
        return isinstance(pattern, str) and _said(pattern, got)
    return _scalar_fits(pattern, got)


def misfits(pattern: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The keys of `pattern` that `got` does not satisfy, with what was asked and what was found."""
    return {
        key: (wanted, _shown(key, got))
        for key, wanted in pattern.items()
        if not _key_fits(key, wanted, got)
    }


def is_number(value: Any) -> bool:
    """Whether a pattern's value is a number, written as one or in quotes to keep its decimals."""
    if isinstance(value, str):
        return value.lstrip("-").replace(".", "", 1).isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)


def rounds_to(printed: float | str, got: Any) -> bool:
    """Whether the number `got`, rounded to the decimals of `printed`, is `printed`."""
    if isinstance(got, bool) or not isinstance(got, int | float):
        return False
    text = str(printed)
    decimals = len(text.partition(".")[2])
    return bool(abs(got - float(text)) <= 0.5 * 10.0**-decimals + 1e-9)


def nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping in an advice, outermost first."""
    if isinstance(tree, Mapping):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from nodes(value)


def _mapping_fits(pattern: Mapping[str, Any], got: Any) -> bool:
    if set(pattern) == {"any_of"}:
        return any(fits(part, got) for part in pattern["any_of"])
    if pattern and set(pattern) <= RANGE_WORDS:
        return _in_range(pattern, got)
    return isinstance(got, Mapping) and not misfits(pattern, got)


def _key_fits(key: str, wanted: Any, got: Mapping[str, Any]) -> bool:
    match key:
        case "any_of":
            return any(fits(part, got) for part in wanted)
        case "cites":
            asked = [wanted] if isinstance(wanted, str) else wanted
            return set(asked) <= set(_shown(key, got))
        case "in_branch":
            branch = got.get("branch")
            return branch is None or bool(branch.get("option") == wanted)
        case "options" if all(isinstance(part, str) for part in wanted):
            return sorted(wanted) == sorted(_shown(key, got))
        case _:
            return fits(wanted, got.get(key))


def _shown(key: str, got: Mapping[str, Any]) -> Any:
    match key:
        case "cites":
            return [name for ground in GROUNDS for name in got.get(ground) or ()]
        case "in_branch":
            return got.get("branch")
        case "options":
            offered = got.get("options") or ()
            return [option["id"] for option in offered if option.get("available", True)]
        case _:
            return got.get(key)


def _said(pattern: str, got: Mapping[str, Any]) -> bool:
    spoken = [got.get("zh"), got.get("en")]
    return any(isinstance(text, str) and pattern.lower() in text.lower() for text in spoken)


def _scalar_fits(pattern: Any, got: Any) -> bool:
    if isinstance(pattern, bool) or isinstance(got, bool):
        return pattern is got
    if isinstance(pattern, int | float) and isinstance(got, int | float):
        return abs(pattern - got) <= 1e-9
    if isinstance(pattern, str) and pattern.endswith("*") and isinstance(got, str):
        return got.startswith(pattern[:-1])
    return bool(pattern == got)


def _in_range(pattern: Mapping[str, Any], got: Any) -> bool:
    if got is None or isinstance(got, Mapping):
        return False
    checks = {
        "before": lambda limit: got < limit,
        "after": lambda limit: got > limit,
        "from": lambda limit: got >= limit,
        "through": lambda limit: got <= limit,
    }
    return all(checks[word](limit) for word, limit in pattern.items())
