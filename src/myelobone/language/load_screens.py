"""Reads what readers show: banner, lanes of the picture, markers of the map, the outline of the book."""

from __future__ import annotations

from .load_charts import load_panels
from .load_texts import new_id
from .screens import (
    MARKERS,
    PLAN_KINDS,
    SHAPES,
    Control,
    Heading,
    Lane,
    Marker,
    Outline,
    Screens,
    Shown,
)
from .sheet import Fields, Sheet
from .yaml import Node


def load_screens(sheet: Sheet, node: Node) -> Screens:
    """What readers show; keys of other readers are theirs to check."""
    fields = sheet.fields(node)
    if fields is None:
        return Screens()
    lanes: dict[str, Lane] = {}
    drawn: set[str] = set()
    listed = fields.get("timeline")
    for row in sheet.rows(listed) if listed is not None else ():
        lane = _lane(sheet, row, lanes)
        for kind in drawn.intersection(lane.kinds):  # a kind has one lane
            sheet.fault("knowledge.duplicate_id", row.mark("kinds"), found=kind)
        drawn.update(lane.kinds)
        lanes[lane.id] = lane
    events = fields.get("trend_events")
    return Screens(
        place=fields.place,
        banner=fields.words("banner", "fact"),
        course=fields.words("course", "fact"),
        worklist=fields.words("worklist", "fact"),
        state=fields.words("state", "fact"),
        timeline=tuple(lanes.values()),
        lesions=_markers(sheet, fields),
        trends=load_panels(sheet, fields.get("trends")),
        trend_events=tuple(_shown(row) for row in sheet.rows(events)) if events is not None else (),
        what_if=_controls(sheet, fields.get("what_if")),
        book=_outline(sheet, fields.get("book")),
    )


def _controls(sheet: Sheet, node: Node | None) -> tuple[Control, ...]:
    found = []
    for row in sheet.rows(node) if node is not None else ():
        found.append(
            Control(
                place=row.place,
                term=row.name("term", "term", required=True) or "",
                unit=row.text("unit") or "",
                low=row.number("from") or 0.0,
                high=row.number("to") or 0.0,
                step=row.number("step") or 0.0,
            )
        )
        row.finish()
    return tuple(found)


def _outline(sheet: Sheet, node: Node | None) -> Outline:
    fields = sheet.fields(node) if node is not None else None
    if fields is None:
        return Outline()
    outline = Outline(
        chapters=_headings(sheet, fields.get("chapters"), "statement", {}),
        readings=_headings(sheet, fields.get("readings"), "reading", {}),
        facts=_headings(sheet, fields.get("facts"), None, {}),
    )
    fields.finish()
    return outline


def _headings(
    sheet: Sheet, node: Node | None, begins: str | None, taken: dict[str, Heading]
) -> tuple[Heading, ...]:
    """Headings in order; `taken` are the ids of all of one list, sections included."""
    found = []
    for row in sheet.rows(node) if node is not None else ():
        place, name, title = row.place, new_id(row, taken), row.both("title")
        heading = Heading(
            place=place,
            id=name,
            title=title,
            from_=(row.name("from", begins, required=True) or "") if begins else "",
            sections=_headings(sheet, row.get("sections"), begins, taken) if begins else (),
        )
        taken[name] = heading
        found.append(heading)
        row.finish()
    return tuple(found)


def _lane(sheet: Sheet, fields: Fields, taken: dict[str, Lane]) -> Lane:
    kinds = fields.words("kinds")
    for kind in kinds:
        if kind not in PLAN_KINDS:
            place = sheet.place(fields.mark("kinds"))
            sheet.ledger.unknown("knowledge.unknown_word", place, kind, PLAN_KINDS)
    entries = fields.get("entries")
    lane = Lane(
        place=fields.place,
        id=new_id(fields, taken),
        label=fields.both("label"),
        shape=fields.word("shape", SHAPES, required=True) or SHAPES[0],
        kinds=kinds,
        entries=tuple(_shown(row) for row in sheet.rows(entries)) if entries is not None else (),
        runs=fields.yes("runs"),
        gather=fields.yes("gather"),
    )
    fields.finish()
    return lane


def _markers(sheet: Sheet, fields: Fields) -> tuple[Marker, ...]:
    listed = fields.get("lesions")
    found: dict[str, Marker] = {}
    drawn: set[str] = set()
    for row in sheet.rows(listed) if listed is not None else ():
        marker = Marker(
            place=row.place,
            id=new_id(row, found),
            label=row.both("label"),
            shape=row.word("shape", MARKERS, required=True) or MARKERS[0],
            kinds=row.words("kinds"),
            terms=row.words("terms", "term"),
        )
        for kind in drawn.intersection(marker.kinds):  # a kind has one shape
            sheet.fault("knowledge.duplicate_id", row.mark("kinds"), found=kind)
        drawn.update(marker.kinds)
        row.finish()
        found[marker.id] = marker
    return tuple(found.values())


def _shown(fields: Fields) -> Shown:
    shown = Shown(
        place=fields.place,
        term=fields.name("term", "term", required=True) or "",
        show=fields.words("show"),
        hide=fields.words("hide"),
        bare=fields.yes("bare"),
    )
    fields.finish()
    return shown
