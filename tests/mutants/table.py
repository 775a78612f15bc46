"""Writes `trials.txt` anew: for each part of the knowledge the few worlds that tell its mutants apart.

`python -m tests.mutants.table`; the difference is what a change of the knowledge means.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from myelobone.prove.mutants.mutants import Mutant
from myelobone.prove.mutants.subjects import Subject, subjects
from myelobone.prove.mutants.trials import Chosen, choose, written

from ..knowledge.files import knowledge
from .edition import TABLE, all_mutants, program


def chosen(*elements: str) -> Iterator[tuple[Subject, Chosen]]:
    """The trials of every part, or of some."""
    own: dict[str, list[Mutant]] = {}
    for mutant in all_mutants():
        own.setdefault(mutant.element, []).append(mutant)
    program()
    asked = [
        (subject, own[subject.element])
        for subject in subjects(knowledge())
        if subject.element in own and (not elements or subject.element in elements)
    ]
    if len(asked) < 20:
        yield from ((subject, choose(program(), subject, mutants)) for subject, mutants in asked)
        return
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        names = [subject.element for subject, _ in asked]
        found = pool.map(_choose, names, chunksize=16)
        yield from zip((subject for subject, _ in asked), found, strict=True)


def _choose(element: str) -> Chosen:
    ((_, found),) = chosen(element)
    return found


if __name__ == "__main__":
    all_mutants()
    trials = []
    for number, (_, found) in enumerate(chosen(), start=1):
        trials += found.trials
        if number % 100 == 0:
            print(number, file=sys.stderr, flush=True)
    TABLE.write_text(written(trials), encoding="utf-8")
