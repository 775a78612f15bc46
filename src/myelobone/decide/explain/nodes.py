"""What an explanation is made of: one tree of nodes, typed and JSON-serialisable."""

from __future__ import annotations

from typing import Literal

import msgspec

from ...language.model import Origin
from ...language.problems import Text
from ..kleene import Truth
from ..output_items import KnowledgeRef, Out, Scalar

Answer = Literal["yes", "no", "unknown"]
Kind = Literal[
    "rule", "agent", "line", "route", "row", "hold", "no_dose", "item", "each",  # of the knowledge
    "when", "unless", "all", "any", "none", "leaf",  # conditions
    "fact", "first", "case", "formula",  # values
    "entry", "person", "silence", "missing",  # what the record holds, and what it does not
    "step",  # how a day was found
]  # fmt: skip

Subject = Literal[
    "rule", "fact", "agent", "agents", "line", "item", "plan", "term", "statement", "reading", "several",
]  # fmt: skip


class Node(Out, frozen=True, kw_only=True, omit_defaults=True):
    """One part of an explanation, with the parts below it that it rests on.

    `label` says it in words, `written` as the knowledge writes it. `decides`: this part makes the
    part above it what it is. `told`: what is below has been told further up.
    """

    kind: Kind
    id: str | None = None
    label: Text | None = None
    written: str | None = None
    answer: Answer | None = None
    decides: bool = False
    value: Scalar = None
    low: Scalar = None
    high: Scalar = None
    unit: str | None = None
    display: Text | None = None
    why: str | None = None
    on: str | None = None
    source: str | None = None
    effect: str | None = None
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    origin: Origin | None = None
    strength: str | None = None
    told: bool = False
    parts: tuple[Node, ...] = ()


class AgentLine(Out, frozen=True, kw_only=True, omit_defaults=True):
    """One agent in one line: where it stands, the reason that decides, the dose if it may be given."""

    agent: str
    label: Text
    standing: str
    reason: Text | None = None
    origin: Origin | None = None
    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    dose: Text | None = None


class Explanation(Out, frozen=True, kw_only=True):
    """Why one thing of the knowledge is what it is for one record as of one day.

    `answer` is fires, quiet or asks for a rule, the standing of an agent, yes, no or unknown for a
    line, the status of a fact or of a dated item. `changes` are the leaves that would have to
    change for another answer; `others` the other agents in one line each.
    """

    format: Literal["myelobone-explanation/1"] = "myelobone-explanation/1"
    id: str
    kind: Subject
    patient: str
    as_of: str
    label: Text
    answer: str
    says: Text | None = None
    parts: tuple[Node, ...] = ()
    changes: tuple[Node, ...] = ()
    others: tuple[AgentLine, ...] = ()
    knowledge: KnowledgeRef

    def to_json(self) -> bytes:
        """The explanation as JSON, the same bytes for the same record, day and knowledge."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)


def answer_of(truth: Truth) -> Answer:
    """A truth as a word."""
    return "unknown" if truth is None else "yes" if truth else "no"
