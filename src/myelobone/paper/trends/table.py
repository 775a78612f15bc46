"""What the charts show, as tables: for those who cannot see them, and for programs."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from ...decide.patient_on import day_number
from ...language.dates import iso
from ...language.model import Knowledge
from ...page.layout import visible
from ...page.look import Look
from ...page.words import Lang
from ...record.model import Record
from .gather import Chart
from .trends import Page, page_of
from .words import word

FORMAT = "myelobone-trends/1"


def trend_data(
    record: Record, as_of: str | date, knowledge: Knowledge, lang: Lang = "zh", *,
    panel: str | None = None, known_then: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Facts over time as plain data. Raises KeyError for a panel that knowledge does not name."""
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    today = day_number(as_of)
    page = page_of(record, today, knowledge, look, panel=panel, known_then=known_then)
    return {
        "format": FORMAT,
        "as_of": iso(today),
        "from": iso(page.start),
        "patient": {"id": record.patient.id},
        "panels": [_data(chart, page) for chart in page.found.charts],
        "events": [
            {"on": iso(e.day), "text": e.text, "dose": e.dose, "letter": e.letter or None}
            for e in page.events
        ],
        "without_values": list(page.found.empty),
        "unusable": page.found.unusable,
    }


def trend_tables(
    record: Record, as_of: str | date, knowledge: Knowledge, lang: Lang = "zh", *,
    panel: str | None = None, known_then: bool = False,
) -> dict[str, str]:  # fmt: skip
    """For each chart a table as an HTML fragment, to stand below it; everything is escaped."""
    look = Look({"facts": {}, "items": ()}, knowledge, lang)
    page = page_of(record, day_number(as_of), knowledge, look, panel=panel, known_then=known_then)
    return {chart.panel.id: _html(chart, page, look) for chart in page.found.charts}


def _data(chart: Chart, page: Page) -> dict[str, Any]:
    return {
        "id": chart.panel.id,
        "label": chart.label,
        "unit": chart.unit or None,
        "range": [chart.low, chart.high],
        "limits": [
            {"value": x.at.value, "cites": list(x.cites), "readings": list(x.readings)} for x in chart.panel.limits
        ],
        "lines": [
            {
                "name": line.name,
                "label": line.label,
                "from": "fact" if line.fact else "record",
                "values": [
                    {
                        "on": iso(v.day) if v.first == v.last else f"{iso(v.first)}/{iso(v.last)}",
                        "low": v.low, "high": v.high, "comparator": v.bound or None, "text": v.text,
                        "entry": v.entry,
                    }
                    for v in line.values
                ],
            }
            for line in chart.lines
        ],
        "periods": [
            {"from": iso(b.start), "to": None if b.end is None else iso(b.end), "value": b.text, "text": b.told}
            for b in page.bars[chart.panel.id]
        ],
    }  # fmt: skip


def _html(chart: Chart, page: Page, look: Look) -> str:
    unit = f" ({chart.unit})" if chart.unit else ""
    heads = [word("day", look.lang), *(line.label + unit for line in chart.lines)]
    days = sorted({v.day for line in chart.lines for v in line.values})
    rows = []
    for day in days:
        cells = [
            look.semicolon.join(v.text for v in line.values if v.day == day) for line in chart.lines
        ]
        rows.append(
            f'<tr><th scope="row">{iso(day)}</th>{"".join(f"<td>{_text(c)}</td>" for c in cells)}</tr>'
        )
    for bar in page.bars[chart.panel.id]:
        span = max(len(chart.lines), 1)
        rows.append(
            f'<tr><th scope="row">{iso(bar.start)}</th><td colspan="{span}">{_text(bar.told)}</td></tr>'
        )
    head = "".join(f'<th scope="col">{_text(h)}</th>' for h in heads)
    return (
        f'<table class="trend-table" data-panel="{_text(chart.panel.id)}"><caption>{_text(chart.label)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _text(text: str) -> str:
    return escape(visible(text))
