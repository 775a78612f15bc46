"""Reads the edition, the statements, the readings and the glossary."""

from __future__ import annotations

import re
from typing import cast

from .dates import ordinal
from .load_ranges import load_settles
from .model import Edition, GlossaryTerm, Reading, Signature, Statement, Topic
from .problems import Text
from .sheet import Fields, Sheet
from .signing import ROLES
from .yaml import Node

EMPTY = Edition(id="", version="", effective="", title=Text("", ""), source=Text("", ""))
TOPIC_STATES = ("draft", "reviewed", "signed")
SHA = "sha256:…"
DIGEST = re.compile("sha256:[0-9a-f]{64}")
STATEMENT_KINDS = ("rule", "dose", "schedule", "evidence")
READING_KINDS = ("reading", "label")


def load_edition(sheet: Sheet, node: Node) -> Edition:
    """The edition and its topics."""
    fields = sheet.fields(node)
    if fields is None:
        return EMPTY
    effective = fields.text("effective", required=True) or ""
    try:
        ordinal(effective)
    except ValueError:
        sheet.fault("knowledge.bad_day", fields.mark("effective"), found=effective)
    topics = fields.get("topics")
    edition = Edition(
        place=fields.place,
        id=fields.text("id", required=True) or "",
        version=fields.text("version", required=True) or "",
        effective=effective,
        title=fields.both("title"),
        source=fields.both("source"),
        topics=tuple(_topic(row) for row in sheet.rows(topics)) if topics is not None else (),
    )
    fields.finish()
    return edition


def _topic(fields: Fields) -> Topic:
    written = fields.word("state", TOPIC_STATES) or "draft"
    topic = Topic(
        place=fields.place,
        id=fields.text("id", required=True) or "",
        label=fields.both("label"),
        written=written,  # type: ignore[arg-type]
        holds=fields.words("holds"),
        rest=fields.yes("rest"),
        reviewed=_signatures(fields, "reviewed"),
        signed=_signatures(fields, "signed"),
    )
    fields.finish()
    return topic


def _signatures(fields: Fields, key: str) -> tuple[Signature, ...]:
    node = fields.get(key)
    return () if node is None else tuple(_signature(row) for row in fields.sheet.rows(node))


def _signature(fields: Fields) -> Signature:
    """Who, in which role, on which day, for which content."""
    sheet, day = fields.sheet, fields.text("on", required=True) or ""
    try:
        ordinal(day)
    except ValueError:
        sheet.fault("knowledge.bad_day", fields.mark("on"), found=day)
    digest = fields.text("digest", required=True) or ""
    if not DIGEST.fullmatch(digest):
        sheet.fault("knowledge.bad_digest", fields.mark("digest"), found=digest, allowed=SHA)
    signature = Signature(
        place=fields.place,
        by=fields.text("by", required=True) or "",
        role=fields.word("role", ROLES, required=True) or "",
        on=day,
        digest=digest,
    )
    fields.finish()
    return signature


def load_statements(sheet: Sheet, node: Node) -> dict[str, Statement]:
    """The statements of the guideline, in order."""
    found: dict[str, Statement] = {}
    for fields in sheet.rows(node):
        statement = Statement(
            place=fields.place,
            id=new_id(fields, found),
            kind=fields.word("kind", STATEMENT_KINDS, required=True) or "rule",  # type: ignore[arg-type]
            topic=fields.name("topic", "topic", required=True) or "",
            strength=fields.words("strength"),
            says=fields.both("says"),
        )
        fields.finish()
        found[statement.id] = statement
    return found


def load_readings(sheet: Sheet, node: Node) -> dict[str, Reading]:
    """The readings and label rules, in order."""
    found: dict[str, Reading] = {}
    for fields in sheet.rows(node):
        reading = Reading(
            place=fields.place,
            id=new_id(fields, found),
            kind=fields.word("kind", READING_KINDS, required=True) or "reading",  # type: ignore[arg-type]
            about=fields.both("about"),
            printed=fields.both("printed"),
            take=fields.both("take"),
            alternatives=fields.both("alternatives"),
            why=fields.both("why"),
            sources=fields.words("sources"),
            sign=fields.words("sign"),
            signed=fields.words("signed"),
            settles=load_settles(fields),
        )
        fields.finish()
        found[reading.id] = reading
    return found


def load_glossary(sheet: Sheet, node: Node) -> dict[str, GlossaryTerm]:
    """The one Chinese and English term for each concept."""
    found: dict[str, GlossaryTerm] = {}
    for fields in sheet.rows(node):
        term = GlossaryTerm(
            place=fields.place,
            id=new_id(fields, found),
            term=fields.both("term"),
            avoid=fields.words("avoid"),
            exempt=fields.yes("exempt"),
        )
        fields.finish()
        found[term.id] = term
    return found


def new_id(fields: Fields, taken: object) -> str:
    """The id of an entry; reported when missing or already taken."""
    name = fields.text("id", required=True) or ""
    if name and name in cast(dict[str, object], taken):
        fields.sheet.fault("knowledge.duplicate_id", fields.mark("id"), found=name)
    return name
