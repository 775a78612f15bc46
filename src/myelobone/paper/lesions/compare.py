"""Two studies held side by side: what is new, grown, smaller, the same, or no longer seen."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ...record.model import Entry
from .spots import Seen, Spot

SLACK = 1e-9  # the law of comparison of the house


def compared(now: Seen, before: Seen) -> Seen:
    """The findings of the later study against those of the earlier; events are those of the later."""
    found = [s for s in now.spots if s.status]
    rest = [s for s in now.spots if not s.status]
    earlier = [s for s in before.spots if s.status]
    result = [*_matched(found, earlier, now, before), *_lost(found, earlier, now, before), *rest]
    return Seen(
        spots=tuple(replace(s, n=i + 1) for i, s in enumerate(result)),
        studies=(*before.studies, *now.studies),
        undated=now.undated,
        missing=(*before.missing, *now.missing),
    )


def _matched(found: list[Spot], earlier: list[Spot], now: Seen, before: Seen) -> Iterator[Spot]:
    left = list(earlier)
    for spot in found:
        same = next((e for e in left if (e.site, e.what) == (spot.site, spot.what)), None)
        if same is not None:
            left.remove(same)
            yield replace(
                spot, status=_change(spot.size, same.size), before=same.size, earlier=True
            )
        else:
            looked = _looked(spot, now.studies, before.studies)
            yield replace(spot, status="new" if looked else "unlike")


def _lost(found: list[Spot], earlier: list[Spot], now: Seen, before: Seen) -> Iterator[Spot]:
    left = list(found)
    for spot in earlier:
        same = next((f for f in left if (f.site, f.what) == (spot.site, spot.what)), None)
        if same is not None:
            left.remove(same)
            continue
        looked = _looked(spot, before.studies, now.studies)
        yield replace(
            spot,
            status="gone" if looked else "unlike",
            before=spot.size,
            size=None,
            earlier=True,
            lost=True,
        )


def _change(size: float | None, before: float | None) -> str:
    if size is None or before is None:
        return "unknown"
    if size - before > SLACK:
        return "grown"
    return "smaller" if before - size > SLACK else "same"


def _looked(spot: Spot, own: tuple[Entry, ...], others: tuple[Entry, ...]) -> bool:
    """Whether the other day has a study of the same method and region that lists its findings."""
    mine = next((e for e in own if e.where == spot.entry), None)
    return mine is not None and any(
        e.findings_listed and _like(e, "modality") == _like(mine, "modality") and _like(e, "region") == _like(mine, "region")
        for e in others
    )  # fmt: skip


def _like(entry: Entry, name: str) -> str:
    cell = entry.attributes.get(name)
    return cell.word if cell is not None else ""
