"""Which lines of a list, in which order: as the address asks, so that a link shows the same list again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from msgspec import Struct
from msgspec.structs import asdict, replace

from .glance import Glance
from .rows import Row

SHOWS = ("stops", "overdue", "week", "held", "decisions", "questions")
NOTHING = Glance(
    as_of="", stops=0, cautions=0, overdue=0, due=0, week=0, held=0, decisions=0, questions=0,
    first=None, next=None, facts={},
)  # fmt: skip
Key = Callable[[Row], tuple[object, ...]]
LAST = "9999"


def _line(row: Row) -> Glance:
    return row.glance or NOTHING


def _urgent(row: Row) -> tuple[object, ...]:
    line = _line(row)
    return (
        row.glance is None, -bool(line.stops), -bool(line.overdue), -bool(line.due),
        line.next.day if line.next else LAST, -line.cautions, row.patient.pk,
    )  # fmt: skip


SORTS: dict[str, Key] = {
    "urgency": _urgent,
    "next": lambda row: (n.day if (n := _line(row).next) else LAST, row.patient.pk),
    "name": lambda row: (row.patient.initials, row.patient.name, row.patient.pk),
    "changed": lambda row: (-row.patient.changed_at.timestamp(),),
}


class Asked(Struct, frozen=True):
    """What an address asks of the list."""

    q: str = ""
    show: str = ""  # one of SHOWS, or all
    ward: str = ""
    sort: str = "urgency"
    page: int = 1

    def address(self, **other: object) -> str:
        """The query of the same list with something else asked; defaults are left out."""
        wanted = replace(self, **{"page": 1, **other})
        plain = asdict(Asked())
        return "?" + urlencode({k: v for k, v in asdict(wanted).items() if v != plain[k]})


def read(query: QueryDict) -> Asked:
    """What an address asks; what it does not know is left out."""
    show, sort, page = query.get("show", ""), query.get("sort", ""), query.get("page", "")
    return Asked(
        q=query.get("q", "")[:60].strip(),
        show=show if show in SHOWS else "",
        ward=query.get("ward", "")[:40],
        sort=sort if sort in SORTS else "urgency",
        page=int(page) if page.isascii() and page.isdigit() and int(page[:6]) > 0 else 1,
    )


def chosen(rows: Iterable[Row], asked: Asked) -> list[Row]:
    """The lines that the address asks for, in its order; those being made are kept in sight."""
    kept = [
        row for row in rows
        if not asked.show or row.glance is None or getattr(row.glance, asked.show)
    ]  # fmt: skip
    return sorted(kept, key=SORTS[asked.sort])


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many patients each filter would show."""
    lines = [row.glance for row in rows if row.glance is not None]
    return {show: sum(bool(getattr(line, show)) for line in lines) for show in SHOWS}
