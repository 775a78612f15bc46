"""Questions: the missing facts some value of which would change the advice. Computed, not written."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.model import FirstForm, Item, Rule
from ..language.tree import Expression, FactRef, Known, Tree
from .candidates import candidates
from .context import Context
from .holds import applies
from .measures import last_measured
from .outcome import Outcome, differences
from .output_plan import Question
from .question_out import out
from .rules import answer
from .suppose import suppose
from .takes import visible
from .trace import INEXACT, decisive, leaf_facts

Changes = dict[str, set[str]]  # term -> outputs it would change


class Asking:
    """Collects questions of one outcome, each term once."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.run = outcome.run
        self.changes: Changes = {}
        self.partners: dict[str, dict[str, None]] = {}
        self.rechecks: set[str] = set()

    def add(self, terms: Iterable[str], outputs: set[str]) -> None:
        """Ask for terms that together would change these outputs."""
        listed = list(dict.fromkeys(terms))
        for term in listed:
            self.changes.setdefault(term, set()).update(outputs)
            partners = self.partners.setdefault(term, {})
            partners.update(dict.fromkeys(other for other in listed if other != term))


def questions(outcome: Outcome) -> list[Question]:
    """What to ask, what it would change and what is needed with it; most agents changed first."""
    asking = Asking(outcome)
    for name in unknown_facts(outcome):
        outputs = would_change(outcome, name)
        if outputs:
            asking.add(_lacking(outcome, name), outputs)
    _due_for_want_of_a_record(asking)
    _asked_by_rules(asking)
    _left_open_by_what_is_known(asking)
    _open_without_a_question(asking)
    return out(asking.run, asking.changes, asking.partners, asking.rechecks)


def _lacking(outcome: Outcome, name: str) -> tuple[str, ...]:
    """The terms a fact lacks; where all it looks at is known, those it was silent about or rests on."""
    run = outcome.run
    support = run.tracer.fact(name)
    behind = run.ctx.program.compiler.terms_behind(name, set())
    return support.lacks or support.assumed or tuple(behind[:1])


def unknown_facts(outcome: Outcome) -> list[str]:
    """Unknown and inexact facts in leaves and tables that are themselves undecided."""
    run = outcome.run
    found: dict[str, None] = {}

    def tree(tree: Tree, ctx: Context = run.ctx) -> None:
        for leaf, truth in decisive(ctx, tree):
            ignorant = isinstance(leaf, Known) and leaf.negated and truth is True
            if truth is None or ignorant:  # knowing may undo what stands through ignorance
                found.update(dict.fromkeys(leaf_facts(leaf)))

    for rule in run.knowledge.rules.values():
        if answer(run, rule) is False:
            continue
        contexts = [run.ctx]
        if rule.each is not None:
            contexts = [ctx for *_, ctx, truth in run.rows[rule.id] if truth is None]
        for ctx in contexts:
            for part in (rule.when, *rule.unless):
                tree(part, ctx)
    for state in outcome.states.values():
        if state.standing == "forbidden":
            continue
        for line, truth, _ in state.lines:
            if truth is not False and line.effect != "note":
                tree(line.when)
        for route, row in state.rows:
            if row is None:
                if route.by is not None:
                    found[route.by] = None
                for each in route.rows:
                    if each.when is not None:
                        tree(each.when)
        if state.no_dose is None and state.agent.no_dose is not None:
            tree(state.agent.no_dose.when)
    for item in run.knowledge.calendar.values():
        _unknown_in_item(outcome, item, found, tree)
    for name in list(run.knowledge.facts):
        found.update(dict.fromkeys(_passed_over(outcome, name)))
    return [name for name in found if run.ctx.fact(name).status in INEXACT]


def _unknown_in_item(outcome: Outcome, item: Item, found: dict[str, None], tree: object) -> None:
    run = outcome.run
    truth = applies(run, item)
    if truth is not False:
        for part in (item.when, *item.unless):
            tree(part)  # type: ignore[operator]
    if truth is True:
        for row in item.every:
            if row.when is not None:
                tree(row.when)  # type: ignore[operator]
        names: list[str | None] = [item.held_while, item.agent_fact, item.study_fact]
        names += [_name(expr) for expr in (item.from_, item.due, item.until, item.amount)]
        found.update(dict.fromkeys(name for name in names if name))


def _name(expr: Expression | None) -> str | None:
    return expr.name if isinstance(expr, FactRef) else None


def _passed_over(outcome: Outcome, name: str) -> list[str]:
    """Facts that a `first` passed over as unknown although a later alternative had a value."""
    ctx = outcome.run.ctx
    form = outcome.run.knowledge.facts[name].form
    if not isinstance(form, FirstForm) or not ctx.fact(name).usable:
        return []
    found = []
    for part in form.parts:
        if not isinstance(part, FactRef):
            continue
        status = ctx.fact(part.name).status
        if status in ("known", "between"):
            break
        if status == "unknown":
            found.append(part.name)
    return found


def would_change(outcome: Outcome, name: str) -> set[str]:
    """The outputs that differ between two possible values of a fact."""
    tried = [suppose(outcome, {name: value}) for value in candidates(outcome.run.ctx, name)]
    changed: set[str] = set()
    for other in tried[1:]:
        changed |= differences(tried[0], other)
    return {_output(outcome, name) for name in changed | _settled(outcome, tried)}


