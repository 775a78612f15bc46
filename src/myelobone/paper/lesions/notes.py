"""What stands below the map: what has no place on it, the studies it rests on, and what they do not say."""

from __future__ import annotations

from typing import Any

from ...decide.knowledge_ref import knowledge_ref
from ...language.dates import iso
from ...language.model import Knowledge
from ...page.look import Look
from ...page.words import word as page_word
from ...record.model import Entry
from ..svg import label
from ..text import wrap
from .listing import Row
from .places import listed
from .spots import Seen
from .words import word

MARGIN, SMALL = 12.0, 9.6
NEGATIVE = "negative"  # the word for a study that found nothing
INK, GREY, ALARM = "#22262b", "#5b6673", "#a3161d"


def notes(
    knowledge: Knowledge, look: Look, shown: Seen, lines: list[Row], wide: float, top: float
) -> tuple[str, float]:
    """What stands nowhere on the drawing, the studies it rests on, and what they do not say."""
    lang = look.lang
    texts: list[tuple[str, str]] = []
    homeless = [
        f"{r.spot.n} {r.site} {r.kind}"
        for r in lines
        if r.spot.site is None or listed([r.spot.site])
    ]
    if homeless:
        texts.append((word("unplaced", lang) + look.colon + look.semicolon.join(homeless), INK))
    if not shown.studies and not shown.missing:
        texts.append((word("no_study", lang), ALARM))
    texts += [(word("none_that_day", lang).format(day), ALARM) for day in shown.missing]
    told_ = [_study(look, entry) for entry in shown.studies if entry.findings_listed]
    if told_:
        texts.append((word("rests", lang) + look.colon + look.semicolon.join(told_), GREY))
    if any(not e.findings_listed for e in shown.studies):
        silent = [_study_name(look, e) for e in shown.studies if not e.findings_listed]
        texts.append((look.semicolon.join(silent) + look.colon + _silent(look), ALARM))
    if any(spot.status == "unlike" for spot in shown.spots):
        texts.append((word("unlike_why", lang), ALARM))
    if shown.undated:
        texts.append((word("undated", lang).format(shown.undated), GREY))
    texts.append((_known(knowledge, look), GREY))
    drawn = ""
    for text, colour in texts:
        top += 2
        for line in wrap(text, SMALL, wide - 2 * MARGIN):
            top += 14
            drawn += label(MARGIN, top, line, size=SMALL, fill=colour)
    return drawn, top


def _known(knowledge: Knowledge, look: Look) -> str:
    known = knowledge_ref(knowledge)
    lang = look.lang
    return (
        f"{page_word('knowledge', lang)} {known.id} {known.version}{look.comma}"
        f"{page_word(f'review.{known.review}', lang)}{look.semicolon}{page_word('support', lang)}"
    )


def _study_name(look: Look, entry: Entry) -> str:
    when = entry.on or entry.from_
    day = iso(when.low) if when is not None else ""
    parts = [day, look.label(_word(entry, "modality"))]
    region = _word(entry, "region")
    return " ".join([*parts, *([look.label(region)] if region else [])]).strip()


def _silent(look: Look) -> str:
    return word("unlisted", look.lang).format(look.label(NEGATIVE))


def _study(look: Look, entry: Entry) -> str:
    if not entry.findings_listed:
        said = _silent(look)
    elif not entry.findings:
        said = look.label(NEGATIVE)
    else:
        count = len(entry.findings)
        said = word("found_one" if count == 1 else "found", look.lang).format(count)
    return (
        f"{_study_name(look, entry)} ({said})"
        if look.lang == "en"
        else f"{_study_name(look, entry)}（{said}）"
    )


def study_data(look: Look, entry: Entry) -> dict[str, Any]:
    """A study for programs; `findings` is None where nobody listed them."""
    when = entry.on or entry.from_
    return {
        "entry": entry.where,
        "on": iso(when.low) if when is not None else None,
        "modality": _word(entry, "modality") or None,
        "region": _word(entry, "region") or None,
        "findings": len(entry.findings) if entry.findings_listed else None,
        "text": _study(look, entry),
    }


def _word(entry: Entry, name: str) -> str:
    cell = entry.attributes.get(name)
    return cell.word or cell.written if cell is not None else ""
