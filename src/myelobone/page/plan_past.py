"""Looking back: doses given early or late, and doses whose tests are not on record."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.dates import ordinal
from .layout import Line, Span
from .look import MARKS, Look
from .plan_lines import Item, Sets, bundles, said, short
from .plan_words import amount, what
from .words import month

MOST = 4  # notes one by one before the rest is counted
FEW_DAYS = 2  # days named one by one before they are counted


def past(look: Look, items: Sequence[Item]) -> list[Line]:
    """What was given and when, what was missed; every month with `full`, else a summary."""
    today = look.advice["as_of"]
    before = [item for item in items if item["status"] == "done" and not item.get("branch")]
    doses = [item for item in before if item["kind"] == "dose"]
    if not doses:
        return []
    first, last = doses[0]["done_on"], doses[-1]["done_on"]
    lines = look.heading("looking_back", f"{first} – {last}")
    away = [(item, _days(item)) for item in doses]
    early = [(item, days) for item, days in away if days < 0]
    late = [(item, days) for item, days in away if days > 0]
    if early or late:
        words = look.word("given_unlike").format(len(doses), len(early), len(late))
    else:
        words = look.word("given_so_far").format(len(doses))
    lines += look.lines([Span(words)], first=(Span("  "),), indent=4)
    lines += _named(look, [_moved(look, *each) for each in away if each[1]])
    lines += _tests(look, doses)
    if look.full:
        lines += _months(look, [item for item in before if (item["done_on"] or "") <= today])
    else:
        lines += look.lines(
            [Span(look.word("months_folded"), "dim")], first=(Span("  "),), indent=4
        )
    return lines


def _days(item: Item) -> int:
    """Days outside the window: before it below zero, after it above."""
    done = ordinal(item["done_on"])
    if item["latest"] and done > ordinal(item["latest"]):
        return done - ordinal(item["due"])
    if item["earliest"] and done < ordinal(item["earliest"]):
        return done - ordinal(item["due"])
    return 0


def _moved(look: Look, item: Item, days: int) -> str:
    words = look.word("late_by" if days > 0 else "early_by").format(abs(days))
    day = item["done_on"]
    window = f"{item['due']}–{short(item['latest'], item['due'])}"
    given = f"{day} {what(look, [item])} {amount(look, item)}".rstrip()
    return f"{given}{look.colon}{words}{look.comma}{look.word('was_due').format(window)}"


def _tests(look: Look, doses: Sequence[Item]) -> list[Line]:
    """For the agent that runs: the tests before a dose of which the record has nothing."""
    judged = [dose for dose in doses if dose.get("lacks") is not None]
    if not judged:
        return []
    lacking: dict[tuple[str, ...], list[str]] = {}
    for dose in judged:
        if dose["lacks"]:
            lacking.setdefault(tuple(dose["lacks"]), []).append(dose["done_on"])
    if not lacking:
        return look.lines([Span(look.word("tests_all"))], first=(Span("  "),), indent=4)
    words = look.word("tests_lacking").format(sum(len(days) for days in lacking.values()))
    lines = look.lines([Span(words)], first=(Span("  "),), indent=4)
    return lines + _named(look, [_gap(look, *each) for each in lacking.items()])


def _gap(look: Look, tests: tuple[str, ...], days: Sequence[str]) -> str:
    """The doses that lack the same tests, in one line."""
    if len(days) > FEW_DAYS:
        when = look.word("times_from_to").format(len(days), days[0], days[-1])
    else:
        when = look.separator.join(days)
    return f"{when}{look.colon}{look.word('lacking_tests')} {look.terms(tests)}"


def _named(look: Look, notes: Sequence[str]) -> list[Line]:
    """The latest notes one by one, the earlier ones counted."""
    shown = notes if look.full else notes[-MOST:]
    lines: list[Line] = []
    for note in shown:
        first = (Span("  "), *look.mark(MARKS["caution"], "caution"))
        lines += look.lines([Span(note)], first=first, indent=7)
    return lines + look.folded(len(notes) - len(shown))


def _months(look: Look, items: Sequence[Item]) -> list[Line]:
    """Every month of the past, a line a day."""
    lines: list[Line] = []
    sets = Sets()
    days: dict[str, list[Item]] = {}
    for item in items:
        days.setdefault(item["done_on"], []).append(item)
    shown = ""
    for day in sorted(days):
        if day[:7] != shown:
            shown = day[:7]
            lines.append((Span("  "), Span(month(day, look.lang), "head")))
        doses = [
            said(look, sets, each) for each in bundles(days[day]) if each.first["kind"] != "monitor"
        ]
        tests = [item["what"] for item in days[day] if item["kind"] == "monitor"]
        if tests:
            doses.append(f"{look.word('tests')}{look.colon}{look.terms(tests)}")
        lines += look.lines(
            [Span(look.semicolon.join(doses))], first=(Span(f"    {day[5:]}  "),), indent=11
        )
    return lines
