"""Every number of the vocabulary is pinned by a value read near it."""

from __future__ import annotations

from ..knowledge.files import knowledge
from .vocabulary import TABLE, Probe, answer, variants, written

# A pair is refused only where exchanging it would make it fit; at this end no plausible pair does.
EQUIVALENT = {"weight proportion 0", "weight proportion 0.0009"}


def kept() -> list[tuple[Probe, str]]:
    lines = (line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines())
    return [(Probe(term, about, given), told) for term, about, given, told in lines]


def test_values_near_every_number_of_the_vocabulary_are_read_as_reviewed() -> None:
    assert TABLE.read_text(encoding="utf-8") == written(), (
        "read what differs; if it is meant: python -m tests.mutants.vocabulary"
    )


def test_every_number_of_the_vocabulary_that_is_moved_or_lost_is_noticed() -> None:
    table = kept()
    by_term: dict[str, list[tuple[Probe, str]]] = {}
    for probe, told in table:
        by_term.setdefault(probe.term.partition(".")[0], []).append((probe, told))
    tried, alive = 0, []
    for name, changed in variants(knowledge().vocabulary):
        tried += 1
        mine = by_term.get(name.split(" ")[0], [])
        if all(answer(changed, probe) == told for probe, told in mine):
            alive.append(name)
    assert tried > 500
    assert set(alive) == EQUIVALENT
