"""The dated items of a plan as marks: alike items of one day are one mark that lists them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from ..decide.plan import Plan
from ..language.dates import ordinal
from ..language.screens import Lane
from ..page.look import Look
from ..page.plan_words import amount, what
from .marks import Mark
from .words import word

Item = Mapping[str, Any]
DEADLINES, NEAR = ("decision", "task"), 14  # days after which the last day is named in a label
OTHER = "other"  # the lane of kinds that knowledge gives none


def from_plan(plan: Plan, look: Look, lanes: Iterable[Lane]) -> list[Mark]:
    """A mark for every item that has a day."""
    homes = {kind: lane for lane in lanes for kind in lane.kinds}
    groups: dict[tuple[Any, ...], list[Item]] = {}
    for item in plan.to_dict()["items"]:
        if day_of(item) is not None:
            groups.setdefault(_key(look, item, homes.get(item["kind"])), []).append(item)
    holders = {item.id.rpartition(".")[0]: look.text(item.text) for item in plan.items}
    return [_mark(look, group, homes.get(group[0]["kind"]), holders) for group in groups.values()]


def day_of(item: Item) -> str | None:
    """The day at which an item stands: done, due, or the first of its days."""
    names = (
        ("earliest", "due", "latest") if item["kind"] == "hold" else ("done_on", "due", "earliest")
    )
    return next((str(item[name]) for name in names if item[name]), None)


def _key(look: Look, item: Item, lane: Lane | None) -> tuple[Any, ...]:
    branch = item["branch"] and tuple(item["branch"].values())
    together = lane is not None and lane.gather
    name = "" if together else f"{what(look, [item])} {amount(look, item)}"
    window = () if together else (item["due"], item["earliest"], item["latest"], item["held_by"])
    return (
        item["kind"], day_of(item), item["status"], branch, item["depends_on"], name, window,
    )  # fmt: skip


def _mark(look: Look, group: list[Item], lane: Lane | None, holders: Mapping[str, str]) -> Mark:
    item = group[0]
    day = ordinal(day_of(item) or "")
    firsts = [ordinal(each["earliest"]) for each in group if each["earliest"]]
    lasts = [ordinal(each["latest"]) for each in group if each["latest"]]
    due = ordinal(item["due"]) if item["due"] else day
    done = item["status"] == "done"
    hold = item["kind"] == "hold"
    branch = item["branch"]
    return Mark(
        lane=lane.id if lane else OTHER,
        shape="bar" if hold else lane.shape if lane else "hexagon",
        day=day,
        status=item["status"],
        label=_label(look, group, day, max(lasts, default=day)),
        title=_title(look, group, holders),
        first=None if done else min(firsts, default=None),
        last=None if done else max(lasts, default=None),
        due=due if done and (due < day or (due > day and not (lane and lane.gather))) else None,
        open=hold and not lasts,
        group=" ".join(item["holds"]) if hold else "",
        branch=(branch["choice"], branch["option"]) if branch else None,
        hangs=item["depends_on"] is not None,
        count=len(group),
        stands_for=tuple(each["id"] for each in group),
        stops_doses=hold and any(name in _agents(look) for name in item["holds"]),
    )


def _agents(look: Look) -> set[str]:
    known = look.knowledge
    groups = known.vocabulary.groups
    return {
        *known.agents,
        *(name for name in groups if any(w in known.agents for w in groups[name])),
    }


def _name(look: Look, item: Item) -> str:
    if item["kind"] == "hold":
        return look.labels(item["holds"])
    return " ".join(part for part in (what(look, [item]), amount(look, item)) if part)


def _label(look: Look, group: list[Item], day: int, latest: int) -> str:
    names = list(dict.fromkeys(_name(look, item) for item in group))
    if len(names) > 1:
        return word("count", look.lang).format(len(names))
    item = group[0]
    if item["kind"] in DEADLINES and item["status"] != "done" and latest - day > NEAR:
        return f"{names[0]} ({word('at_latest', look.lang)} {item['latest']})"
    return names[0]


def _title(look: Look, group: list[Item], holders: Mapping[str, str]) -> str:
    item = group[0]
    say = partial(word, lang=look.lang)
    names = look.separator.join(dict.fromkeys(_name(look, each) for each in group))
    head = [day_of(item), names, say(item["status"])]
    if item["done_on"] and item["due"] and item["due"] != item["done_on"]:
        head.append(f"{say('due_on')} {item['due']}")
    if item["kind"] == "hold":
        head[0] = f"{item['earliest']} – {item['latest'] or say('no_end')}"
    elif item["due"] and (item["earliest"] or "") > item["due"]:
        head.append(f"{say('not_before')} {item['earliest']}")
    elif item["earliest"] != item["latest"] and item["status"] != "done":
        head.append(f"{say('window_of')} {item['earliest']} – {item['latest'] or say('no_end')}")
    if branch := item["branch"]:
        head.append(f"{say('branch')} {look.label(branch['option'])}")
    if item["depends_on"]:
        head.append(f"{say('hangs_on')} {look.label(item['depends_on'])}")
    if item["held_by"]:
        held = holders.get(item["held_by"]) or look.label(item["held_by"])
        head.append(f"{say('held_by')} {held}")
    grounds = dict.fromkeys(each for one in group for each in (*one["cites"], *one["readings"]))
    texts = dict.fromkeys(look.text(one["text"]) for one in group)
    says = [f"{text} [{look.separator.join(grounds)}]" for text in texts]
    return "\n".join([" · ".join(part for part in head if part), *says])
