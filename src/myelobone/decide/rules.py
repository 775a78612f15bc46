"""Rules: each fires, is quiet, or asks; what fires becomes items of the advice."""

from __future__ import annotations

from ..language.model import Rule
from ..language.problems import Text
from .context import Context
from .kleene import Truth, any_of
from .output_items import ItemOut, OverrideOut
from .output_plan import RuleOut
from .overrides import still_holds
from .rows import Row
from .run import Run
from .takes import read
from .values import Value

TITLE_LENGTH = 60
ANSWERS = {True: "fires", False: "quiet", None: "asks"}


def answer(run: Run, rule: Rule) -> Truth:
    """Yes when the rule fires, no when it is quiet, unknown when it asks."""
    if rule.id not in run.answers:
        run.answers[rule.id] = None  # a cycle is refused when knowledge loads
        if rule.each is None:
            run.answers[rule.id] = answer_in(run, rule, run.ctx)
        else:
            rows = _each(run, rule)
            run.rows[rule.id] = rows
            run.answers[rule.id] = any_of(truth for *_, truth in rows)
    return run.answers[rule.id]


def answer_in(run: Run, rule: Rule, ctx: Context) -> Truth:
    """How a rule answers in one context: that of the day, or of one entry of its `each`."""
    when = run.ctx.program.rules[rule.id](ctx)
    if when is False:
        return False
    excepted = any_of(
        [test(ctx) for test in run.ctx.program.exceptions[rule.id]]
        + [answer(run, run.knowledge.rules[name]) for name in rule.unless_rules]
    )
    if excepted is True:
        return False
    return True if when is True and excepted is False else None


def _each(run: Run, rule: Rule) -> list[tuple[int, Row, Context, Truth]]:
    assert rule.each is not None
    selected = run.ctx.program.compiler.select(rule.each, rule.each_windows)(run.ctx)
    rows = []
    for number, (row, sure) in enumerate(selected.rows, start=1):
        ctx = run.ctx.with_local(local_values(run.ctx, row, "it"))
        truth = answer_in(run, rule, ctx)
        rows.append((number, row, ctx, truth if sure or truth is False else None))
    return rows


def local_values(ctx: Context, row: Row, prefix: str) -> dict[str, Value]:
    """The attributes of one entry as `it.x` or `order.x`."""
    names = {"date", "value"} | set(row.attributes) | set(row.term.attributes)
    return {f"{prefix}.{name}": read(ctx, row, name) for name in sorted(names)}


def items(run: Run) -> list[ItemOut]:
    """The items of every rule that fires, in the order of the knowledge."""
    found: list[ItemOut] = []
    for rule in run.knowledge.rules.values():
        if answer(run, rule) is not True or rule.then.main == "choice":
            continue
        if rule.each is None:
            found += _items(run, rule, run.ctx, rule.id)
            continue
        for number, _, ctx, truth in run.rows[rule.id]:
            if truth is True:
                found += _items(run, rule, ctx, f"{rule.id}#{number}")
    return found


def _items(run: Run, rule: Rule, ctx: Context, item_id: str) -> list[ItemOut]:
    then = rule.then
    text = run.text(rule.says, ctx)
    title = shorten(run.text(rule.title, ctx) if rule.title else text)
    because = run.because(rule.when, ctx)
    precaution = run.is_precaution(rule.when, ctx)
    kind = {"alert": "alert", "advise": "advice", "info": "info", "refer": "referral"}.get(
        then.main, "advice"
    )

    def item(id_: str, kind: str, level: str, to: str | None) -> ItemOut:
        return ItemOut(
            id=id_, topic=rule.topic, kind=kind, level=level, urgency=then.urgency,  # type: ignore[arg-type]
            origin=rule.origin, strength=rule.strength, cites=rule.cites,
            evidence=rule.evidence, readings=rule.readings, agent=then.agent, cause=rule.cause,
            precaution=precaution, title=title, text=text, because=because, roles=rule.roles,
            override=override_of(run, rule, id_), to=to, do=then.do, show=then.show,
            checklist=then.checklist,
        )  # fmt: skip

    main = item(item_id, kind, then.level, then.refer if kind == "referral" else None)
    if then.refer is None or kind == "referral":
        return [main]
    return [main, item(f"{item_id}/refer", "referral", "advise", then.refer)]


def override_of(run: Run, rule: Rule, item_id: str) -> OverrideOut | None:
    """The override of an item, while its reasons are what they were."""
    override = run.overrides.get(item_id)
    if override is None or not still_holds(run.ctx, override, rule.when):
        return None
    return override.out()


def shorten(text: Text) -> Text:
    """A title: the first sentence, at most 60 characters."""
    return Text(zh=_cut(text.zh, "。；"), en=_cut(text.en, ".;"))


def _cut(text: str, ends: str) -> str:
    for position, character in enumerate(text):
        last = position + 1 == len(text) or text[position + 1] == " " or character in "。；"
        if character in ends and last:
            text = text[:position]
            break
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1] + "…"


def every_answer(run: Run) -> list[RuleOut]:
    """How every rule answers, with the leaves that make it so."""
    return [
        RuleOut(
            id=rule.id,
            answer=ANSWERS[answer(run, rule)],  # type: ignore[arg-type]
            because=run.because(rule.when) if rule.each is None else (),
        )
        for rule in run.knowledge.rules.values()
    ]
