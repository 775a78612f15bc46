"""Worked patients: records built from patient files, and their expected answers against an advice.

Works on plain data only; reading the files is for the caller. The shape of `expect` is described in
`tests/README.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from ..language.dates import Duration, add, iso
from .patterns import expand, fits, is_number, misfits, nodes, rounds_to

LISTS = (
    "items", "plan", "choices", "questions", "orders", "lesions", "assumed", "margins", "problems",
    "rules",
)  # fmt: skip


class Case(Struct, frozen=True, kw_only=True):
    """One worked patient on one day: a record as plain data, the day, and what the advice shows."""

    name: str
    record: dict[str, Any]
    as_of: str
    expect: dict[str, Any]


class Difference(Struct, frozen=True, kw_only=True):
    """One expectation that an advice does not meet."""

    path: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.path}\n    expected {_short(self.expected)}\n    got      {_short(self.got)}"


def cases(patient: Mapping[str, Any], background: Mapping[str, Any]) -> list[Case]:
    """The cases of one patient file, one for each of its `days`.

    `background` holds `entries` for everyone and `women`, each dated by `ago` (days before the day
    asked about); an entry is left out where the patient's own entries hold its term.
    """
    record = patient["record"]
    return [
        Case(
            name=f"{patient['id']}-{day['as_of']}" + (f"-{day['name']}" if "name" in day else ""),
            record={
                "format": "myelobone-record/1",
                **record,
                "entries": _entries(patient, background, day),
            },
            as_of=day["as_of"],
            expect=day["expect"],
        )
        for day in patient["days"]
    ]


def match(expect: Mapping[str, Any], advice: Mapping[str, Any]) -> list[Difference]:
    """Everything in `expect` that `advice` (the contract's JSON as plain data) does not show."""
    found: list[Difference] = []
    for key, wanted in expect.items():
        listed = key.removesuffix("_none")
        if key == "facts":
            found += _match_facts(wanted, advice["facts"])
        elif key == "agents":
            found += _match_agents(wanted, advice["agents"])
        elif key == "anywhere":
            found += _match_list(key, wanted, list(nodes(advice)))
        elif listed in LISTS and listed != key:
            found += _match_none(listed, wanted, advice.get(listed) or [])
        elif key in LISTS:
            found += _match_list(key, wanted, advice.get(key) or [])
        elif not fits(wanted, advice.get(key)):
            found.append(Difference(path=key, expected=wanted, got=advice.get(key)))
    return found


def report(differences: Sequence[Difference]) -> str:
    """All differences as text for a person, one block each."""
    return "\n".join(str(difference) for difference in differences)


def _entries(
    patient: Mapping[str, Any], background: Mapping[str, Any], day: Mapping[str, Any]
) -> list[dict[str, Any]]:
    dropped = set(day.get("without") or ())
    kept = [e for e in patient["record"]["entries"] if e["what"] not in dropped]
    if patient.get("story") == "yes":
        kept = [e for e in kept if _known_since(e) <= day["as_of"]]
    own = kept + list(day.get("also") or ())
    if patient.get("background") != "yes":
        return own
    shared = list(background["entries"])
    if patient["record"]["patient"].get("sex") == "female":
        shared += background["women"]
    held = (
        dropped | {_term(entry) for entry in own} | {entry["what"] for entry in own} - {"allergy"}
    )
    return [
        {"on": _ago(day["as_of"], entry["ago"]), **{k: v for k, v in entry.items() if k != "ago"}}
        for entry in shared
        if _term(entry) not in held and entry["what"] not in held
    ] + own


def _known_since(entry: Mapping[str, Any]) -> str:
    """The day from which a chart holds an entry, as a date; empty where it gives none."""
    return str(entry.get("entered") or entry.get("on") or entry.get("from") or "")[:10]


def _term(entry: Mapping[str, Any]) -> str:
    return f"{entry['what']}:{entry['to']}" if "to" in entry else str(entry["what"])


def _ago(as_of: str, ago: str) -> str:
    count, unit = str(ago).split()
    back = Duration(int(count), "months" if unit.startswith("month") else "days")
    return iso(add(date.fromisoformat(as_of).toordinal(), back, sign=-1))


def _match_facts(wanted: Mapping[str, Any], facts: Mapping[str, Any]) -> list[Difference]:
    found = []
    for names, asked in wanted.items():
        got = next((facts[name] for name in names.split("|") if name in facts), None)
        pattern = dict(asked) if isinstance(asked, Mapping) else {"value": asked}
        rounded = True
        if is_number(pattern.get("value")):
            rounded = got is not None and rounds_to(pattern.pop("value"), got.get("value"))
        if not rounded or not fits(pattern, got):
            found.append(Difference(path=f"facts.{names}", expected=asked, got=got))
    return found


def _match_agents(
    wanted: Mapping[str, Any], agents: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    by_name = {agent["agent"]: agent for agent in agents}
    found = []
    for name, asked in wanted.items():
        got = by_name.get(name, {})
        pattern = dict(asked)
        found += _match_list(
            f"agents.{name}.reasons", pattern.pop("reasons", ()), got.get("reasons") or []
        )
        found += _match_none(
            f"agents.{name}.reasons", pattern.pop("reasons_none", ()), got.get("reasons") or []
        )
        if isinstance(pattern.get("dose"), Mapping) and isinstance(got.get("dose"), Mapping):
            for key, pair in misfits(pattern.pop("dose"), got["dose"]).items():
                found.append(_difference(f"agents.{name}.dose.{key}", pair))
        for key, pair in misfits(pattern, got).items():
            found.append(_difference(f"agents.{name}.{key}", pair))
    return found


def _match_list(
    path: str, wanted: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    found = []
    for pattern in [one for many in wanted for one in expand(many)]:
        if any(fits(pattern, item) for item in got):
            continue
        near = min(got, key=lambda item: len(misfits(pattern, item)), default=None)
        nearest = (
            None if near is None else {k: pair[1] for k, pair in misfits(pattern, near).items()}
        )
        label = (near or {}).get("id") or (near or {}).get("item") or (near or {}).get("fact")
        found.append(
            Difference(path=path, expected=pattern, got={"nearest": label, **(nearest or {})})
        )
    return found


def _match_none(
    path: str, refused: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    return [
        Difference(path=path, expected={"none of": pattern}, got=item)
        for pattern in [one for many in refused for one in expand(many)]
        for item in got
        if fits(pattern, item)
    ]


def _difference(path: str, pair: tuple[Any, Any]) -> Difference:
    return Difference(path=path, expected=pair[0], got=pair[1])


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 600 else text[:600] + " …"
