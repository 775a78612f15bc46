"""A record with entries supposed or taken away, for asking what would change; nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..language import yaml
from ..language.model import Vocabulary
from ..language.problems import Problem, Refused
from .cells import blank
from .checks import across
from .entries import read_entry
from .model import Entry, Record
from .person import read_patient, read_site
from .plain import Plain, plain
from .read import digest as digest_of
from .words import fault, term_names

PERSON = ("name", "sex", "born")  # of the patient, set like terms
REPLACED = ("measurement", "test", "state")  # kinds of which one day has one answer
DAYS = ("on", "from", "to")


class Supposed(Struct, frozen=True, kw_only=True):
    """What was supposed: the record that follows, what was put in, and what no longer counts.

    `put` are entries as a record would hold them, and keys of the patient.
    """

    record: Record
    put: tuple[dict[str, Any], ...] = ()
    taken: tuple[str, ...] = ()  # terms or entries, as they were asked for
    replaced: tuple[str, ...] = ()  # entries of the same day as one that was put in


def suppose(
    record: Record,
    vocabulary: Vocabulary,
    *,
    put: Sequence[tuple[str, Any]] = (),
    take: Sequence[str] = (),
    on: str,
) -> Supposed:
    """The record with `put` entered on the day `on` and everything of `take` taken away.

    Each of `put` is a term with its value, or with a mapping of the entry's keys; text in braces is
    read as such a mapping. `take` names terms or entries (`entries[7]`). `sex`, `born` and `name`
    are those of the patient. A supposed measurement, test or state replaces what the record says
    of the same on that very day. Entries keep their places. Raises Refused when a term is unknown
    or a supposed entry could not be used, with every reason, at `TERM` or `TERM.key`.
    """
    data: dict[str, Any] = json.loads(record.document)
    raws: list[Plain] = list(data.get("entries") or [])
    patient: dict[str, Any] = dict(data["patient"])
    problems: list[Problem] = []
    person: list[str] = []
    taken: set[int] = set()
    for name in take:
        if name in PERSON:
            patient.pop(name, None)
            person.append(name)
        else:
            taken |= set(_taken(name, record, vocabulary, problems))
    told: list[dict[str, Any]] = []
    added: list[Entry] = []
    for name, value in put:
        if name in PERSON:
            patient[name] = plain(value)
            person.append(name)
            told.append({name: patient[name]})
            continue
        try:
            raw = _raw(name, value, vocabulary, on)
        except Refused as refused:
            problems += [_at(each, name) for each in refused.problems]
            continue
        seq = len(raws)
        raws.append(raw)
        told.append(raw)
        found: list[Problem] = []
        added.append(read_entry(seq, raw, vocabulary, found))
        problems += [_renamed(each, f"entries[{seq}]", name) for each in found]
    problems += [each for key in person for each in _person(key, patient, vocabulary)]
    if problems:
        raise Refused(problems)
    replaced = {entry.seq for one in added for entry in _same(one, record.entries, vocabulary)}
    replaced -= taken
    data["patient"] = patient
    data["entries"] = [
        None if seq in taken or seq in replaced else raw for seq, raw in enumerate(raws)
    ]
    return Supposed(
        record=_read(data, vocabulary),
        put=tuple(told),
        taken=tuple(take),
        replaced=tuple(record.entries[seq].where for seq in sorted(replaced)),
    )


def enter(
    record: Record, vocabulary: Vocabulary, put: Sequence[tuple[str, Any]], on: str, **common: Plain
) -> tuple[Record, tuple[dict[str, Any], ...]]:
    """The record with entries added behind the others, and those entries as a record holds them.

    `put` is as in `suppose`, without keys of the patient; `common` are keys that each entry gets
    unless it has its own. Nothing is replaced, so every place in the record stays. Only what is new
    is read. Raises Refused when one could not be used, with every reason, at `TERM` or `TERM.key`.
    """
    data: dict[str, Any] = json.loads(record.document)
    raws: list[Plain] = list(data.get("entries") or [])
    data["entries"] = raws
    if len(raws) != len(record.entries):  # places were lost when entries were taken away
        record = _read(data, vocabulary)
    known: list[Problem] = []
    across(record.patient, record.entries, vocabulary, known)
    problems: list[Problem] = [each for each in record.problems if each not in known]
    entries = list(record.entries)
    added: list[dict[str, Any]] = []
    wrong: list[Problem] = []
    for name, value in put:
        try:
            raw = _raw(name, value, vocabulary, on)
        except Refused as refused:
            wrong += [_at(each, name) for each in refused.problems]
            continue
        raw = {**raw, **{key: each for key, each in common.items() if key not in raw}}
        seq = len(raws)
        found: list[Problem] = []
        entries.append(read_entry(seq, raw, vocabulary, found))
        wrong += [_renamed(each, f"entries[{seq}]", name) for each in found]
        raws.append(raw)
        added.append(raw)
    if wrong:
        raise Refused(wrong)
    checked = across(record.patient, entries, vocabulary, problems)
    grown = Record(
        patient=record.patient, site=record.site, entries=checked, problems=tuple(problems),
        digest=digest_of(data), document=json.dumps(data, ensure_ascii=False, separators=(",", ":")),
    )  # fmt: skip
    return grown, tuple(added)


def _read(data: dict[str, Any], vocabulary: Vocabulary) -> Record:
    """The record of `data`, in which None holds the place of an entry that no longer counts."""
    problems: list[Problem] = []
    person = read_patient(data["patient"], vocabulary, problems)
    site = read_site(data.get("site"), vocabulary, problems)
    entries = [
        Entry(seq=seq, what="") if raw is None else read_entry(seq, raw, vocabulary, problems)
        for seq, raw in enumerate(data["entries"])
    ]
    checked = across(person, entries, vocabulary, problems)
    kept = {**data, "entries": [raw for raw in data["entries"] if raw is not None]}
    return Record(
        patient=person, site=site, entries=checked, problems=tuple(problems),
        digest=digest_of(kept), document=json.dumps(kept, ensure_ascii=False, separators=(",", ":")),
    )  # fmt: skip


def _raw(name: str, value: Any, vocabulary: Vocabulary, on: str) -> dict[str, Plain]:
    """The entry as a record would hold it, dated `on` unless it says a day itself."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        value = yaml.read(value).data
    keys = plain(value)
    raw: dict[str, Plain] = dict(keys) if isinstance(keys, dict) else {"value": keys}
    raw["what"] = name
    term = vocabulary.terms.get(name)
    own = () if term is None else term.attributes
    if all(blank(raw.get(day)) or day in own for day in DAYS):
        raw["from" if term is not None and term.kind == "period" else "on"] = on
    return raw


