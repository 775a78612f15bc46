"""Made-up patients: a plain value for every fact, near the limits it is held against, some unknown."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from myelobone.decide.program import leaves
from myelobone.language.tree import InGroup, Is

from .work import Plain, Work, none_flag

SEED = 20261124
TODAY = 739944
UNKNOWN = 0.03
NONE = 0.2


def patients(work: Work, count: int, seed: int = SEED) -> list[dict[str, Plain]]:
    """Patients with all facts that the work reads; the same seed gives the same patients."""
    random = Random(seed)
    words = _words(work)
    return [_patient(work, words, random) for _ in range(count)]


def _patient(work: Work, words: dict[str, Sequence[str]], random: Random) -> dict[str, Plain]:
    made: dict[str, Plain] = {}
    for fact, kind in work.facts.items():
        value = _value(work, fact, kind, words, random)
        unknown = random.random() < UNKNOWN and fact != "today"
        made[fact] = None if unknown else value
        if fact in work.words.may_be_none:
            none = not unknown and random.random() < NONE
            made[none_flag(fact)] = none
            if none:
                made[fact] = None
    return made


def _value(
    work: Work, fact: str, kind: str, words: dict[str, Sequence[str]], random: Random
) -> Plain:
    if fact == "today":
        return float(TODAY)
    if kind == "day":
        return float(TODAY + random.randint(-400, 400))
    if kind == "number":
        limits = work.words.program.thresholds.get(fact) or (1.0, 100.0)
        near = random.choice(limits)
        return round(random.choice((near, near * random.uniform(0.4, 1.8))), 4)
    return random.choice(words[fact])


def _words(work: Work) -> dict[str, Sequence[str]]:
    """The words a fact may be: those declared, those asked about, and one that nobody asks about."""
    facts = work.words.program.knowledge.facts
    found: dict[str, dict[str, None]] = {}
    for fact in work.facts:
        declared = facts[fact].values if fact in facts else ()
        found[fact] = dict.fromkeys(declared)
    for tree in work.rules.values():
        for leaf in leaves(tree):
            if isinstance(leaf, Is):
                found[leaf.fact] |= dict.fromkeys(leaf.words)
            elif isinstance(leaf, InGroup):
                found[leaf.fact] |= dict.fromkeys(work.words.groups[leaf.group])
    return {
        fact: ("yes", "no") if set(words) <= {"yes", "no"} else (*words, "something_else")
        for fact, words in found.items()
    }
