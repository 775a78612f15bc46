"""Writes `trials.txt` anew: for each part of the knowledge the few worlds that tell its mutants apart.

`python -m tests.mutants.table`; the difference is what a change of the knowledge means. A part whose trials
are all answered as before and still tell every mutant apart keeps them; `--all` chooses every one anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

from myelobone.prove.mutants.mutants import Mutant
from myelobone.prove.mutants.patched import Patched
from myelobone.prove.mutants.subjects import Subject, subjects
from myelobone.prove.mutants.trials import REFUSED, Chosen, Trial, choose, written

from ..knowledge.files import knowledge
from .edition import TABLE, all_mutants, equivalents, program, table


@cache
def parts() -> tuple[tuple[Subject, tuple[Mutant, ...]], ...]:
    """Each part that can be asked by itself, with its mutants."""
    own: dict[str, list[Mutant]] = {}
    for mutant in all_mutants():
        own.setdefault(mutant.element, []).append(mutant)
    return tuple(
        (subject, tuple(own[subject.element]))
        for subject in subjects(knowledge())
        if subject.element in own
    )


def chosen(*elements: str) -> Iterator[Chosen]:
    """The trials of some parts, chosen anew."""
    for subject, own in parts():
        if subject.element in elements:
            yield choose(program(), subject, own)


def anew(*, every: bool) -> Iterator[Trial]:
    """The whole table; what still does its work is kept, unless every part is to be chosen anew."""
    for subject, own in parts():
        old = () if every else table().trials.get(subject.element, ())
        if old and still_do(subject, own):
            yield from old
        else:
            print(subject.element, file=sys.stderr, flush=True)
            yield from choose(program(), subject, own).trials


def still_do(subject: Subject, own: tuple[Mutant, ...]) -> bool:
    """Whether the trials of a part are answered as before and tell all of its mutants apart."""
    if any(table().failing(program(), [subject.element])):
        return False
    return all(mutant.key in equivalents() or _told_apart(subject, mutant) for mutant in own)


def _told_apart(subject: Subject, mutant: Mutant) -> bool:
    try:
        changed = Patched(program(), mutant.change).program
    except REFUSED:
        return True
    return any(table().failing(changed, [subject.element]))


if __name__ == "__main__":
    text = written(anew(every="--all" in sys.argv[1:]))
    TABLE.write_text(text, encoding="utf-8")
