"""Questions as the advice shows them: in order, with the reason, and what an entry lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..language.model import Fact, IsForm
from ..language.problems import Text
from ..language.tree import AnyEntry, Count, DaysOver, Nearest, Source, Take, Total
from .output_plan import Lacking, Question
from .rows import FINDING, UNLISTED
from .run import Run
from .takes import could_meet, read, sight
from .texts import label
from .values import Value

Changes = Mapping[str, set[str]]  # term -> outputs it would change

WHY = {
    "missing": Text(zh="请补充{}", en="Enter {}"),
    "stale": Text(zh="请更新{}（已过期）", en="Update {} (out of date)"),
    "implausible": Text(zh="请核对{}（数值不可用）", en="Check {} (the value cannot be used)"),
    "conflicting": Text(zh="请核对{}（记录相互矛盾）", en="Check {} (entries contradict)"),
    "recheck": Text(zh="请复查{}", en="Repeat {}"),
}
STILL_SO = Text(zh="请确认{}现况", en="Confirm {}: still so?")
LACKING = Text(zh="请补全{}：{}", en="Complete {}: {}")


def out(
    run: Run,
    changes: Changes,
    partners: Mapping[str, Mapping[str, None]],
    rechecks: set[str],
) -> list[Question]:
    """The questions: first those that decide a stop or a dose, then other answers, then dates.

    Within these: most agents changed, then the order of the vocabulary.
    """
    vocabulary = run.knowledge.vocabulary
    order = {term: number for number, term in enumerate(("sex", "born", *vocabulary.terms))}

    def rank(term: str) -> tuple[int, int, int]:
        agents = sum(1 for output in changes[term] if output.startswith("agents."))
        tier = min(_tier(run, output) for output in changes[term])
        return tier, -agents, order.get(term, len(order))

    found = []
    for term in sorted(changes, key=rank):
        why = _why(run, term, rechecks)
        lacking = tuple(_lacking(run, term)) if why == "missing" else ()
        found.append(
            Question(
                fact=term, with_=tuple(partners[term]), why=why, lacking=lacking,
                would_change=tuple(sorted(changes[term])), text=_text(run, term, why, lacking),
            )
        )  # fmt: skip
    return found


def _tier(run: Run, output: str) -> int:
    kind, _, name = output.partition(".")
    if kind == "agents":
        return 0
    if kind == "rules":
        return 0 if run.knowledge.rules[name].then.level == "stop" else 1
    item = run.knowledge.calendar.get(name)
    return 0 if item is not None and item.form in ("dose", "hold") else 2


def _why(run: Run, term: str, rechecks: set[str]) -> str:
    for fact in run.ctx.program.readers.get(term, ()):
        value = run.ctx.fact(fact.id)
        if value.status == "unknown" and value.why not in (None, "needs"):
            return str(value.why)
    return "recheck" if term in rechecks else "missing"


def _lacking(run: Run, term: str) -> Iterator[Lacking]:
    """Attributes that entries of the term do not give though some unknown fact looks at them."""
    seen: set[tuple[int, str]] = set()
    for fact in run.ctx.program.readers.get(term, ()):
        if run.ctx.fact(fact.id).status != "unknown":
            continue
        for seq, attribute in _not_given(run, fact):
            if (seq, attribute) not in seen:
                seen.add((seq, attribute))
                yield Lacking(entry=f"entries[{seq}]", on=run.day(seq), attribute=attribute)


def _not_given(run: Run, fact: Fact) -> Iterator[tuple[int, str]]:
    expr = fact.form.expression if isinstance(fact.form, IsForm) else None
    if not isinstance(expr, Take | Nearest | AnyEntry | Count | Total | DaysOver):
        return
    source: Source = run.ctx.program.compiler.flatten(expr.source)
    names = [condition.attribute for condition in source.conditions]
    if isinstance(expr, Take | Nearest | Total):
        names.append(expr.attribute)
    for name in source.terms:
        for row, _ in sight(run.ctx, name, False):
            if row.seq >= run.entries_shown or not could_meet(run.ctx, row, source):
                continue
            if name == FINDING and row.part == UNLISTED:
                yield row.seq, run.ctx.index.shape.lists[row.term.id]
                continue
            values: dict[str, Value] = {each: read(run.ctx, row, each) for each in names}
            for attribute, value in values.items():
                if value.status == "unknown" and value.why == "missing" and attribute in row.shapes:
                    yield row.seq, attribute


def _text(run: Run, term: str, why: str, lacking: tuple[Lacking, ...]) -> Text:
    known = run.knowledge.vocabulary.terms.get(term)
    names = label(run.ctx, term) if known is None else known.label
    if lacking:
        parts = [label(run.ctx, each) for each in dict.fromkeys(x.attribute for x in lacking)]
        return Text(
            zh=LACKING.zh.format(names.zh, "、".join(part.zh for part in parts)),
            en=LACKING.en.format(names.en, ", ".join(part.en for part in parts)),
        )
    text = WHY[why]
    if why == "recheck" and known is not None and known.kind not in ("measurement", "test"):
        text = STILL_SO
    return Text(zh=text.zh.format(names.zh), en=text.en.format(names.en))
