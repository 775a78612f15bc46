"""`python -m tests.mutants`: hunts every mutant, prints the score, and keeps it in `docs/mutants.md`.

`--by-hand` asks examples, doses and patients before the generated table and keeps nothing;
`--sample N` takes every so many only.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time

import msgspec

from myelobone.prove.mutants.report import Score, page, score
from myelobone.prove.mutants.run import run

from ..knowledge.files import knowledge
from .edition import HERE, all_mutants, equivalents, hunter

LAST_RUN = HERE / "last_run.json"
DOCUMENT = HERE.parents[1] / "docs" / "mutants.md"
MARK = "<!-- the last full run -->\n"


def kept(found: Score) -> str:
    """The document with the figures of a run in their place."""
    head, _, _ = DOCUMENT.read_text(encoding="utf-8").partition(MARK)
    return head + MARK + "\n" + page(found)


def main() -> int:
    """Runs and reports; exit status 3 when a mutant is alive."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    asked = parser.parse_args()
    wanted = list(all_mutants())
    if asked.sample:
        wanted = random.Random("mutants").sample(wanted, min(asked.sample, len(wanted)))
    started = time.monotonic()
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        if sys.stderr.isatty() or done % 400 < more:
            left = (time.monotonic() - started) / done * (len(wanted) - done)
            print(f"{done} / {len(wanted)}, {left:.0f} s left", file=sys.stderr, flush=True)

    processes = min(2, os.cpu_count() or 1)
    verdicts = run(hunter(by_hand=asked.by_hand), wanted, processes, progress)
    found = score(knowledge().digest, verdicts, equivalents())
    print(page(found))
    print(f"{time.monotonic() - started:.0f} s", file=sys.stderr)
    if not asked.sample and not asked.by_hand:
        LAST_RUN.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        DOCUMENT.write_text(kept(found), encoding="utf-8")
    return 3 if found.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
