"""Choices the guideline leaves to the doctor: options side by side, none preset."""

from __future__ import annotations

from ..language.dates import iso
from ..language.model import IsForm, Option, Rule
from ..language.problems import Problem, Text
from ..language.tree import Decided
from .agents import AgentState, once, proposed
from .output_items import OverrideOut
from .output_plan import ChoiceOut, OptionOut
from .rows import Row
from .rules import answer
from .run import Run
from .takes import attribute_value, visible
from .texts import label


def open_rules(run: Run) -> list[Rule]:
    """Rules that put a choice before the doctor today."""
    return [
        rule
        for rule in run.knowledge.rules.values()
        if rule.then.main == "choice" and answer(run, rule) is True
    ]


def chosen(run: Run, choice: str) -> str | None:
    """The decision that stands, by the choice's own `decided` fact."""
    for fact in run.knowledge.facts.values():
        form = fact.form
        expr = form.expression if isinstance(form, IsForm) else None
        if isinstance(expr, Decided) and expr.choice == choice:
            value = run.ctx.fact(fact.id)
            return value.word if value.known else None
    return None


def options(run: Run, rule: Rule, states: dict[str, AgentState]) -> list[Option]:
    """The options on offer: words whose `when` is yes, or the agents that stand best."""
    if rule.then.options_agents:
        for standing in ("preferred", "option"):
            agents = [state for state in states.values() if state.standing == standing]
            if agents:
                return [Option(id=state.agent.id) for state in agents]
        return []
    return [
        option
        for option in rule.then.options
        if option.when is None or run.ctx.program.test(option.when)(run.ctx) is True
    ]


def choice_out(run: Run, rule: Rule, states: dict[str, AgentState]) -> ChoiceOut:
    """A choice as the advice shows it."""
    assert rule.then.choice is not None
    choice = rule.then.choice
    answer_ = chosen(run, choice)
    return ChoiceOut(
        id=choice,
        rule=rule.id,
        options=tuple(_option(run, option, states) for option in options(run, rule, states)),
        chosen=answer_,
        decided=_decision(run, choice) if answer_ is not None else None,
        cites=rule.cites,
        evidence=rule.evidence,
        readings=rule.readings,
        origin=rule.origin,
        text=run.text(rule.says),
    )


def offered(run: Run, states: dict[str, AgentState]) -> list[ChoiceOut]:
    """The choices before the doctor today that have an option at all."""
    found = [choice_out(run, rule, states) for rule in open_rules(run)]
    return [choice for choice in found if choice.options]


def _option(run: Run, option: Option, states: dict[str, AgentState]) -> OptionOut:
    state = states.get(option.id)
    for_: list[Text] = []
    against: list[Text] = []
    evidence: dict[str, None] = dict.fromkeys(option.evidence)
    cites: dict[str, None] = dict.fromkeys(option.cites)
    dose = None
    if state is not None:
        dose = proposed(run, state)[0]
        for line, truth, _ in state.lines:
            if truth is True and line.effect != "note":
                (for_ if line.effect == "prefer" else against).append(run.text(line.says))
                evidence.update(dict.fromkeys(line.evidence))
                cites.update(dict.fromkeys(line.cites))
    elif option.dose is not None:
        dose = once(run, states[option.dose])
    return OptionOut(
        id=option.id, label=label(run.ctx, option.id), for_=tuple(for_), against=tuple(against),
        evidence=tuple(evidence), cites=tuple(cites), dose=dose,
        dose_agent=None if dose is None else option.dose or option.id,
        needs_reason="because" in option.needs, needs=option.needs, available=True,
    )  # fmt: skip


def _last_decision(run: Run, choice: str) -> Row | None:
    for row in reversed(visible(run.ctx, "decision")):
        past = row.dated and row.low <= run.ctx.today
        if past and attribute_value(row, "choose", {}).word == choice:
            return row
    return None


def _decision(run: Run, choice: str) -> OverrideOut | None:
    row = _last_decision(run, choice)
    if row is None:
        return None
    by = attribute_value(row, "by", {}).word or row.entry.by or ""
    because = attribute_value(row, "because", {}).word
    return OverrideOut(by=by, because=because, on=iso(row.low), until=None)


def problems(run: Run, choices: list[ChoiceOut], states: dict[str, AgentState]) -> list[Problem]:
    """Decisions that nothing allows; an agent that is an option may be chosen though others stand higher."""
    found = []
    for choice in choices:
        offered = [option.id for option in choice.options]
        if choice.chosen is None or choice.chosen in offered:
            continue
        state = states.get(choice.chosen)
        by_standing = run.knowledge.rules[choice.rule].then.options_agents
        if by_standing and state is not None and state.standing in ("preferred", "option"):
            continue
        row = _last_decision(run, choice.id)
        found.append(
            Problem(
                code="advice.decision_not_offered",
                where=f"choices.{choice.id}" if row is None else f"entries[{row.seq}].value",
                found=choice.chosen,
                allowed=", ".join(offered) or None,
                message=Text(
                    zh="该决定不在目前可选项之中，计划不据此安排。",
                    en="This decision is not among today's options; the plan does not follow it.",
                ),
            )
        )
    return found
