"""An entry tried in a chart before it is stored: what is wrong with it, and what each number reads as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ...edition import own_edition
from ...language.problems import Problem, Refused
from ...page.look import Look
from ...record.on_day import problems_on
from ...record.read import read_record
from .. import clock
from ..store import reading
from ..store.models import Patient
from ..store.reading import Chart

JUMP = "record.jump"


class Trial(Struct, frozen=True, kw_only=True):
    """Problems with the entry itself; `echo` are its numbers as they are stored."""

    problems: tuple[Problem, ...]
    echo: tuple[str, ...]

    def words(self, look: Look) -> list[str]:
        """Each problem in one line: what, found, allowed."""
        return [
            look.text(each.message)
            + (f"：{each.found}" if each.found else "")
            + (f"（{each.allowed}）" if each.allowed else "")
            for each in self.problems
        ]


def tried(
    chart: Chart, patient: Patient, body: Mapping[str, Any], position: int | None = None
) -> Trial:
    """The entry read at the end of the chart, or in the place of the one that it corrects."""
    bodies = {row.position: json.loads(row.body) for row in reading.present(patient, chart.version)}
    last = max(bodies, default=-1) + 1 if position is None else position
    bodies[last] = dict(body)
    place = sorted(bodies).index(last)
    data = reading.document(patient, chart.person, [bodies[key] for key in sorted(bodies)])
    vocabulary = own_edition().vocabulary
    try:
        record = read_record(data, vocabulary)
    except Refused as refused:
        return Trial(problems=tuple(refused.problems), echo=())
    today = clock.today().toordinal()
    mine = f"entries[{place}]"
    problems = tuple(
        each
        for each in (*record.problems, *problems_on(record, vocabulary, today))
        if each.where == mine or (each.where or "").startswith(f"{mine}.")
    )
    entry = record.entries[place] if place < len(record.entries) else None
    echo = []
    if entry is not None and entry.value is not None and entry.value.kind == "number":
        term = vocabulary.terms.get(entry.what)
        unit = term.value.unit if term is not None else ""
        if entry.value.doubt is None:
            echo.append(f"{entry.value.low:.6g} {unit}")
    return Trial(problems=problems, echo=tuple(echo))