def _taken(
    name: str, record: Record, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[int]:
    for entry in record.entries:
        if name in (entry.what, entry.where) and entry.what:
            yield entry.seq
    known = {*vocabulary.terms, *(entry.what for entry in record.entries)}
    if name not in known and name not in {entry.where for entry in record.entries}:
        listed = (*vocabulary.terms, *PERSON)
        problems.append(fault("record.unknown_term", name, listed, term_names(vocabulary)).at(name))


def _person(key: str, patient: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Problem]:
    """What is wrong with one key of the person that was set."""
    if key not in patient:
        return
    found: list[Problem] = []
    read_patient({"id": "x", key: patient[key]}, vocabulary, found)
    yield from (_renamed(each, f"patient.{key}", key) for each in found)


def _same(one: Entry, entries: Iterable[Entry], vocabulary: Vocabulary) -> Iterator[Entry]:
    """The entries that answer the same on the same day."""
    term = vocabulary.terms[one.what]
    if term.kind not in REPLACED or one.on is None:
        return
    for entry in entries:
        same_day = entry.on is not None and (entry.on.low, entry.on.high) == (
            one.on.low,
            one.on.high,
        )
        if entry.what == one.what and same_day and _about(entry, term.by) == _about(one, term.by):
            yield entry


def _about(entry: Entry, by: str | None) -> str | None:
    cell = entry.attributes.get(by) if by is not None else None
    return None if cell is None else cell.written


def _renamed(problem: Problem, before: str, name: str) -> Problem:
    """The problem at the term that was supposed; the term itself where its value is at fault."""
    rest = problem.where.removeprefix(before).removesuffix(".value").removesuffix(".what")
    return _at(problem, name + rest)


def _at(problem: Problem, where: str) -> Problem:
    return replace(problem, where=where)
