"""A dose row as the advice shows it: figures from the table, words from the vocabulary."""

from __future__ import annotations

from ..language.model import Route, Row
from ..language.problems import Text
from .output_items import Dose
from .run import Run, grounds
from .texts import display, label, with_unit

MINUTES_SHOWN_AS_HOURS = 120


def figure(value: float) -> str:
    """A number without trailing zeros (4, 3.5)."""
    return f"{round(value, 6):.10g}"


def dose_out(run: Run, route: Route, row: Row, once_of: Text | None = None) -> Dose:
    """The dose of a row that gives one; `once_of` names the agent of a single dose."""
    cites, readings = grounds((row, route))
    over_low = row.over_low if row.over_low is not None else route.over_low
    over_high = row.over_high if row.over_low is not None else route.over_high
    return Dose(
        amount=row.amount, unit=row.unit or route.unit, low=row.low, high=row.high,
        route=route.route, over_minutes=over_low, over_minutes_max=over_high,
        interval_days=route.interval_days if once_of is None else None,
        days_per_month=route.days_per_month,
        display=_display(run, route, row, over_low, over_high, once_of),
        administration=tuple(run.text(text) for text in route.administration),
        cites=cites, readings=readings,
    )  # fmt: skip


def amount_text(
    run: Run, amount: float | None, low: float | None, high: float | None, unit: str
) -> Text:
    """An amount or a range with its unit."""
    if amount is not None:
        return with_unit(run.ctx, figure(amount), unit)
    if low is None or high is None:
        return Text(zh="", en="")
    return with_unit(run.ctx, f"{figure(low)}–{figure(high)}", unit)


def _display(
    run: Run,
    route: Route,
    row: Row,
    over_low: float | None,
    over_high: float | None,
    once_of: Text | None,
) -> Text:
    amount = amount_text(run, row.amount, row.low, row.high, row.unit or route.unit)
    way = label(run.ctx, route.route)
    zh, en = [f"{amount.zh} {way.zh}"], [f"{amount.en} {way.en}"]
    if over_low is not None:
        over = over_text(over_low, over_high)
        zh.append(f"输注{over.zh}")
        en.append(f"over {over.en}")
    if route.days_per_month is not None:
        zh.append(f"每月{route.days_per_month}天")
        en.append(f"{route.days_per_month} days a month")
    elif once_of is not None:
        zh[0], en[0] = f"{once_of.zh} {zh[0]}", f"{once_of.en} {en[0]}"
    elif route.interval_days is not None:
        daily = route.interval_days == 1
        zh.append("每日" if daily else f"每{route.interval_days}天")
        en.append("daily" if daily else f"every {route.interval_days} days")
    return Text(zh="，".join(zh), en=", ".join(en))


def over_text(low: float, high: float | None) -> Text:
    """How long an infusion takes, from minutes."""
    hours = low >= MINUTES_SHOWN_AS_HOURS and low % 60 == 0 and (high is None or high % 60 == 0)
    scale, zh, en = (60, "小时", "h") if hours else (1, "分钟", "min")
    if high is None:
        return Text(zh=f"≥{figure(low / scale)}{zh}", en=f"≥{figure(low / scale)} {en}")
    span = f"{figure(low / scale)}–{figure(high / scale)}"
    return Text(zh=f"{span}{zh}", en=f"{span} {en}")


def row_text(run: Run, route: Route, row: Row | None, name_route: bool) -> Text:
    """Why a route gives no dose: its row advises against it, or the row cannot be told."""
    way = label(run.ctx, route.route)
    head = Text(zh=f"{way.zh}：", en=f"{way.en}: ") if name_route else Text(zh="", en="")
    fact = run.knowledge.facts.get(route.by) if route.by else None
    if row is None:
        if fact is None:
            return Text(
                zh=f"{head.zh}剂量尚不能确定。", en=f"{head.en}the dose cannot be told yet."
            )
        return Text(
            zh=f"{head.zh}剂量取决于{fact.label.zh}，现在未知。",
            en=f"{head.en}the dose depends on {fact.label.en}, which is unknown.",
        )
    word = label(run.ctx, row.avoid or "")
    printed = Text(zh="", en="")
    if row.printed is not None:
        printed = Text(
            zh=f"（表中印 {row.printed}，仅供参考）",
            en=f" (table prints {row.printed}, for information)",
        )
    if fact is None:
        return Text(zh=f"{head.zh}{word.zh}{printed.zh}。", en=f"{head.en}{word.en}{printed.en}.")
    value = display(run.ctx, fact.id, run.ctx.fact(fact.id))
    return Text(
        zh=f"{head.zh}{fact.label.zh} {value.zh}：{word.zh}{printed.zh}。",
        en=f"{head.en}{fact.label.en} {value.en}: {word.en}{printed.en}.",
    )
