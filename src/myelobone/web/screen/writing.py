"""Entries made from the small forms of a patient's screen: an answer, a decision, an override, what was done.

Each form makes one entry. It is tried on the vocabulary before it is stored: what a record could not use is
refused with the reason, and what is far from the last value asks once more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from ...language.model import Knowledge
from ...language.problems import Problem, Text
from ...record.model import Record
from ...record.read import FORMAT, read_record
from ..store.refusals import Refusal
from .choosing import DECISION, OVERRIDE, REASON

DAY = re.compile(r"^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$")
FAR = 3  # times the last value, or a third of it
LONGEST = 2000
Body = dict[str, Any]


class Wrong(Refusal):
    """Raised when what was typed cannot be used; `why` says it in both languages."""

    code = "wrong"

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


class FarOff(Refusal):
    """Raised when a value is far from the last one and nobody has said that it is meant so."""

    code = "far_off"

    def __init__(self, last: str, now: str) -> None:
        self.last, self.now = last, now
        super().__init__(now)


def day(text: str) -> str:
    """A day as typed, `20261123`, `2026.11.23` or `2026-11-23`, as an ISO day; anything else as it is."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = DAY.match(plain)
    if found is None or (plain.isdecimal() and len(plain) != 8):
        return plain
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def typed(form: Mapping[str, str], name: str) -> str:
    """A field without its blanks; full-width digits become plain ones only in figures and days."""
    return form.get(name, "").strip()[:LONGEST]


def answer(form: Mapping[str, str]) -> Body:
    """A day and a value: a number with the unit that was chosen, or a word."""
    value, unit = typed(form, "value"), typed(form, "unit")
    if unit:
        value = f"{unicodedata.normalize('NFKC', value)} {unit}"
    return {"on": day(typed(form, "on")), "what": typed(form, "term"), "value": value}


def decision(
    form: Mapping[str, str], choice: str, by: str, today: str, details: tuple[str, ...]
) -> Body:
    """What was decided by whom, and why where it was said."""
    body: Body = {"on": today, "what": DECISION, "choose": choice, "value": typed(form, "option")}
    for name in details:
        said = typed(form, f"{body['value']}.{name}")
        if said:
            body[name] = day(said) if name == "day" else said
    if because := typed(form, REASON):
        body[REASON] = because
    return {**body, "by": by}


def override(form: Mapping[str, str], by: str, today: str) -> Body:
    """An item set aside: by whom, why, until when."""
    body: Body = {
        "on": today,
        "what": OVERRIDE,
        "item": typed(form, "item"),
        REASON: typed(form, REASON),
        "by": by,
    }
    if until := typed(form, "until"):
        body["until"] = day(until)
    return body


def tried(knowledge: Knowledge, body: Body, last: str | None = None, *, sure: bool = False) -> str:
    """The entry's value as it will count; raises Wrong for what could not be used, FarOff for what is far off."""
    term = knowledge.vocabulary.terms.get(str(body.get("what")))
    record = _alone(knowledge, body)
    for problem in record.problems:
        raise Wrong(_told(problem))
    entry = record.entries[0]
    if entry.value is None or entry.value.kind != "number":
        return entry.value.written if entry.value is not None else ""
    if last is not None and not sure and term is not None:
        _compared(knowledge, body, last, entry.value.low)
    unit = term.value.unit if term is not None else ""
    return f"{entry.value.low:g} {unit}".strip()


def _alone(knowledge: Knowledge, body: Body) -> Record:
    """One entry as a record of nobody, so that the record's own rules judge it."""
    data = {"format": FORMAT, "patient": {"id": "tried"}, "entries": [body]}
    return read_record(data, knowledge.vocabulary)


def _told(problem: Problem) -> Text:
    more = "".join(f" {part}" for part in (problem.found, problem.allowed) if part)
    return Text(problem.message.zh + more, problem.message.en + more)


def _compared(knowledge: Knowledge, body: Body, last: str, now: float) -> None:
    read = _alone(knowledge, {**body, "value": last}).entries[0]
    if read.value is None or read.value.kind != "number" or read.value.doubt or read.value.low <= 0:
        return
    if now > read.value.low * FAR or now < read.value.low / FAR:
        raise FarOff(last, str(body["value"]))
