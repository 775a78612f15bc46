"""The union of two records of one patient; nothing is lost, and what disagrees stays side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..language.problems import Refused
from .cells import blank
from .messages import Fault
from .plain import Plain, plain, written
from .read import FORMAT, check_shape


def merge(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Plain]:
    """All entries of `a`, then those of `b` that `a` does not hold, as plain data of a record.

    Identical entries stand once, in the order first met. Where the two say different things of the
    person, both are kept in a list, which reads as unknown and is reported. Raises Refused when one
    is no record or they are of different patients. Merging again changes nothing, and the order of
    several merges does not matter.
    """
    left, right = _record(a), _record(b)
    left_patient, left_entries = check_shape(left)
    right_patient, right_entries = check_shape(right)
    ids = written(left_patient["id"]).strip(), written(right_patient["id"]).strip()
    if ids[0] != ids[1]:
        fault = Fault("record.other_patient", " | ".join(ids))
        raise Refused([fault.at("patient.id")])
    merged: dict[str, Plain] = {"format": FORMAT}
    for key in _keys(left, right):
        if key not in ("format", "patient", "site", "entries"):
            merged[key] = _beside(left.get(key), right.get(key))
    patient: dict[str, Plain] = {"id": ids[0]}
    for key in _keys(left_patient, right_patient):
        if key != "id":
            patient[key] = _beside(left_patient.get(key), right_patient.get(key))
    merged["patient"] = patient
    site = _site(left.get("site"), right.get("site"))
    if site is not None:
        merged["site"] = site
    merged["entries"] = _once([*left_entries, *right_entries])
    return merged


def _record(data: Mapping[str, Any]) -> dict[str, Plain]:
    copied = plain(data)
    check_shape(copied)
    assert isinstance(copied, dict)
    return copied


def _keys(a: Mapping[str, Plain], b: Mapping[str, Plain]) -> list[str]:
    """Keys that say something, in the order first met."""
    return list(dict.fromkeys(key for part in (a, b) for key in part if not blank(part[key])))


def _beside(a: Plain, b: Plain) -> Plain:
    """The one value both have, or a list of the different ones."""
    values = _once([*_each(a), *_each(b)])
    return values[0] if len(values) == 1 else values


def _site(a: Plain, b: Plain) -> Plain:
    """The union of what is offered; a site that is not described adds nothing."""
    if blank(a) and blank(b):
        return None
    a, b = {} if blank(a) else a, {} if blank(b) else b
    if not isinstance(a, dict) or not isinstance(b, dict):
        return _beside(a, b)
    site: dict[str, Plain] = {}
    for key in _keys(a, b):
        site[key] = _once([*_each(a.get(key)), *_each(b.get(key))])
    return site


def _each(value: Plain) -> list[Plain]:
    if isinstance(value, list):
        return value
    return [] if blank(value) else [value]


def _once(items: Iterable[Plain]) -> list[Plain]:
    kept: dict[str, Plain] = {}
    for item in items:
        kept.setdefault(_canonical(item), item)
    return list(kept.values())


def _canonical(value: Plain) -> str:
    """The same text for the same content, whatever the order of its keys or its empty keys."""
    return json.dumps(_told(value), ensure_ascii=False, sort_keys=True)


def _told(value: Plain) -> Plain:
    match value:
        case dict():
            return {key: _told(item) for key, item in value.items() if not blank(item)}
        case list():
            return [_told(item) for item in value]
        case _:
            return value
