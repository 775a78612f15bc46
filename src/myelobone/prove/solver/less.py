"""The worse a fact, the less of any agent is given: two patients who differ in nothing else are compared."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ...language.model import Agent, Route, Row
from ...language.opposed import Worse
from ...language.problems import Text
from ..finding import Examined, Finding, Witness
from .ask import PATIENCE
from .claims import rows
from .symbolic import Symbolic, constants
from .symbols import known, rational
from .witness import Search

KIND = "never_more"
MORE, OPEN = "prove.worse_gets_more", "prove.undecided"


def check(search: Search) -> Examined:
    """Every dose table against every fact that has a worse end."""
    count = 0
    found: list[Finding] = []
    for worse in search.symbolic.knowledge.worse:
        for agent in search.symbolic.knowledge.agents.values():
            for route in agent.routes:
                count += 1
                found += _table(search, worse, agent, route)
    return Examined(count=count, findings=tuple(found))


def _table(search: Search, worse: Worse, agent: Agent, route: Route) -> Iterator[Finding]:
    knowledge = search.symbolic.knowledge
    good, bad = z3.Real(f"better {worse.fact}"), z3.Real(f"worse {worse.fact}")
    order = z3.And(bad < good if worse.lower else bad > good, *_possible(search, worse, good, bad))
    codes: dict[str, int] = {}
    one = Symbolic(knowledge, {worse.fact: known(good)}, side="better ", codes=codes)
    other = Symbolic(knowledge, {worse.fact: known(bad)}, side="worse ", codes=codes)
    before, after = one.rows(route), other.rows(route)
    for n, row in enumerate(route.rows):
        for m, next_ in enumerate(route.rows):
            if not _more(next_, row):
                continue
            claim = (order, before[n].yes, after[m].yes)
            verdict = _together((one, good), (other, bad), *claim)
            if verdict == "none":
                continue
            code = MORE if verdict == "some" else OPEN
            claims = list(rows(agent, route))
            shown = search.show(claims[m].yes(search.symbolic), claims[m].seen)
            yield _finding(worse, agent, route, (n, m), code, shown.witness)


def _possible(search: Search, worse: Worse, *values: z3.ArithRef) -> Iterator[z3.BoolRef]:
    """The values lie where a record may have them, in the first term behind the fact that has limits."""
    compiler = search.symbolic.compiler
    unit = search.symbolic.knowledge.facts[worse.fact].unit
    for term in compiler.terms_behind(worse.fact, set()):
        shape = compiler.vocabulary.terms[term].value
        if shape.plausible is not None and shape.unit == unit:
            low, high = shape.plausible
            for value in values:
                yield z3.And(value >= rational(low), value <= rational(high))
            return


Side = tuple[Symbolic, z3.ArithRef]  # a patient, and the number in which the two differ


def _together(one: Side, other: Side, *claims: z3.BoolRef) -> str:
    """Whether the claims about two patients can hold together; what is taken from the record is shared."""
    solver = z3.Solver()
    solver.set("timeout", PATIENCE)
    for side, differs in (one, other):
        for name, laws in side.cone(*claims).items():
            atom = side.atoms.get(name)
            if atom is not None and atom.take is not None and _rests_on(side, laws, differs):
                return "undecided"  # the two records would not say the same
            solver.add(laws)
    solver.add(list(_alike(one, other)))
    solver.add(list(claims))
    verdict = solver.check()
    return "some" if verdict == z3.sat else "none" if verdict == z3.unsat else "undecided"


def _alike(one: Side, other: Side) -> Iterator[z3.BoolRef]:
    """What is counted from the same is the same, though z3 does not look into it."""
    for name, atom in one[0].atoms.items():
        twin = other[0].atoms.get(name)
        if twin is None or atom.take is not None:
            continue
        sides = ((one, atom), (other, twin))
        if any(
            _rests_on(side, [*each.sym, *side.definitions[name]], differs)
            for (side, differs), each in sides
        ):
            continue
        for mine, its in zip(atom.sym, twin.sym, strict=True):
            yield mine == its


def _rests_on(side: Symbolic, laws: list[z3.ExprRef], differs: z3.ArithRef) -> bool:
    """Whether what is taken from the record hangs on the number in which the two differ."""
    behind = [law for found in side.cone(*laws).values() for law in found]
    seen: set[int] = set()
    return any(str(differs) in constants(law, seen) for law in (*laws, *behind))


def _amounts(row: Row) -> tuple[float, float]:
    """The least and the most that a row gives; nothing where it gives none."""
    if row.avoid is not None:
        return 0.0, 0.0
    low = row.amount if row.low is None else row.low
    high = row.amount if row.high is None else row.high
    return low or 0.0, high or 0.0


def _more(row: Row, than: Row) -> bool:
    (low, high), (least, most) = _amounts(row), _amounts(than)
    return low > least or high > most


def _finding(
    worse: Worse,
    agent: Agent,
    route: Route,
    pair: tuple[int, int],
    code: str,
    witness: Witness | None,
) -> Finding:
    name = f"{agent.id}.{route.route}"
    row = route.rows[pair[1]]
    said = {
        MORE: Text(f"{name}：{worse.fact} 更差的患者反而得到更多（第 {pair[1] + 1} 行多于第 {pair[0] + 1} 行）。",
                   f"{name}: a patient whose {worse.fact} is worse is given more (row {pair[1] + 1} than row {pair[0] + 1})."),
        OPEN: Text(f"{name}：未能判定 {worse.fact} 更差时是否可能给得更多。",
                   f"{name}: whether a worse {worse.fact} may be given more is not decided."),
    }  # fmt: skip
    return Finding(
        kind=KIND, code=code, at=(name, f"{name}[{pair[1]}]", worse.fact), place=row.place or route.place,
        what=said[code], witness=witness, cites=row.cites or route.cites,
        readings=row.readings or worse.readings,
    )  # fmt: skip
