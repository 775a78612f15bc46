"""What a record says of sites, numbered: the findings of its studies, then events that have a site."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ...decide.lesions import lesions
from ...decide.output_plan import Lesion
from ...decide.patient_on import patient_on
from ...decide.run import Run
from ...language.dates import iso, ordinal
from ...language.model import Knowledge
from ...language.screens import Marker
from ...record.model import Cell, Entry, Record
from ...record.on_day import PLANNED, STATUS

SITE = "site"


class Spot(Struct, frozen=True, kw_only=True):
    """One numbered thing: where, what, how large (mm), seen how and when, and how it changed."""

    n: int
    site: str | None
    what: str  # the kind of finding, or the term of the event
    marker: Marker
    size: float | None = None
    count: str | None = None
    modality: str | None = None
    on: str | None = None
    status: str = ""  # of a finding: new, grown, smaller, same, gone, unknown, unlike
    entry: str = ""
    note: str | None = None
    cites: tuple[str, ...] = ()
    before: float | None = None  # the size in the earlier of two studies
    earlier: bool = False  # of two studies, the earlier shows it
    lost: bool = False  # of two studies, the later does not


class Seen(Struct, frozen=True, kw_only=True):
    """Everything that a map shows, and what it rests on."""

    spots: tuple[Spot, ...]
    studies: tuple[Entry, ...]
    undated: int = 0
    missing: tuple[str, ...] = ()  # days that were asked for and on which no study was done


def seen(record: Record, knowledge: Knowledge, today: int, *, known_then: bool = False) -> Seen:
    """The last sight of every finding up to a day, and the events up to then."""
    run = Run(patient_on(record, knowledge, today, known_then=known_then))
    found = [_finding(record, knowledge, each) for each in lesions(run)]
    events = list(_events(record, knowledge, today, known_then))
    spots = [*found, *(_numbered(e, len(found) + i + 1) for i, e in enumerate(events))]
    done = [e for e in _studies(record, knowledge) if _visible(e, today, known_then)]
    lost = [e for e in _studies(record, knowledge) if e.on is None and e.from_ is None]
    return Seen(spots=tuple(spots), studies=tuple(done), undated=len(lost))


def one_study(
    record: Record, knowledge: Knowledge, today: int, day: str, *, known_then: bool = False
) -> Seen:
    """What the studies of one day found, each against the studies before; events up to that day."""
    at = min(ordinal(day), today)
    whole = seen(record, knowledge, at, known_then=known_then)
    studies = tuple(e for e in whole.studies if _day(e) == day)
    wanted = {e.where for e in studies}
    events = [s for s in whole.spots if not s.status]
    kept = [s for s in whole.spots if s.status and s.entry in wanted]
    spots = [_numbered(s, i + 1) for i, s in enumerate([*kept, *events])]
    return Seen(spots=tuple(spots), studies=studies, missing=() if studies else (day,))


def latest_study(
    record: Record, knowledge: Knowledge, today: int, *, known_then: bool = False
) -> str | None:
    """The day of the last study whose findings are listed."""
    days = [
        _day(e) for e in _studies(record, knowledge)
        if e.findings_listed and _visible(e, today, known_then)
    ]  # fmt: skip
    return max((d for d in days if d is not None), default=None)


def _finding(record: Record, knowledge: Knowledge, lesion: Lesion) -> Spot:
    entry = record.entries[int(lesion.entry[8:-1])]
    finding = next(
        (
            f
            for f in entry.findings
            if _word(f, "kind") == lesion.kind and (_word(f, SITE) or None) == lesion.site
        ),
        {},
    )
    return Spot(
        n=lesion.n, site=lesion.site, what=lesion.kind, marker=marker_of(knowledge, lesion.kind),
        size=lesion.size, count=_written(finding, "count"), modality=_word(entry.attributes, "modality") or None,
        on=lesion.on, status=lesion.status, entry=lesion.entry, note=_written(finding, "note"),
        cites=lesion.counts_for,
    )  # fmt: skip


def marker_of(knowledge: Knowledge, what: str) -> Marker:
    """The shape that a kind of finding or an event has; the last one where knowledge gives none."""
    markers = knowledge.screens.lesions
    return next((m for m in markers if what in m.kinds or what in m.terms), markers[-1])


def _events(record: Record, knowledge: Knowledge, today: int, known_then: bool) -> Iterator[Spot]:
    terms = [term for marker in knowledge.screens.lesions for term in marker.terms]
    for entry in record.entries:
        if (
            entry.what not in terms
            or entry.same_as is not None
            or not _visible(entry, today, known_then)
        ):
            continue
        when = entry.on or entry.from_
        yield Spot(
            n=0, site=_word(entry.attributes, SITE) or None, what=entry.what,
            marker=next(m for m in knowledge.screens.lesions if entry.what in m.terms),
            on=iso(when.low) if when is not None and when.exact else None,
            entry=entry.where, note=entry.note,
        )  # fmt: skip


def _visible(entry: Entry, today: int, known_then: bool) -> bool:
    """Whether it was done by a day, and known by then where that is asked."""
    when = entry.on or entry.from_
    if when is None or when.low > today or entry.unusable or entry.same_as is not None:
        return False
    if known_then and entry.entered is not None and entry.entered > today:
        return False
    return not entry.plan and _word(entry.attributes, STATUS) not in (PLANNED, "urgent")


def _studies(record: Record, knowledge: Knowledge) -> Iterator[Entry]:
    """Entries of terms that hold lists of findings."""
    lists = {
        t.id
        for t in knowledge.vocabulary.terms.values()
        if any(a.kind == "list" for a in t.attributes.values())
    }
    return (e for e in record.entries if e.what in lists)


def _day(entry: Entry) -> str | None:
    when = entry.on or entry.from_
    return iso(when.low) if when is not None else None


def _word(cells: dict[str, Cell], name: str) -> str:
    cell = cells.get(name)
    return cell.word if cell is not None and cell.doubt is None else ""


def _written(cells: dict[str, Cell], name: str) -> str | None:
    cell = cells.get(name)
    return cell.written if cell is not None else None


def _numbered(spot: Spot, n: int) -> Spot:
    return replace(spot, n=n)
