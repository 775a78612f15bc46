"""The head of a plan, what is due or overdue on the day asked about, and what has been decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..language.dates import iso, ordinal
from ..record.model import Entry, Record
from .header import first_line, standing_of_knowledge
from .layout import Line, Span
from .look import MARKS, Look
from .plan_lines import Bundle, Item, Sets, bracketed, bundles, notes, said
from .plan_words import amount, what

STATUSES = ("overdue", "due", "held")
STYLES = {"overdue": ("▲", "stop"), "due": ("◆", "caution"), "held": ("·", "dim")}


def head(look: Look, record: Record, items: Sequence[Item]) -> list[Line]:
    """Who, from which day to which, where the course stands, and which knowledge spoke."""
    until = f" · {look.word('plan_until')} {look.advice['until']}"
    lines = first_line(look, record.patient, until)
    given = [item for item in items if item["kind"] == "dose" and item["done_on"]]
    if given:
        last = given[-1]
        course = look.knowledge.screens.course
        parts = [f"{look.fact_label(name)} {look.fact(name)}" for name in course]
        dose = f"{what(look, [last])} {amount(look, last)}".strip()
        parts.append(f"{look.word('last_given')} {last['done_on']} {dose}")
    else:
        parts = [look.word("none_given")]
    lines += look.lines([Span(" · ".join(parts))])
    banner = [f"{look.fact_label(name)} {look.fact(name)}" for name in look.advice["banner"]]
    lines += look.lines([Span(" · ".join(banner), "dim")]) if banner else []
    return lines + standing_of_knowledge(look)


def now(look: Look, items: Sequence[Item]) -> list[Line]:
    """What is overdue, due or held today, on every option where one is open, and what is to be decided."""
    lines = look.heading("plan_now")
    sets = Sets(spelled=True)
    told: set[str] = set()
    choices = {choice["id"]: choice for choice in look.advice["choices"] if not choice["chosen"]}
    put = [item for item in items if item["kind"] == "decision" and item["what"] in choices]
    for status in STATUSES:
        chosen = [
            item
            for item in items
            if item["status"] == status and item not in put and _today(look, item)
        ]
        for bundle in _once(look, bundles(chosen)):
            lines += _line(look, sets, bundle, status, told)
    for choice in choices.values():
        dated = [
            item for item in put if item["what"] == choice["id"] and item["status"] in STATUSES
        ]
        lines += _open(look, choice, dated)
    if len(lines) == 2:
        lines += look.lines([Span(look.word("nothing_now"))], first=(Span("   "),), indent=3)
    return lines


def _today(look: Look, item: Item) -> bool:
    """A held item stands here if its day is not ahead, or if it is the hold in force."""
    if item["status"] != "held":
        return True
    day = item["earliest"] if item["kind"] == "hold" else item["due"]
    return day is None or day <= look.advice["as_of"]


def _once(look: Look, found: Sequence[Bundle]) -> list[Bundle]:
    """Each bundle once, however many options share it word for word."""
    seen: dict[tuple[str, ...], Bundle] = {}
    for bundle in found:
        option = (bundle.first.get("branch") or {}).get("option", "")
        seen.setdefault((*(item["id"] for item in bundle.items), option), bundle)
    return list(seen.values())


def _line(look: Look, sets: Sets, bundle: Bundle, status: str, told: set[str]) -> list[Line]:
    item = bundle.first
    mark, style = STYLES[status]
    day = (item["earliest"] if item["kind"] == "hold" else item["due"]) or ""
    text = look.text(item["text"])
    name = said(look, sets, bundle)
    lead = "" if item["kind"] == "hold" else f"{look.word(status)} "
    spans = [Span(lead, style), Span(f"{day}  ")]
    if branch := item.get("branch"):
        spans.append(
            Span(f"{look.word('if_chosen').format(look.label(branch['option']))}{look.colon}")
        )
    if item["kind"] == "supplement" and text:
        held = [each for each in _held(look, item) if each]
        spans.append(Span(text + bracketed(look, held), "head"))
    else:
        spans.append(Span(name, "head"))
        if text and item["kind"] not in ("dose", "monitor") and text not in told:
            spans.append(Span(f"  {text}"))
    told.add(text)
    spans.append(Span(f" {look.grounds(item)}", "dim"))
    return look.lines(spans, first=look.mark(mark, style), indent=5)


def _held(look: Look, item: Item) -> list[str]:
    return (
        [f"{look.word('held')}{look.colon}{look.label(item['held_by'])}"] if item["held_by"] else []
    )


def _open(look: Look, choice: Mapping[str, Any], dated: Sequence[Item]) -> list[Line]:
    """An open choice with its options side by side; none is preset."""
    options = []
    for option in choice["options"]:
        note = [look.word("needs_reason")] if option["needs_reason"] else []
        options.append(f"□ {look.text(option['label'])}{bracketed(look, note)}")
    since = f"{dated[0]['due']}  " if dated and dated[0]["due"] else ""
    window = notes(look, dated[0]) if dated else []
    late = f"{look.word('overdue')} " if dated and dated[0]["status"] == "overdue" else ""
    spans = [
        Span(f"{look.word('to_decide')} {late}", "ask"), Span(since),
        Span(look.label(choice["id"]), "head"), Span(bracketed(look, window)),
        Span(f"  {'  '.join(options)}"), Span(f"  {look.text(choice['text'])}"),
        Span(f" {look.grounds(choice)}", "dim"),
    ]  # fmt: skip
    return look.lines(spans, first=look.mark(MARKS["ask"], "ask"), indent=5)


def decided(look: Look, record: Record, *, known_then: bool = False) -> list[Line]:
    """Every decision on record up to the day: what, who, when, why."""
    today = ordinal(look.advice["as_of"])
    lines: list[Line] = []
    for entry in record.entries:
        if entry.what != "decision" or entry.unusable or entry.on is None or entry.on.low > today:
            continue
        if known_then and (entry.entered or 0) > today:
            continue
        lines += _decision(look, entry)
    return look.heading("decided_so") + lines if lines else []


def _decision(look: Look, entry: Entry) -> list[Line]:
    def written(key: str) -> str:
        cell = entry.attributes.get(key)
        return cell.written if cell is not None else ""

    value = entry.value.written if entry.value is not None else ""
    details = [
        look.label(cell.written) if cell.kind == "word" else cell.written
        for key, cell in entry.attributes.items()
        if key not in ("choose", "by", "because")
    ]
    what_for = f"{look.label(written('choose'))}{look.colon}{look.label(value)}"
    parts = [written("by") or entry.by or "", written("because") or look.word("no_reason")]
    day = iso(entry.on.low) if entry.on is not None else ""
    spans = [
        Span(f"{day}  "), Span(what_for, "head"), Span(bracketed(look, details)),
        Span(f"  {look.comma.join(part for part in parts if part)}"),
    ]  # fmt: skip
    return look.lines(spans, first=(Span("  ■ "),), indent=6)


def tally(look: Look, items: Sequence[Item]) -> list[Line]:
    """How much is overdue, due and undecided, last on the page."""
    open_choices = {choice["id"] for choice in look.advice["choices"] if not choice["chosen"]}
    common = [item for item in items if not item.get("branch") and item["what"] not in open_choices]
    late = len(bundles(item for item in common if item["status"] == "overdue"))
    due = len(bundles(item for item in common if item["status"] == "due"))
    words = look.word("tally").format(late, due, len(open_choices))
    return look.lines([Span(words, "head")])
