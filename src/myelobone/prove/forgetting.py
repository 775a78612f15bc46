"""Records with something left out: the way in which most charts come to lack what a text prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ..language.model import Knowledge
from .finding import Witness
from .solver.days import Day, Seen
from .unused import resting_on

DAYS = 5  # recorded days that are tried
MOST = 80  # records tried from each
KEPT = ("what", "agent", "to", "choose", "modality", "kind")
Entry = dict[str, Any]


def forgotten(knowledge: Knowledge, fact: str, days: Iterable[Day], seen: Seen) -> Day | None:
    """A recorded day without some of what a fact rests on, on which `seen` holds by `decide/`."""
    terms = {term for name in resting_on(knowledge, [fact]) for term in knowledge.facts[name].terms}
    terms |= {term.id for term in knowledge.vocabulary.terms.values()
              for key in term.attributes if key.removesuffix("s") in terms}  # fmt: skip
    for day in islice(days, DAYS):
        for entries in islice(_without(day.witness.record["entries"], terms), MOST):
            record = {**day.witness.record, "entries": entries}
            found = Day(knowledge, Witness(record=record, as_of=day.witness.as_of))
            if seen(found) and found.sound:
                return found
    return None


def _without(entries: Sequence[Entry], terms: set[str]) -> Iterator[list[Entry]]:
    """The entries without one term, one entry, or one part of an entry; the last entries first."""
    numbers = [n for n, entry in enumerate(entries) if entry["what"] in terms][::-1]
    for what in dict.fromkeys(entries[n]["what"] for n in numbers):
        yield [entry for entry in entries if entry["what"] != what]
    for n in numbers:
        yield [*entries[:n], *entries[n + 1 :]]
    for n in numbers:
        for part in _parts(entries[n]):
            yield [*entries[:n], part, *entries[n + 1 :]]


def _parts(entry: Entry) -> Iterator[Entry]:
    """The entry with one thing less."""
    if "value" in entry:
        yield {**entry, "value": "unknown"}
    for key in entry:
        if key not in KEPT and key != "value":
            yield {name: value for name, value in entry.items() if name != key}
    for key, value in entry.items():
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            for n, inner in enumerate(value):
                for name in inner:
                    if name != "kind":
                        less = {k: v for k, v in inner.items() if k != name}
                        yield {**entry, key: [*value[:n], less, *value[n + 1 :]]}
