"""zen-engine (Rust): our trees as its expressions, alone and in a decision."""

from __future__ import annotations

from json import dumps
from typing import Any

from ..work import Plain, Work
from .peer import Answers, Patients, Runner
from .text import decisions


def listed(fact: str, words: tuple[str, ...]) -> str:
    """A fact is one of several words."""
    return f"{fact} in {dumps(list(words))}"


def graph(expressions: list[str]) -> dict[str, Any]:
    """A decision with one node that holds every expression."""
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {
                "id": "all",
                "name": "all",
                "type": "expressionNode",
                "content": {
                    "expressions": [
                        {"id": str(n), "key": f"d{n}", "value": text}
                        for n, text in enumerate(expressions)
                    ]
                },
            },
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "2", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }


def prepare(work: Work, patients: Patients) -> list[Runner]:
    """Precompiled as a decision and as one expression; and the obvious call, which compiles each time."""
    from importlib.metadata import version

    import zen

    texts = decisions(work, listed)
    content = dumps(graph(texts))
    keys = [f"d{n}" for n in range(len(texts))]
    engine = zen.ZenEngine()
    precompiled = engine.create_decision(zen.ZenDecisionContent(content))
    obvious = engine.create_decision(content)
    alone = zen.compile_expression(f"[{', '.join(f'({text})' for text in texts)}]")

    def evaluated(decision: Any, facts: dict[str, Plain]) -> Answers:
        result = decision.evaluate(facts)["result"]
        return [result.get(key) for key in keys]  # a null output is left out of the result

    name = f"zen-engine {version('zen-engine')} (Rust)"
    return [
        Runner(f"{name}, precompiled expression", lambda n: alone.evaluate(patients[n]), True),
        Runner(
            f"{name}, precompiled decision", lambda n: evaluated(precompiled, patients[n]), True
        ),
        Runner(f"{name}, not precompiled", lambda n: evaluated(obvious, patients[n]), True, False),
    ]
