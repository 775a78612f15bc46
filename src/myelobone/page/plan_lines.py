"""Dated items gathered into lines: tests by the dose they serve, and what each is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .look import MARKS, Look
from .plan_words import amount, what

Item = Mapping[str, Any]
FEW_TESTS = 2  # so many are named in place, more get a letter
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Bundle:
    """Items that stand together: one item, or the tests of one series for one day."""

    day: str
    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """The item that speaks for all."""
        return self.items[0]


@dataclass
class Sets:
    """Sets of tests that recur, each with a letter, in the order in which they are met.

    With `spelled` every test is named in place.
    """

    spelled: bool = False
    letters: dict[tuple[str, ...], str] = field(default_factory=dict)
    examples: dict[tuple[str, ...], Item] = field(default_factory=dict)

    def name(self, look: Look, items: Sequence[Item]) -> str:
        """The tests by name, or by the letter of their set."""
        tests = tuple(sorted({item["what"] for item in items}))
        if self.spelled or len(tests) <= FEW_TESTS:
            return look.terms(item["what"] for item in items)
        if tests not in self.letters:
            self.letters[tests] = LETTERS[len(self.letters) % len(LETTERS)]
            self.examples[tests] = items[0]
        gap = "" if look.lang == "zh" else " "
        return f"{look.word('tests')}{gap}{self.letters[tests]}"


def series_of(item: Item) -> str:
    """The calendar item that a dated item comes from, as its id says."""
    name: str = item["id"].rpartition(".")[0]
    return name.removesuffix(f".{item['what']}") if item["kind"] == "monitor" else name


def short_hold(item: Item) -> bool:
    """A hold that comes with each dose and goes by itself."""
    return item["kind"] == "hold" and item.get("for_dose") is not None


def bundles(items: Iterable[Item]) -> list[Bundle]:
    """Items as they stand on lines, in order of day; short holds are told once elsewhere."""
    found: dict[tuple[Any, ...], list[Item]] = {}
    for item in items:
        if short_hold(item):
            continue
        day = item.get("for_dose") or _day(item)
        apart: Any = item["id"]
        if item["kind"] == "monitor":
            apart = (series_of(item), item["status"] == "done")
        branch = item.get("branch") or {}
        key = (day, item["kind"] != "dose", branch.get("option"), apart)
        found.setdefault(key, []).append(item)
    ordered = sorted(found.items(), key=lambda each: (each[0][0], each[0][1]))
    return [Bundle(key[0], tuple(group)) for key, group in ordered]


def _day(item: Item) -> str:
    if item["kind"] == "hold":
        return item.get("earliest") or item.get("due") or ""
    return item.get("due") or item.get("earliest") or ""


def said(look: Look, sets: Sets, bundle: Bundle, under: str = "", *, terse: bool = False) -> str:
    """What a bundle is, with its amount, whom it serves and by when; no day of its own.

    `under` is the day of the dose that it stands under, which then need not be named again; with
    `terse` a decision that must come first is a mark, to be explained elsewhere.
    """
    item = bundle.first
    if item["kind"] == "monitor":
        return _tests(look, sets, bundle, under)
    name = what(look, bundle.items)
    if item["kind"] == "decision":
        name = f"{look.word('decide')}{look.colon}{name}"
    if dose := amount(look, item):
        name += f" {dose}" + ("*" if by_table(look, item) else "")
    if terse and item.get("depends_on"):
        return f"{name}{MARKS['ask']}" + bracketed(look, notes(look, {**item, "depends_on": None}))
    return name + bracketed(look, notes(look, item))


def by_table(look: Look, item: Item) -> bool:
    """A dose ahead whose amount is that of the table today, not one that a doctor typed."""
    known = look.knowledge.calendar.get(series_of(item))
    typed = known is not None and known.amount is not None
    return item["kind"] == "dose" and item["status"] != "done" and not typed


def _tests(look: Look, sets: Sets, bundle: Bundle, under: str) -> str:
    item = bundle.first
    finished = item["status"] == "done" and len(bundle.items) > FEW_TESTS
    name = look.word("tests") if finished else sets.name(look, bundle.items)
    notes: list[str] = []
    served = item.get("for_dose")
    if item["status"] == "done":
        days = sorted({each.get("done_on") or "" for each in bundle.items} - {""})
        if days and served:
            notes.append(f"{look.word('done')} {short(days[-1], served)}")
        elif served:
            notes.append(look.word("done"))
    elif served and served != under and item.get("earliest") and item["earliest"] != served:
        notes.append(look.word("from_on").format(short(item["earliest"], served)))
    notes += depends(look, item) if not served else []  # the dose says so itself
    if served and served != under:
        lead = look.word("for_dose_on").format(short(served, bundle.day))
        return f"{lead}{look.colon}{name}{bracketed(look, notes)}"
    return name + bracketed(look, notes)


def notes(look: Look, item: Item) -> list[str]:
    """The window of an item, what holds it, what must be confirmed or decided first."""
    parts: list[str] = []
    earliest, due, latest = item.get("earliest"), item.get("due"), item.get("latest")
    if item["kind"] == "hold":
        until = f"{look.word('until')} {latest}" if latest else look.word("open_end")
        parts.append(until)
    elif item["status"] != "done":
        if earliest and due and earliest > due:
            parts.append(f"{look.word('not_before')} {earliest}")
        elif earliest and due and earliest < due:
            parts.append(look.word("from_on").format(short(earliest, due)))
        usual = item["kind"] == "dose" and item["status"] == "upcoming"  # told once for all
        if latest and due and latest > due and item["status"] != "held" and not usual:
            parts.append(f"{look.word('at_latest')} {short(latest, due)}")
    if item.get("held_by"):
        parts.append(f"{look.word('held')}{look.colon}{holder(look, item)}")
    if item.get("needs_confirmation"):
        parts.append(look.word("confirm"))
    return parts + depends(look, item) + overridden(look, item)


def depends(look: Look, item: Item) -> list[str]:
    """The decision that a day hangs on, where there is one."""
    choice = item.get("depends_on")
    return [look.word("decide_first").format(look.label(choice))] if choice else []


def overridden(look: Look, item: Item) -> list[str]:
    """Who set the item aside, why, and until when."""
    found = item.get("override")
    if not found:
        return []
    parts = [f"{look.word('overridden')} {found['by']}", found.get("because") or ""]
    if found.get("until"):
        parts.append(f"{look.word('until')} {found['until']}")
    return [look.comma.join(part for part in parts if part)]


def holder(look: Look, item: Item) -> str:
    """The hold or the fact that an item waits for, in a few words."""
    name = item["held_by"]
    for other in look.advice["items"]:
        if other["kind"] == "hold" and series_of(other) == name:
            text = look.text(other["text"])
            return text.split("：")[0] if look.lang == "zh" else text.split(",")[0]
    return look.label(name)


def bracketed(look: Look, parts: Sequence[str]) -> str:
    """Notes in brackets after what they belong to."""
    if not parts:
        return ""
    inner = look.semicolon.join(parts)
    return f"（{inner}）" if look.lang == "zh" else f" ({inner})"


def short(day: str, beside: str) -> str:
    """A day without its year, where it is in the year of the one beside it."""
    return day[5:] if day[:4] == beside[:4] else day
