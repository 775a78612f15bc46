"""The engines that `make bench` sets beside ours decide what ours decides; no time is asserted."""

from __future__ import annotations

from functools import cache
from importlib import import_module

import pytest
from benchmarks import decisions, get, patients, two_valued, walker, work
from benchmarks.peers import elm, jsonlogic, ours, text
from benchmarks.peers.peer import Answers

from myelobone.decide.program import program_of

from ..knowledge.files import knowledge

COUNT = 300
OTHERS = {name: module for name, module in decisions.PEERS.items() if module != "ours"}


@cache
def words() -> work.Words:
    return work.Words(program_of(knowledge()))


@cache
def works() -> tuple[work.Work, ...]:
    return work.three(knowledge(), words()), work.everything(knowledge(), words())


@cache
def ours_on(number: int, seed: int) -> tuple[list[dict[str, work.Plain]], list[Answers]]:
    people = patients.patients(works()[number], COUNT, seed)
    runner = ours.prepare(works()[number], people)[0]
    return people, [runner.take(n) for n in range(COUNT)]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("number", [0, 1])
def test_a_walker_written_apart_decides_what_the_program_decides(number: int, seed: int) -> None:
    people, reference = ours_on(number, seed)
    _, plain, naive = ours.prepare(works()[number], people)
    for runner in (plain, naive):
        decisions.compare(runner.name, [runner.take(n) for n in range(COUNT)], reference)


def test_two_conditions_say_what_three_truths_say() -> None:
    people, reference = ours_on(1, 3)
    pairs = [two_valued.lower(tree, words()) for tree in works()[1].rules.values()]
    for facts, expected in zip(people, reference, strict=True):
        found = [
            True if holds(yes, facts) else False if holds(no, facts) else None for yes, no in pairs
        ]
        assert found == expected
        assert not any(holds(yes, facts) and holds(no, facts) for yes, no in pairs)


def holds(condition: two_valued.Condition, facts: dict[str, work.Plain]) -> bool:
    """A two-valued condition in plain Python."""
    match condition:
        case two_valued.Fixed(so):
            return so
        case two_valued.Both(parts):
            return all(holds(part, facts) for part in parts)
        case two_valued.Either(parts):
            return any(holds(part, facts) for part in parts)
        case two_valued.Given(fact, given):
            return (facts[fact] is not None) is given
        case two_valued.NoneThere(fact, none):
            return (facts[work.none_flag(fact)] is True) is none
        case two_valued.Among(fact, words_, inside):
            return (facts[fact] in words_) is inside
        case two_valued.Same(fact, other, same):
            return (facts[fact] == facts[other]) is same
        case two_valued.Beyond(fact, op, limit):
            return plainly(op, number(facts[fact]), limit)
        case two_valued.Apart(fact, other, op, limit):
            return plainly(op, number(facts[fact]) - number(facts[other]), limit)
    raise TypeError(condition)


def number(value: work.Plain) -> float:
    assert isinstance(value, float), "a comparison is guarded by the fact being given"
    return value


def plainly(op: str, left: float, right: float) -> bool:
    return {">=": left >= right, ">": left > right, "<=": left <= right, "<": left < right}[op]


def test_every_rule_can_be_written_for_every_engine() -> None:
    _, every = works()
    assert len(every.rules) > 0.95 * len(knowledge().rules)
    listed = "{} in {}".format
    assert len(jsonlogic.decisions(every)) == len(text.decisions(every, listed)) == every.decisions
    assert elm.library(every)["library"]["statements"]["def"]


@pytest.mark.parametrize("name", OTHERS)
def test_an_engine_of_others_decides_what_ours_decides(name: str) -> None:
    try:
        module = import_module(f"benchmarks.peers.{OTHERS[name]}")
        runners = module.prepare(works()[1], ours_on(1, 1)[0])
    except ImportError:
        pytest.skip(f"{name} is not installed; `make bench` installs it")
    for runner in runners:
        few = 40
        given = [decisions.plain_answers(runner.take(n)) for n in range(few)]
        decisions.compare(runner.name, given, ours_on(1, 1)[1][:few])


def test_a_disagreement_is_noticed() -> None:
    _, reference = ours_on(0, 1)
    wrong = [list(answers) for answers in reference]
    wrong[7][0] = None if wrong[7][0] is not None else True
    with pytest.raises(decisions.Disagreement, match="patient 7, decision 0"):
        decisions.compare("an engine", wrong, reference)


def test_made_up_patients_are_the_same_each_time_and_meet_every_answer() -> None:
    assert patients.patients(works()[0], 5) == patients.patients(works()[0], 5)
    _, reference = ours_on(1, 1)
    settled = [
        name
        for name, *given in zip(works()[1].rules, *reference, strict=True)
        if len(set(given)) < 2
    ]
    assert len(settled) < 0.1 * len(reference[0]), (
        "rules that never answer otherwise compare little"
    )
    assert {answer for answers in reference for answer in answers} == {True, False, None}


def test_the_walker_compares_by_the_one_law() -> None:
    assert walker.holds(">=", -1e-10)
    assert not walker.holds(">=", -2e-9)
    assert not walker.holds(">", 1e-10)


def test_each_pinned_engine_can_be_had_without_the_others() -> None:
    whole = get.PINS.read_text(encoding="utf-8")
    alone = get.pins(whole)
    assert "".join(alone) == whole
    assert [pin for pin in alone if "==" not in pin or "--hash=sha256:" not in pin] == []
    named = {pin.partition("==")[0] for pin in alone}
    assert {"datalogic-py", "rule-engine", "zen-engine"} <= named
