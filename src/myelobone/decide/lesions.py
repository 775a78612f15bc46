"""The findings of the imaging record, followed from study to study."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..language.dates import iso
from .output_plan import Lesion
from .rows import FINDING, UNLISTED, Row
from .run import Run
from .takes import attribute_value, read, visible
from .values import Value

Place = tuple[str, str]  # site, kind
Status = Literal["new", "grown", "same", "gone", "unknown"]


class Found(Struct, frozen=True):
    """One finding with its place and size."""

    row: Row
    place: Place
    size: Value
    word_new: str


def lesions(run: Run) -> list[Lesion]:
    """The last sight of every finding, and whether it is new, grown, the same or gone."""
    rows = visible(run.ctx, FINDING)
    found = [_found(run, row) for row in rows if row.part != UNLISTED]
    found = [f for f in found if f.row.dated and f.row.low <= run.ctx.today]
    by_place: dict[Place, list[Found]] = {}
    for each in found:
        by_place.setdefault(each.place, []).append(each)
    uses = _uses(run)
    result: list[Lesion] = []
    for place, seen in by_place.items():
        last_day = seen[-1].row.high
        latest = [f for f in seen if f.row.high == last_day]
        earlier = [f for f in seen if f.row.high < last_day]
        for each in latest:
            result.append(_lesion(run, len(result) + 1, place, each, earlier, uses))
    return result


def _found(run: Run, row: Row) -> Found:
    def word(name: str) -> str:
        return read(run.ctx, row, name).word

    size = attribute_value(row, "size", {})
    return Found(row, (word("site"), word("kind")), size, word("new"))


def _lesion(
    run: Run, number: int, place: Place, each: Found, earlier: list[Found],
    uses: dict[tuple[int, int], tuple[str, ...]],
) -> Lesion:  # fmt: skip
    return Lesion(
        n=number, site=place[0] or None, kind=place[1],
        size=round(each.size.high, 9) if each.size.usable else None,
        status=_status(run, each, earlier), entry=f"entries[{each.row.seq}]",
        on=iso(each.row.low) if each.row.low == each.row.high else None,
        counts_for=uses.get((each.row.seq, each.row.part), ()),
    )  # fmt: skip


def _status(run: Run, each: Found, earlier: list[Found]) -> Status:
    if _gone(run, each):
        return "gone"
    if each.word_new == "yes":
        return "new"
    if not earlier:
        if each.word_new == "no":
            return "same"
        return "new" if _looked_before(run, each) else "unknown"
    before = earlier[-1].size
    if not each.size.usable or not before.usable:
        return "unknown"
    return "grown" if each.size.low > before.high else "same"


def _modality(row: Row) -> str:
    return attribute_value(row, "modality", {}).word


def _studies_like(run: Run, row: Row) -> list[Row]:
    return [
        other
        for other in visible(run.ctx, row.entry.what)
        if other.dated and other.low <= run.ctx.today and _modality(other) == _modality(row)
        and attribute_value(other, "region", {}).word == attribute_value(row, "region", {}).word
    ]  # fmt: skip


def _gone(run: Run, each: Found) -> bool:
    """A later study of the same kind and region no longer lists it."""
    return any(other.low > each.row.high for other in _studies_like(run, each.row))


def _looked_before(run: Run, each: Found) -> bool:
    return any(other.high < each.row.low for other in _studies_like(run, each.row))


def _uses(run: Run) -> dict[tuple[int, int], tuple[str, ...]]:
    """For each finding, the statements whose facts counted it."""
    uses: dict[tuple[int, int], dict[str, None]] = {}
    for select, cites in run.ctx.program.finding_uses:
        for row, sure in select(run.ctx).rows:
            if sure:
                uses.setdefault((row.seq, row.part), {}).update(dict.fromkeys(cites))
    return {key: tuple(cites) for key, cites in uses.items()}
