"""What was typed into the fields of a term, as an entry of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...language.model import Attribute, Term
from .fields import TEXTS

COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
DOTTED = re.compile(r"(?P<y>\d{4})[./年](?P<m>\d{1,2})[./月](?P<d>\d{1,2})日?")
FULL_WIDTH = str.maketrans({chr(0xFF01 + n): chr(0x21 + n) for n in range(94)} | {"\u3000": " "})


def typed(term: Term, said: Mapping[str, str]) -> dict[str, Any]:
    """The entry; what was left empty is left out. A number keeps exactly what was typed, and its unit."""
    body: dict[str, Any] = {"what": term.id}
    for name in ("from", "to") if term.kind == "period" else ("on",):
        if day := day_of(said.get(name, "")):
            body[name] = day
    if term.value.kind != "none" and (value := _value(term.value, "value", said)):
        body["value"] = value
    for name, shape in term.attributes.items():
        if shape.kind == "list":
            rows = list(_rows(name, shape, said))
            if rows or said.get(f"{name}.none") == "yes":
                body[name] = rows
        elif value := _value(shape, name, said):
            body[name] = value
    for name in TEXTS:
        if text := said.get(name, "").strip():
            body[name] = text
    return body


def day_of(text: str) -> str:
    """A day as a record writes it: 20261123 and 2026.11.23 become 2026-11-23; anything else stays."""
    said = text.translate(FULL_WIDTH).strip()
    found = COMPACT.fullmatch(said) or DOTTED.fullmatch(said)
    return f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}" if found else said


def _value(shape: Attribute, name: str, said: Mapping[str, str]) -> str:
    text = said.get(name, "").translate(FULL_WIDTH).strip()
    if not text:
        return ""
    if shape.kind == "day":
        return day_of(text)
    if shape.kind != "quantity":
        return text
    unit = said.get(f"{name}.unit", "").strip()
    bare = re.fullmatch(r"[<>=≤≥]*\s*[0-9.]+", text) is not None
    return f"{text} {unit}" if unit and bare else text


def _rows(name: str, shape: Attribute, said: Mapping[str, str]) -> list[dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for key in said:
        if not key.startswith(f"{name}.") or key.endswith(".unit"):
            continue
        _, number, attribute = (*key.split(".", 2), "", "")[:3]
        if number.isdecimal() and attribute in shape.attributes:
            value = _value(shape.attributes[attribute], key, said)
            if value:
                found.setdefault(int(number), {})[attribute] = value
    return [found[number] for number in sorted(found)]
