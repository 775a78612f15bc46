"""Why a dated item falls on its day: whether it applies, what it counts from, what moved it."""

from __future__ import annotations

from collections.abc import Iterator

from ...language.dates import Duration, add, iso
from ...language.model import Item
from ...language.problems import Text
from ...language.tree import Expression
from ..holds import applies
from ..measures import last_measured
from ..outcome import Outcome
from ..planned import Planned
from ..series import interval
from ..texts import display
from ..values import Value
from .facts import Teller
from .nodes import Node, answer_of

UNITS = {
    "hours": ("小时", "hour"), "days": ("天", "day"), "weeks": ("周", "week"), "months": ("个月", "month"),
    "years": ("年", "year"),
}  # fmt: skip
LABELS = {
    "agent": Text(zh="用哪种药", en="which agent"),
    "study": Text(zh="用哪种方法", en="which modality"),
    "last": Text(zh="上次测定", en="last measured"),
    "from": Text(zh="从何时算起", en="counted from"),
    "every": Text(zh="间隔", en="interval"),
    "sooner": Text(zh="可以提前", en="may be sooner"),
    "due": Text(zh="到期日", en="due"),
    "earliest": Text(zh="最早", en="earliest"),
    "latest": Text(zh="最迟", en="latest"),
    "deadline": Text(zh="期限", en="deadline"),
    "until": Text(zh="到何时为止", en="until"),
    "started": Text(zh="首剂", en="first dose"),
    "needs": Text(zh="须先满足", en="needs first"),
    "held": Text(zh="暂停", en="held"),
    "day": Text(zh="这一天", en="this day"),
}


def item_parts(teller: Teller, item: Item) -> tuple[Node, ...]:
    """Whether a calendar item applies, and what its days are made from."""
    run = teller.run
    truth = applies(run, item)
    when = run.ctx.program.test(item.when)(run.ctx)
    decides = when is truth or truth is True
    nodes = [
        Node(kind="when", answer=answer_of(when), decides=decides, parts=(teller.tree(item.when, decides=decides),))
    ]  # fmt: skip
    for tree in item.unless:
        found = run.ctx.program.test(tree)(run.ctx)
        excepted = when is not False and found is not False
        nodes.append(
            Node(kind="unless", answer=answer_of(found), decides=excepted, parts=(teller.tree(tree, decides=excepted),))
        )  # fmt: skip
    if truth is not False:
        nodes += _made_from(teller, item)
    return tuple(nodes)


def _made_from(teller: Teller, item: Item) -> Iterator[Node]:
    for key, name in (("agent", item.agent_fact), ("study", item.study_fact)):
        if name is not None:
            yield _step(key, parts=(teller.fact(name),))
    for key, expr in (("started", item.started), ("from", item.from_)):
        if expr is not None:
            yield _expression(teller, key, expr)
    if item.every:
        yield _interval(teller, item)
    if item.sooner_when is not None:
        truth = teller.run.ctx.program.test(item.sooner_when)(teller.run.ctx)
        yield _step("sooner", answer=truth, parts=(teller.tree(item.sooner_when, decides=False),))
    for key in ("due", "earliest", "latest", "deadline", "until"):
        expr = getattr(item, key)
        if expr is not None:
            yield _expression(teller, key, expr)
    for key, name in (("needs", item.needs), ("held", item.held_while)):
        if name is not None:
            yield _step(key, parts=(teller.fact(name),))


def _interval(teller: Teller, item: Item) -> Node:
    """The rows of an interval, read down to the first that holds."""
    ctx = teller.run.ctx
    rows = []
    for row in item.every:
        truth = True if row.when is None else ctx.program.test(row.when)(ctx)
        parts = (teller.tree(row.when, decides=truth is not False),) if row.when is not None else ()
        rows.append(
            Node(
                kind="case", label=span(row.value), written=f"{row.value.count} {row.value.unit}",
                answer=answer_of(truth), decides=truth is not False, parts=parts,
            )
        )  # fmt: skip
        if truth is True:
            break
    every = interval(teller.run, item)
    only = len(item.every) == 1 and item.every[0].when is None
    return _step("every", None if every is None else span(every), parts=() if only else tuple(rows))


