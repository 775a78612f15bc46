"""Pictures as they were reviewed, and those of the documents; `python -m tests.paper.pictures` makes them anew."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from myelobone import Record, plan, read_record
from myelobone.decide.plan import Plan
from myelobone.page.words import Lang
from myelobone.paper.timeline import timeline

from ..house.repository import ROOT
from ..knowledge.files import knowledge, patient_cases

HERE = Path(__file__).parent / "golden"
SHOWN = ROOT / "docs" / "pictures"
MAPPED, CHARTED = "W11-2026-11-18", "story_relapse-2027-11-05"
GOLDENS: dict[Path, tuple[str, Lang, int]] = {
    HERE / "W8.zh.680.svg": ("W8-2026-12-10", "zh", 680),  # two years, stopped, a deadline ahead
    HERE / "W4.en.380.svg": ("W4-2026-12-07", "en", 380),  # an emergency, on a phone
    SHOWN / "timeline.svg": (
        "W7-2026-11-17",
        "en",
        680,
    ),  # month 12, three intervals to choose from
    SHOWN / "timeline.zh.svg": ("W9-2026-11-12", "zh", 380),  # an extraction too soon, on a phone
}


@cache
def worked(case: str) -> tuple[Plan, Record]:
    """The plan and the record of a worked patient."""
    found = patient_cases()[case]
    return made(found.record, found.as_of)


def made(record: dict[str, Any], as_of: str) -> tuple[Plan, Record]:
    """The plan and the record of plain data."""
    read = read_record(record, knowledge().vocabulary)
    return plan(read, as_of, knowledge=knowledge()), read


def drawn(case: str, lang: Lang = "zh", width: int = 680) -> str:
    """The picture of a worked patient."""
    return timeline(*worked(case), knowledge(), lang, width)


def other_pictures() -> dict[Path, str]:
    """The lesion map and a chart of the documents."""
    from myelobone.paper.lesions.lesion_map import Options, lesion_map
    from myelobone.paper.trends.trends import trends

    found = patient_cases()[MAPPED]
    read = read_record(found.record, knowledge().vocabulary)
    course = patient_cases()[CHARTED]
    followed = read_record(course.record, knowledge().vocabulary)
    return {
        SHOWN / "lesions.svg": lesion_map(read, found.as_of, knowledge(), "en", Options(width=680)),
        SHOWN / "trends.svg": trends(followed, course.as_of, knowledge(), "zh", width=680),
    }


if __name__ == "__main__":
    for path, svg in other_pictures().items():
        path.write_text(svg, encoding="utf-8")
    for path, how in GOLDENS.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn(*how), encoding="utf-8")
