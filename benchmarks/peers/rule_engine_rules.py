"""rule-engine (Python): our trees as its rule texts."""

from __future__ import annotations

from json import dumps

from ..work import Work
from .peer import Patients, Runner
from .text import decisions


def listed(fact: str, words: tuple[str, ...]) -> str:
    """A fact is one of several words."""
    return f"{fact} in {dumps(list(words))}"


def prepare(work: Work, patients: Patients) -> list[Runner]:
    """Rules parsed once."""
    from importlib.metadata import version

    import rule_engine  # type: ignore[import-untyped]

    context = rule_engine.Context(resolver=rule_engine.resolve_item)
    rules = [rule_engine.Rule(text, context=context) for text in decisions(work, listed)]

    def take(n: int) -> list[object]:
        facts = patients[n]
        return [rule.evaluate(facts) for rule in rules]

    return [Runner(f"rule-engine {version('rule-engine')} (Python)", take, True)]  # type: ignore[arg-type]
