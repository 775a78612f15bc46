"""Why a rule fires, is quiet or asks: its conditions, its exceptions, each entry it looks at."""

from __future__ import annotations

from collections.abc import Iterator

from ...language.model import Rule
from ...language.tree import Source
from ..kleene import Truth
from ..rules import answer
from .facts import Teller
from .nodes import Node, answer_of
from .words import attribute_label


def rule_parts(teller: Teller, rule: Rule) -> tuple[Node, ...]:
    """The conditions of a rule; for a rule over entries one part an entry."""
    run = teller.run
    truth = answer(run, rule)
    if rule.each is None:
        when = run.ctx.program.test(rule.when)(run.ctx)
        parts = [Node(kind="when", answer=answer_of(when), decides=when is truth or truth is True,
                      parts=(teller.tree(rule.when, decides=when is truth or truth is True),))]  # fmt: skip
        return (*parts, *_exceptions(teller, rule, when, truth))
    rows = run.rows[rule.id]
    if not rows:
        return (_no_entries(teller, rule.each),)
    return tuple(
        Node(
            kind="each", id=f"{rule.id}#{number}", answer=answer_of(own), decides=own is truth,
            parts=(teller.entry(row.seq), teller.tree(rule.when, ctx, decides=own is truth)),
        )
        for number, row, ctx, own in rows
    )  # fmt: skip


def _exceptions(teller: Teller, rule: Rule, when: Truth, truth: Truth) -> Iterator[Node]:
    """What `unless` says; it decides when it is the reason for another answer than `when` gives."""
    run = teller.run
    for tree in rule.unless:
        found = run.ctx.program.test(tree)(run.ctx)
        decides = when is not False and found is not False and when is not truth
        yield Node(
            kind="unless", answer=answer_of(found), decides=decides,
            parts=(teller.tree(tree, decides=decides),),
        )  # fmt: skip
    for name in rule.unless_rules:
        other = run.knowledge.rules[name]
        found = answer(run, other)
        decides = when is not False and found is not False and when is not truth
        yield Node(
            kind="unless", id=name, label=other.title or run.text(other.says),
            answer=answer_of(found), decides=decides,
            parts=(teller.tree(other.when, decides=decides),) if other.each is None else (),
        )  # fmt: skip


def _no_entries(teller: Teller, source: Source) -> Node:
    ctx = teller.run.ctx
    flat = ctx.program.compiler.flatten(source)
    term = next(iter(ctx.program.compiler.terms_of(flat.terms)), "")
    return Node(
        kind="missing", id=term, label=attribute_label(ctx.program.compiler, term), why="none",
        answer="no", decides=True,
    )  # fmt: skip


def deciding_leaves(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """The leaves that make an answer what it is, in reading order, none of those behind a fact."""
    found: dict[str, Node] = {}

    def walk(node: Node) -> None:
        if node.kind == "leaf":
            if node.decides:
                found.setdefault(f"{node.written} {node.answer}", node)
        elif node.kind == "missing":
            found.setdefault(f"{node.id}", node)
        elif node.kind != "fact":
            for part in node.parts:
                walk(part)

    for part in parts:
        walk(part)
    return tuple(found.values())
