"""Runs all mutants, or some, on one or more processes; the order of the verdicts is that of the mutants."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence

from .hunt import Hunter, Verdict
from .mutants import Mutant

CHUNK = 40  # neighbours share killers, so they are hunted together
_AT_WORK: list[tuple[Hunter, Sequence[Mutant]]] = []


def run(
    hunter: Hunter,
    mutants: Sequence[Mutant],
    processes: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Verdict]:
    """The verdict on each mutant; `progress` is told how many more are done."""
    if processes == 1:
        found = []
        for mutant in mutants:
            found.append(hunter.hunt(mutant))
            progress(1)
        return found
    gc.collect()
    gc.freeze()  # what was recorded stays shared between the processes
    _AT_WORK.append((hunter, mutants))
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            return list(_gathered(pool.imap(_chunk, range(0, len(mutants), CHUNK)), progress))
    finally:
        _AT_WORK.pop()
        gc.unfreeze()


def _gathered(
    chunks: Iterator[list[Verdict]], progress: Callable[[int], None]
) -> Iterator[Verdict]:
    for chunk in chunks:
        progress(len(chunk))
        yield from chunk


def _chunk(start: int) -> list[Verdict]:
    hunter, mutants = _AT_WORK[-1]
    return [hunter.hunt(mutant) for mutant in mutants[start : start + CHUNK]]
