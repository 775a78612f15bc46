"""Reads how an agent is given by one route: its dose rows and how long an infusion takes."""

from __future__ import annotations

import re
from typing import Any

from .grounds import read_grounds
from .ledger import Scope
from .model import Route, Row
from .parse import parse_quantity
from .problems import Text
from .sheet import Fields, Sheet, read_both
from .units import UnitError, factor, same_dimension
from .yaml import Node, Sequence

LIMITS = ("above", "from", "below", "through")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)(?: +(\S+))? +to +(\d+(?:\.\d+)?) +(\S+)")
_AT_LEAST = re.compile(r"at least +(.+)")
_DAYS = {"days": 1, "weeks": 7}


def load_route(fields: Fields, agent: str) -> Route:
    """One route with its rows; rows without grounds of their own rest on the route's."""
    grounds = read_grounds(fields, required=True)
    scope = Scope(owner=agent, dose=True)
    low, high = _over(fields)
    at_most = fields.quantity("at_most")
    by = fields.name("by", "fact")
    rows = _rows(fields, scope, by)
    units = [row.unit for row in rows if row.unit] + ([at_most.unit] if at_most else [])
    for unit in units[1:]:
        if unit != units[0]:
            fields.sheet.fault("knowledge.dimension", fields.map, found=unit, allowed=units[0])
    route = Route(
        **grounds,
        route=fields.name("route", "word", required=True) or "",
        over_low=low,
        over_high=high,
        at_most=at_most,
        interval_days=_interval(fields),
        days_per_month=fields.whole("days_per_month"),
        administration=_administration(fields, scope),
        by=by,
        rows=rows,
        unit=units[0] if units else "mg",
    )
    fields.finish()
    return route


def _rows(fields: Fields, scope: Scope, by: str | None) -> tuple[Row, ...]:
    sheet = fields.sheet
    bands, cases = fields.get("bands"), fields.get("cases")
    plain = fields.get("give") is not None or fields.get("avoid") is not None
    unknown = fields.text("unknown")
    if (bands is not None) + (cases is not None) + plain != 1:
        sheet.fault("knowledge.one_form", fields.map, allowed=("bands", "cases", "give"))
        return ()
    if plain:
        return (_row(fields, {"place": fields.place}, scope, own=False),)
    if unknown != "ask":
        sheet.fault("knowledge.missing_unknown", fields.map, found=unknown, allowed="unknown: ask")
    if bands is not None and by is None:
        sheet.fault("knowledge.missing_key", fields.map, allowed="by")
    node = bands if bands is not None else cases
    assert node is not None
    rows = [_table_row(row, scope, banded=bands is not None) for row in sheet.rows(node)]
    for row in rows[:-1]:
        if row.otherwise:
            sheet.ledger.add("knowledge.otherwise", row.place, found="otherwise")
    return tuple(rows)


def _table_row(fields: Fields, scope: Scope, banded: bool) -> Row:
    given: dict[str, Any] = read_grounds(fields, required=False)
    if banded:
        for name in LIMITS:
            given["from_" if name == "from" else name] = fields.number(name)
        _limits(fields)
    elif fields.get("otherwise") is not None:
        fields.word("otherwise", ("yes",))
        given["otherwise"] = True
    else:
        given["when"] = fields.tree("when", scope, required=True)
    row = _row(fields, given, scope, own=True)
    fields.finish()
    return row


def _limits(fields: Fields) -> None:
    """At most one lower and one upper limit, at least one of them."""
    lower: list[str] = [name for name in ("above", "from") if name in fields.map.items]
    upper: list[str] = [name for name in ("below", "through") if name in fields.map.items]
    if len(lower) > 1 or len(upper) > 1 or not (lower or upper):
        fields.sheet.fault(
            "knowledge.band", fields.map, found=" · ".join(lower + upper) or None, allowed=LIMITS
        )


def _row(fields: Fields, given: dict[str, Any], scope: Scope, own: bool) -> Row:
    sheet = fields.sheet
    give, avoid = fields.get("give"), fields.name("avoid", "word")
    if (give is not None) == (avoid is not None):
        sheet.fault("knowledge.one_form", fields.map, allowed=("give", "avoid"))
    if give is not None:
        given |= _amount(sheet, give)
    printed = fields.text("printed")
    if own:
        given["over_low"], given["over_high"] = _over(fields)
    return Row(**given, avoid=avoid, printed=printed)


def _amount(sheet: Sheet, node: Node) -> dict[str, Any]:
    """`3.5 mg`, or `60 to 90 mg` as a range."""
    text = sheet.text(node) or ""
    match = _RANGE.fullmatch(text)
    if match is not None:
        low, high, unit = float(match[1]), float(match[3]), match[4]
        sheet.ledger.use("unit", unit, sheet.place(node.mark))
        if low >= high or match[2] not in (None, unit):
            sheet.fault("knowledge.not_a_quantity", node, found=text, allowed="60 to 90 mg")
        return {"low": low, "high": high, "unit": unit}
    quantity = parse_quantity(text)
    if quantity is None or quantity.unit == "1" or quantity.value <= 0:
        sheet.fault("knowledge.not_a_quantity", node, found=text, allowed="3.5 mg · 60 to 90 mg")
        return {}
    sheet.ledger.use("unit", quantity.unit, sheet.place(node.mark))
    return {"amount": quantity.value, "unit": quantity.unit}


def _over(fields: Fields) -> tuple[float | None, float | None]:
    """Minutes: `at least 15 min` has no upper end, `15 min` is both ends, `2 to 4 h` a range."""
    text = fields.text("over")
    if text is None:
        return None, None
    at_least = _AT_LEAST.fullmatch(text)
    match = _RANGE.fullmatch(text)
    parts: list[str]
    if at_least is not None:
        parts = [at_least[1]]
    elif match is not None:
        parts = [f"{match[1]} {match[2] or match[4]}", f"{match[3]} {match[4]}"]
    else:
        parts = [text, text]
    minutes = [_minutes(part) for part in parts]
    known = [value for value in minutes if value is not None]
    if len(known) != len(minutes) or known != sorted(known):
        fields.sheet.fault(
            "knowledge.not_a_quantity", fields.mark("over"), found=text,
            allowed="15 min · at least 15 min · 2 to 4 h",
        )  # fmt: skip
        return None, None
    return known[0], known[1] if len(known) > 1 else None


def _minutes(text: str) -> float | None:
    quantity = parse_quantity(text)
    try:
        if quantity is None or not same_dimension(quantity.unit, "min"):
            return None
        return quantity.value * factor(quantity.unit, "min")
    except UnitError:
        return None


def _interval(fields: Fields) -> int | None:
    duration = fields.duration("interval")
    if duration is None:
        return None
    if duration.unit not in _DAYS:
        fields.sheet.fault(
            "knowledge.not_a_duration", fields.mark("interval"), found=duration.unit,
            allowed=tuple(_DAYS),
        )  # fmt: skip
        return None
    return duration.count * _DAYS[duration.unit]


def _administration(fields: Fields, scope: Scope) -> tuple[Text, ...]:
    node = fields.get("administration")
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(read_both(fields.sheet, item, scope) for item in items)
