"""Facts: units and kinds of their forms, words they may be, and `as of` that is not nested."""

from __future__ import annotations

from .folder import Folder
from .kinds import Kind, Kinds, silent
from .model import CasesForm, DoseForm, EntriesForm, Fact, FirstForm, IsForm
from .tree import AsOf, Decided, Expression
from .walk import facts_in, nodes


def check_facts(folder: Folder, kinds: Kinds) -> None:
    """Checks every fact by itself, and how often each choice is read."""
    as_of = _reach_as_of(folder)
    decided: dict[str, list[str]] = {}
    for fact in folder.facts.values():
        if fact.id in folder.ledger.broken:
            continue
        _kinds(folder, kinds, fact)
        _absent(folder, kinds, fact)
        for node in nodes(fact.form):
            if isinstance(node, AsOf) and node.fact in as_of:
                folder.ledger.add("knowledge.nested_as_of", fact.place, node.fact)
            if isinstance(node, Decided):
                decided.setdefault(node.choice, []).append(fact.id)
    for rule in folder.rules.values():
        choice = rule.then.choice
        if choice is not None and len(decided.get(choice, ())) != 1:
            folder.ledger.add(
                "knowledge.missing_choice_fact", rule.place,
                " · ".join(decided.get(choice, ())) or None, f"decided {choice}",
            )  # fmt: skip


def _reach_as_of(folder: Folder) -> set[str]:
    """The facts that use `as of`, themselves or through others."""
    found = {
        fact.id
        for fact in folder.facts.values()
        if any(isinstance(node, AsOf) for node in nodes(fact.form))
    }
    reads = {fact.id: set(facts_in(fact.form)) for fact in folder.facts.values()}
    while True:
        more = {name for name, read in reads.items() if name not in found and read & found}
        if not more:
            return found
        found |= more


def _parts(fact: Fact) -> list[tuple[Expression, str]]:
    match fact.form:
        case IsForm(expression):
            return [(expression, fact.place)]
        case FirstForm(parts):
            return [(part, fact.place) for part in parts]
        case CasesForm(rows):
            return [(row.value, row.place) for row in rows if row.value is not None]
        case _:
            return []


def _kinds(folder: Folder, kinds: Kinds, fact: Fact) -> None:
    ledger = folder.ledger
    whole = kinds.of_fact(fact.id)
    parts = [(kinds.infer(part, silent, fact.empirical), place) for part, place in _parts(fact)]
    for kind, place in parts:
        if kind is not None and whole is not None:
            _fits(folder, fact, kind, whole, place)
    if whole is None:
        return
    if whole.kind == "number" and whole.unit is None and fact.unit is None:
        ledger.add("knowledge.missing_unit", fact.place, fact.id, "unit")
    if fact.unit is not None and whole.kind != "number":
        ledger.add(
            "knowledge.kind", fact.place, f"{fact.id}: {whole.kind}", f"number ({fact.unit})"
        )
    if isinstance(fact.form, DoseForm) and fact.unit is None:
        ledger.add("knowledge.missing_unit", fact.place, fact.id, "unit")
    if isinstance(fact.form, EntriesForm) and (fact.unit or fact.values):
        ledger.add("knowledge.selection_as_value", fact.place, fact.id)


def _fits(folder: Folder, fact: Fact, part: Kind, whole: Kind, place: str) -> None:
    ledger = folder.ledger
    kinds = {part.kind, whole.kind}
    if part.kind != whole.kind and kinds != {"word", "truth"}:
        ledger.add("knowledge.kind", place, f"{fact.id}: {part.shown}", whole.shown)
    elif part.kind == "number" and not fact.empirical and part.dimension != whole.dimension:
        ledger.add("knowledge.dimension", place, f"{fact.id}: {_unit(part)}", whole.unit)
    elif fact.values and part.values:
        for word in part.values:
            if word not in fact.values:
                ledger.unknown("knowledge.unknown_word", place, word, fact.values)


def _unit(kind: Kind) -> str:
    """The unit, or the base quantities of a formula: `amount^1 length^-3`."""
    return kind.unit or " ".join(f"{base}^{power}" for base, power in kind.dimension) or "1"


def _absent(folder: Folder, kinds: Kinds, fact: Fact) -> None:
    """A fact's own reading of silence is `none`, or one of its words."""
    kind = kinds.of_fact(fact.id)
    if fact.absent is None or fact.absent == "none" or kind is None:
        return
    if kind.kind == "number":
        try:
            float(fact.absent)
        except ValueError:
            folder.ledger.add("knowledge.kind", fact.place, fact.absent, "none · 0")
    elif kind.values and fact.absent not in kind.values:
        folder.ledger.unknown(
            "knowledge.unknown_word", fact.place, fact.absent, ("none", *kind.values)
        )
