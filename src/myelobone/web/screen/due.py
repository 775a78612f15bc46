"""What is due: overdue, today, held, within the week; each with the one entry that says it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from ...language.model import Term
from ...page.plan_lines import Bundle, bundles, notes
from ...page.plan_words import amount, what
from .asking import Field, field_of
from .look import Ground, View

WEEK = timedelta(days=7)
GIVEN, TASK_DONE = "given", "task_done"  # the contract's terms
FIRST = ("referral", "task", "dose")
EVERY_DAY = ("supplement",)  # goes on without a visit


class Done(Struct, frozen=True):
    """How one entry says that it was done: values typed here, or the form of the entry."""

    kind: str  # given | task | field | form
    term: str
    label: str
    field: Field | None = None


class Dated(Struct, frozen=True, kw_only=True):
    """One dated line."""

    id: str
    status: str
    kind: str
    name: str
    amount: str
    text: str
    due: str
    notes: tuple[str, ...]
    branch: str
    done: tuple[Done, ...]
    ground: Ground


class Due(Struct, frozen=True, kw_only=True):
    """The dated lines by what they ask of the day."""

    overdue: tuple[Dated, ...]
    today: tuple[Dated, ...]
    held: tuple[Dated, ...]
    week: tuple[Dated, ...]
    daily: tuple[Dated, ...]
    next: Dated | None

    @property
    def wanted(self) -> tuple[Dated, ...]:
        """What should be done now."""
        return (*self.overdue, *self.today)

    @property
    def short(self) -> tuple[Dated, ...]:
        """What should be done now, each name once: calls before tests, what hangs on an open choice last."""
        found: dict[tuple[str, str], Dated] = {}
        for each in sorted(
            self.wanted, key=lambda line: (bool(line.branch), line.kind not in FIRST)
        ):
            found.setdefault((each.name, each.amount), each)
        return tuple(found.values())


def due(view: View) -> Due:
    """The plan's lines of now and of the coming week, branches of open choices with their names."""
    plan = view.data["plan"]
    today = date.fromisoformat(view.data["as_of"])
    soon = (today + WEEK).isoformat()
    calm = [item for item in plan if item["status"] != "done" and item["kind"] not in EVERY_DAY]
    ahead = [item for item in calm if item["status"] == "upcoming" and item["kind"] != "hold"]
    week = [item for item in ahead if (item["earliest"] or item["due"] or "9") <= soon]
    later = [item for item in ahead if item not in week and item["due"] and not item["branch"]]
    return Due(
        overdue=_lines(view, (i for i in calm if i["status"] == "overdue")),
        today=_lines(view, (i for i in calm if i["status"] == "due" and i["kind"] != "hold")),
        held=_lines(view, (i for i in calm if i["status"] == "held" or _hold_now(i))),
        week=_lines(view, week),
        daily=_lines(view, (i for i in plan if i["kind"] in EVERY_DAY and i["status"] != "done")),
        next=next(iter(_lines(view, sorted(later, key=lambda i: i["due"])[:6])), None),
    )  # fmt: skip


def dated(view: View, name: str) -> Dated | None:
    """The line of a dated item by its id, None when the plan has no such open item."""
    found = [i for i in view.data["plan"] if i["id"] == name and i["status"] != "done"]
    return next(iter(_lines(view, found)), None)


def _hold_now(item: Mapping[str, Any]) -> bool:
    return item["kind"] == "hold" and item["status"] in ("due", "overdue")


def _lines(view: View, items: Iterable[Mapping[str, Any]]) -> tuple[Dated, ...]:
    found = [_line(view, bundle) for bundle in bundles(items)]
    same: dict[tuple[str, str, str, str], list[Dated]] = {}
    for line in found:
        same.setdefault((line.due, line.name, line.amount, line.text), []).append(line)
    return tuple(_alike(view, group) for group in same.values())


def _alike(view: View, group: list[Dated]) -> Dated:
    """Lines that differ only in the option they belong to, as one."""
    if len(group) == 1:
        return group[0]
    from msgspec.structs import replace

    names = view.look.separator.join(dict.fromkeys(each.branch for each in group if each.branch))
    return replace(group[0], branch=names)


def _line(view: View, bundle: Bundle) -> Dated:
    look, item = view.look, bundle.first
    text = view.text(item.get("text"))
    name = what(look, bundle.items)
    if item["kind"] == "decision":
        name = f"{look.word('decide')}{look.colon}{name}"
    branch = item.get("branch")
    return Dated(
        id=item["id"], status=item["status"], kind=item["kind"], name=name, amount=amount(look, item),
        text="" if text == name else text,
        due=(item["earliest"] if item["kind"] == "hold" else item["due"]) or "",
        notes=(*notes(look, {**item, "held_by": None}), *_held(view, item)),
        branch=f"{look.label(branch['choice'])}{look.colon}{look.label(branch['option'])}" if branch else "",
        done=tuple(_done(view, bundle)), ground=view.ground(item),
    )  # fmt: skip


def _held(view: View, item: Mapping[str, Any]) -> Iterable[str]:
    """What the line waits for: the hold by its title, or the fact."""
    if name := item["held_by"]:
        title = view.titles.get(name) or view.look.label(name)
        yield f"{view.look.word('held')}{view.look.colon}{title}"


def _done(view: View, bundle: Bundle) -> Iterable[Done]:
    """The entries by which what is wanted now would be recorded."""
    item, look = bundle.first, view.look
    terms = view.knowledge.vocabulary.terms
    if item["status"] not in ("due", "overdue") and item["kind"] != "dose":
        return
    match item["kind"]:
        case "dose" if item["agent"] and item["status"] in ("due", "overdue", "upcoming"):
            yield Done("given", GIVEN, look.label(item["agent"]))
        case "monitor":
            for each in bundle.items:
                field = field_of(view, each["what"])
                yield Done(
                    "field" if field else "form", each["what"], look.term(each["what"]), field
                )
        case "task" | "referral" if item["what"] in _words(terms.get(TASK_DONE), "task"):
            yield Done("task", TASK_DONE, look.label(item["what"]))
        case "imaging":
            yield Done("form", "study", look.label(item["modality"] or item["what"]))
        case _ if item["what"] in terms:
            yield Done("form", item["what"], look.term(item["what"]))


def _words(term: Term | None, attribute: str) -> tuple[str, ...]:
    return term.attributes[attribute].values if term is not None else ()
