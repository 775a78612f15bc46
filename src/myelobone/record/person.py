"""The person and the hospital of a record; what cannot be read counts as unknown and is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..language.model import Vocabulary
from ..language.problems import Problem
from .cells import blank
from .days import read_when
from .messages import MOST_SUGGESTED, Fault
from .model import Patient, Site, When
from .plain import Plain, written
from .words import UNKNOWN, fault

SEXES = ("female", "male")
PATIENT_KEYS = ("id", "name", "sex", "born")
SITE_KEYS = {"offers": "modality", "agents": "agent"}  # and the attribute whose words they list


def read_patient(
    raw: Mapping[str, Plain], vocabulary: Vocabulary, problems: list[Problem]
) -> Patient:
    """The person; `id` has been checked. A merged record may hold a list where two disagreed."""
    _unknown_keys("patient", raw, PATIENT_KEYS, problems)
    sexes = _sexes(raw.get("sex"), vocabulary, problems)
    born = _born(raw.get("born"), problems)
    names = [written(name).strip() for name in _each(raw.get("name"))]
    if len(set(names)) > 1:
        problems.append(Fault("record.patient_conflict", " | ".join(names)).at("patient.name"))
    return Patient(
        id=written(raw["id"]).strip(),
        name=" | ".join(dict.fromkeys(names)) or None,
        sex=sexes[0] if len(sexes) == 1 else None,
        born=born,
    )


def read_site(raw: Plain, vocabulary: Vocabulary, problems: list[Problem]) -> Site:
    """What the hospital offers; a list that is absent or unreadable is everything."""
    if blank(raw):
        return Site()
    if not isinstance(raw, dict):
        problems.append(Fault("record.not_an_entry", written(raw)).at("site"))
        return Site()
    _unknown_keys("site", raw, tuple(SITE_KEYS), problems)
    found = {
        key: _offered(
            f"site.{key}", raw.get(key), words_of(attribute, vocabulary), problems, vocabulary
        )
        for key, attribute in SITE_KEYS.items()
    }
    return Site(offers=found["offers"], agents=found["agents"])


def _sexes(raw: Plain, vocabulary: Vocabulary, problems: list[Problem]) -> list[str]:
    found: list[str] = []
    for item in _each(raw):
        text = written(item).strip()
        if text == UNKNOWN:
            continue
        if text in SEXES and isinstance(item, str):
            found.append(text)
        else:
            wrong = fault("record.unknown_word", text, (*SEXES, UNKNOWN), vocabulary.labels)
            problems.append(wrong.at("patient.sex"))
    if len(set(found)) > 1:
        problems.append(Fault("record.patient_conflict", " | ".join(found)).at("patient.sex"))
    return list(dict.fromkeys(found))


def _born(raw: Plain, problems: list[Problem]) -> When | None:
    days: list[When] = []
    for item in _each(raw):
        if item == UNKNOWN:
            continue
        when = read_when(item)
        if isinstance(when, Fault):
            problems.append(when.at("patient.born"))
        else:
            days.append(When(when.low, when.high))
    if not days:
        return None
    low, high = max(day.low for day in days), min(day.high for day in days)
    if low > high:
        found = " | ".join(written(item) for item in _each(raw))
        problems.append(Fault("record.patient_conflict", found).at("patient.born"))
        return None
    return When(low, high)


def _each(raw: Plain) -> list[Plain]:
    if isinstance(raw, list):
        return [item for item in raw if not blank(item)]
    return [] if blank(raw) else [raw]


def words_of(attribute: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """All words that an attribute of this name may have, in the vocabulary's order."""
    words: dict[str, None] = {}
    for term in vocabulary.terms.values():
        shape = term.attributes.get(attribute)
        if shape is not None and shape.kind == "word":
            words.update(dict.fromkeys(shape.values))
    return tuple(words)


def _offered(
    where: str,
    raw: Plain,
    allowed: tuple[str, ...],
    problems: list[Problem],
    vocabulary: Vocabulary,
) -> tuple[str, ...] | None:
    if blank(raw):
        return None
    if not isinstance(raw, list):
        problems.append(Fault("record.not_a_list", written(raw)).at(where))
        return None
    offered: dict[str, None] = {}
    for n, item in enumerate(raw):
        text = written(item).strip()
        if text in allowed:
            offered[text] = None
        else:
            wrong = fault("record.unknown_word", text, allowed, vocabulary.labels)
            problems.append(wrong.at(f"{where}[{n}]", suggest=n < MOST_SUGGESTED))
    return tuple(offered)


def _unknown_keys(
    where: str, raw: Iterable[str], known: tuple[str, ...], problems: list[Problem]
) -> None:
    problems += [
        fault("record.unknown_attribute", key, known).at(
            f"{where}.{key}", suggest=n < MOST_SUGGESTED
        )
        for n, key in enumerate(raw)
        if key not in known
    ]