def day_parts(teller: Teller, outcome: Outcome, planned: Planned) -> tuple[Node, ...]:
    """How the day of one dated item was found, in steps."""
    run, item = teller.run, planned.item
    found: list[Node] = []
    last = None if planned.term is None else last_measured(run, planned.term)
    if planned.term is not None:
        entry = () if last is None else (teller.entry(last[1]),)
        never = Text(zh="从未测定", en="never") if last is None else _text(iso(last[0]))
        found.append(_step("last", never, parts=entry))
    found.append(_step("day", _sum(outcome, planned, None if last is None else last[0])))
    if planned.held_by is not None:
        hold = run.knowledge.calendar.get(planned.held_by)
        inside = (
            (teller.fact(planned.held_by),)
            if hold is None
            else (Node(kind="hold", id=hold.id, label=run.text(hold.says), answer="yes", parts=(teller.tree(hold.when),)),)
        )  # fmt: skip
        found.append(_step("held", parts=inside))
    if planned.latest is not None and planned.latest != planned.due and item.form != "hold":
        found.append(_step("latest", _text(iso(planned.latest))))
    return tuple(found)


def _sum(outcome: Outcome, planned: Planned, last: int | None) -> Text:
    """The day as a sum of what it was counted from, or what put it there."""
    run, item, due = outcome.run, planned.item, planned.due
    if due is None:
        return Text(zh="尚不能定日", en="no day can be given yet")
    day = iso(due)
    earlier = [
        each.due
        for each in outcome.planned
        if each.item.id == item.id and each.term == planned.term and each.due is not None
        and each.due < due and each.status != "held"
    ]  # fmt: skip
    base = max(earlier) if earlier else last
    if base is None and item.from_ is not None:
        value = run.ctx.program.expression(item.from_)(run.ctx)
        base = int(value.low) if value.known else None
    every = interval(run, item) if item.every else None
    spans = [every] if every is not None else list(item.at)
    for each in spans:
        if base is not None and add(base, each) == due:
            text = span(each)
            return Text(
                zh=f"{iso(base)} + {text.zh} = {day}", en=f"{iso(base)} + {text.en} = {day}"
            )
    hold = next((h for h in outcome.holds if h.until == due and planned.agent in h.agents), None)
    if hold is not None:
        return Text(zh=f"{day}：暂停结束之日", en=f"{day}, the day the hold ends")
    if planned.for_dose is not None:
        dose = iso(planned.for_dose)
        return Text(zh=f"{day}：为{dose}的用药而查", en=f"{day}, for the dose of {dose}")
    doses = {p.due for p in outcome.planned if p.item.form == "dose"}
    if due in doses and item.before_dose is not None:
        return Text(zh=f"{day}：当天用药，用药前查", en=f"{day}, a dose falls on that day")
    if due == run.ctx.today and base is None:
        return Text(
            zh=f"{day}：此前没有记录，今天就该做", en=f"{day}, nothing on record, due today"
        )
    return _text(day)


def _expression(teller: Teller, key: str, expr: Expression) -> Node:
    ctx = teller.run.ctx
    value: Value = ctx.program.expression(expr)(ctx)
    shown = display(ctx, "today", value)
    return _step(key, shown, parts=teller.formula(ctx, expr, None))


def _step(
    key: str, shown: Text | None = None, *, answer: bool | str | None = "",
    parts: tuple[Node, ...] = (),
) -> Node:  # fmt: skip
    word = None if isinstance(answer, str) else answer_of(answer)
    return Node(
        kind="step",
        id=key,
        label=LABELS[key],
        display=shown,
        answer=word,
        decides=True,
        parts=parts,
    )


def _text(words: str) -> Text:
    return Text(zh=words, en=words)


def span(duration: Duration) -> Text:
    """A duration in words."""
    zh, en = UNITS[duration.unit]
    plural = "" if duration.count == 1 else "s"
    return Text(zh=f"{duration.count}{zh}", en=f"{duration.count} {en}{plural}")