def _settled(outcome: Outcome, tried: list[Outcome]) -> set[str]:
    """Agents and rules that are undetermined now and would not be, whatever the answer."""
    if not tried:
        return set()
    agents = {
        name: state.undecided
        for name, state in outcome.states.items()
        if state.standing == "undetermined"
    }
    found = {
        f"agents.{name}"
        for name, before in agents.items()
        if all(
            other.states[name].standing != "undetermined" or other.states[name].undecided != before
            for other in tried
        )
    }
    return found | {
        f"rules.{name}"
        for name, truth in outcome.signature().rules.items()
        if truth is None and all(other.signature().rules[name] is not None for other in tried)
    }


def _output(outcome: Outcome, name: str) -> str:
    """A dated item changes as a whole: its id without the day."""
    head, _, rest = name.partition(".")
    if head != "plan":
        return name
    for item in outcome.run.knowledge.calendar:
        if rest == item or rest.startswith(item + "."):
            return f"plan.{item}"
    return name


def _due_for_want_of_a_record(asking: Asking) -> None:
    """The term of every dated item that is due because nothing is recorded."""
    run = asking.run
    for planned in asking.outcome.planned:
        if planned.status not in ("due", "overdue"):
            continue
        item, term = planned.item, planned.term
        if item.form == "measure" and term is not None and last_measured(run, term) is None:
            asking.add([term], {f"plan.{item.id}"})
        elif item.form == "dental" and item.every and item.dental is not None:
            known_term = item.dental in run.knowledge.vocabulary.terms
            if known_term and not visible(run.ctx, item.dental):
                asking.add([item.dental], {f"plan.{item.id}"})


def _asked_by_rules(asking: Asking) -> None:
    for rule in asking.run.knowledge.rules.values():
        if answer(asking.run, rule) is not True:
            continue
        missing = [term for term in rule.then.ask if not _recorded(asking, term)]
        missing += [fact for fact in rule.then.checklist if _unknown(asking, fact)]
        for term in missing:
            terms = asking.run.tracer.fact(term).lacks if term in asking.run.knowledge.facts else ()
            asking.add(terms or [term], {f"rules.{rule.id}"})
        for term in rule.then.recheck:
            asking.rechecks.add(term)
            asking.add([term], _if_measured_anew(asking, rule, term) or {f"rules.{rule.id}"})


def _left_open_by_what_is_known(asking: Asking) -> None:
    """What is recorded leaves an agent undetermined: is it still so?"""
    run = asking.run
    for name, state in asking.outcome.states.items():
        if state.standing != "undetermined":
            continue
        for line, truth, _ in state.lines:
            if line.effect != "undetermined" or truth is not True:
                continue
            entries = run.tracer.tree(line.when).entries
            terms = [run.ctx.index.record.entries[seq].what for seq in entries]
            for term in dict.fromkeys(terms):
                asking.rechecks.add(term)
                asking.add([term], {f"agents.{name}"})


def _open_without_a_question(asking: Asking) -> None:
    """Rules that ask though no single fact settles them: what their undecided leaves lack, together."""
    run = asking.run
    named = set[str]().union(*asking.changes.values())
    for rule in run.knowledge.rules.values():
        output = f"rules.{rule.id}"
        if output in named or answer(run, rule) is not None:
            continue
        contexts = [run.ctx] if rule.each is None else [ctx for *_, ctx, _ in run.rows[rule.id]]
        names = [
            name
            for ctx in contexts
            for tree in (rule.when, *rule.unless)
            for leaf, truth in decisive(ctx, tree)
            if truth is None
            for name in leaf_facts(leaf)
        ]
        terms = [term for name in dict.fromkeys(names) for term in _lacking(asking.outcome, name)]
        asking.add(terms, {output})


def _recorded(asking: Asking, term: str) -> bool:
    if asking.run.knowledge.vocabulary.terms[term].kind == "measurement":
        return last_measured(asking.run, term) is not None
    return bool(asking.run.ctx.index.rows.get(term))


def _unknown(asking: Asking, fact: str) -> bool:
    return asking.run.ctx.fact(fact).status == "unknown"


def _if_measured_anew(asking: Asking, rule: Rule, term: str) -> set[str]:
    """What other values of the facts in a rule that rest on a term would change."""
    run = asking.run
    names = {
        name
        for leaf, _ in decisive(run.ctx, rule.when)
        for name in leaf_facts(leaf)
        if name in run.knowledge.facts and _rests_on(asking, name, term)
    }
    changed: set[str] = set()
    for name in names:
        changed |= would_change(asking.outcome, name)
    return {output for output in changed if output.startswith("agents.")} or changed


def _rests_on(asking: Asking, name: str, term: str) -> bool:
    seen: set[str] = set()
    todo = [name]
    while todo:
        here = todo.pop()
        fact = asking.run.knowledge.facts.get(here)
        if fact is None or here in seen:
            continue
        seen.add(here)
        if term in fact.terms:
            return True
        todo += fact.depends
    return False
