"""Reads the vocabulary: terms of the record, groups of words, labels, sites and units."""

from __future__ import annotations

from math import isclose

from .model import Attribute, Proportion, Term, Vocabulary
from .problems import Text
from .sheet import Fields, Sheet, read_both
from .units import UnitError, factor, same_dimension
from .yaml import Mapping, Node, Scalar, Sequence

TERM_KINDS = ("measurement", "test", "state", "event", "period")
ATTRIBUTE_KINDS = ("quantity", "word", "text", "day", "site", "list")


def load_vocabulary(files: list[tuple[Sheet, Node]]) -> Vocabulary:
    """The vocabulary from all files of its folder, in order."""
    terms: dict[str, Term] = {}
    groups: dict[str, tuple[str, ...]] = {}
    labels: dict[str, Text] = {}
    sites: tuple[str, ...] = ()
    units: tuple[dict[str, str], dict[str, Text]] = ({}, {})
    place = ""
    for sheet, node in files:
        match sheet.name.rpartition("/")[2]:
            case "groups.yaml":
                groups.update(_groups(sheet, node))
            case "labels.yaml":
                labels.update(_labels(sheet, node))
            case "sites.yaml":
                sites = _sites(sheet, node)
            case "units.yaml":
                units = _units(sheet, node)
            case name if name.startswith("terms"):
                place = place or sheet.place(node.mark)
                for id_, mark, fields in sheet.entries(node):
                    if id_ in terms:
                        sheet.fault("knowledge.duplicate_id", mark, found=id_)
                    terms[id_] = _term(id_, fields, sheet.place(mark))
            case name:
                sheet.fault("knowledge.unknown_file", node, found=name, allowed=(
                    "terms_*.yaml", "groups.yaml", "labels.yaml", "sites.yaml", "units.yaml"
                ))  # fmt: skip
    return Vocabulary(
        place=place, terms=terms, groups=groups, labels=labels, sites=sites,
        spellings=units[0], unit_labels=units[1],
    )  # fmt: skip


def _term(id_: str, fields: Fields, place: str) -> Term:
    term = Term(
        place=place,
        id=id_,
        kind=fields.word("kind", TERM_KINDS, required=True) or "event",  # type: ignore[arg-type]
        label=fields.both("label"),
        value=_value(fields),
        attributes=_attributes(fields),
        digits=fields.whole("digits"),
        error=fields.number("error"),
        error_absolute=fields.number("error_absolute"),
        jump=fields.number("jump"),
        proportion=_proportion(fields),
        by=fields.text("by"),
        absent=fields.text("absent"),
        because=fields.both("because") if fields.get("because") is not None else None,
        plan=fields.yes("plan"),
        codes=_codes(fields),
    )
    fields.words("reading", "reading")
    if term.absent is not None and term.because is None:
        fields.sheet.fault("knowledge.missing_because", fields.mark("absent"), found=term.absent)
    if term.absent not in (None, "none", *term.value.values):
        fields.sheet.ledger.unknown(
            "knowledge.unknown_word",
            fields.at("absent"),
            term.absent or "",
            ("none", *term.value.values),
        )
    if term.by is not None and term.by not in term.attributes:
        fields.sheet.ledger.unknown(
            "knowledge.unknown_attribute", fields.at("by"), term.by, term.attributes
        )
    fields.finish()
    return term


def _value(fields: Fields) -> Attribute:
    unit = fields.text("unit")
    values, words = fields.words("values", "word"), fields.words("words", "word")
    text, site = fields.yes("text"), fields.yes("site")
    if unit is not None:
        fields.sheet.ledger.use("unit", unit, fields.at("unit"))
        return Attribute(
            place=fields.place, kind="quantity", unit=unit, also=_also(fields, unit),
            plausible=_plausible(fields), values=words,
        )  # fmt: skip
    kind = "word" if values else "text" if text else "site" if site else "none"
    return Attribute(place=fields.place, kind=kind, values=values)  # type: ignore[arg-type]


def _proportion(fields: Fields) -> Proportion | None:
    node = fields.get("proportion")
    inner = None if node is None else fields.sheet.fields(node)
    if inner is None:
        return None
    to, power, plausible = inner.text("to", required=True), inner.whole("power"), _plausible(inner)
    inner.finish()
    if to is None or power is None or plausible is None:
        fields.sheet.fault(
            "knowledge.missing_key", fields.mark("proportion"), allowed=("to", "power", "plausible")
        )
        return None
    return Proportion(to=to, power=power, plausible=plausible)


def _attributes(fields: Fields) -> dict[str, Attribute]:
    node = fields.get("attributes")
    if node is None:
        return {}
    return {
        name: _attribute(inner, fields.sheet.place(mark))
        for name, mark, inner in fields.sheet.entries(node)
    }


def _attribute(fields: Fields, place: str) -> Attribute:
    unit = fields.text("unit")
    if unit is not None:
        fields.sheet.ledger.use("unit", unit, fields.at("unit"))
    attribute = Attribute(
        place=place,
        kind=fields.word("kind", ATTRIBUTE_KINDS, required=True) or "text",  # type: ignore[arg-type]
        label=fields.both("label") if fields.get("label") is not None else None,
        unit=unit,
        also=_also(fields, unit),
        plausible=_plausible(fields),
        values=fields.words("values", "word"),
        required=fields.yes("required"),
        absent=fields.text("absent"),
        readings=fields.words("reading", "reading"),
        attributes=_attributes(fields),
    )
    sheet = fields.sheet
    if attribute.kind == "quantity" and unit is None:
        sheet.fault("knowledge.missing_key", fields.map, allowed="unit")
    if attribute.kind == "word" and not attribute.values:
        sheet.fault("knowledge.missing_key", fields.map, allowed="values")
    if (
        attribute.absent is not None
        and attribute.values
        and attribute.absent not in attribute.values
    ):
        sheet.ledger.unknown(
            "knowledge.unknown_word", fields.at("absent"), attribute.absent, attribute.values
        )
    fields.finish()
    return attribute


def _also(fields: Fields, unit: str | None) -> dict[str, float]:
    """Accepted units with their factor; `{}` or a bare list means that the dimension gives it."""
    node = fields.get("also")
    if node is None:
        return {}
    found: dict[str, float] = {}
    if isinstance(node, Mapping):
        for name, value in node.items.items():
            fields.sheet.ledger.use("unit", name, fields.sheet.place(node.keys[name]))
            number = fields.sheet.number(value)
            if number is not None and number > 0:
                found[name] = number
                _true_factor(fields, value, name, unit, number)
            elif number is not None:
                fields.sheet.fault(
                    "knowledge.not_a_number", value, found=str(number), allowed="> 0"
                )
    else:
        fields.sheet.fault("knowledge.not_a_mapping", node, allowed="mg/dL: 88.4")
    return found


def _true_factor(fields: Fields, node: Node, unit: str, own: str | None, number: float) -> None:
    """Between units of one dimension the factor is known; between mass and amount it is written."""
    try:
        if own is not None and same_dimension(unit, own) and not isclose(number, factor(unit, own)):
            found, allowed = f"{unit}: {number:g}", f"{factor(unit, own):g}"
            fields.sheet.fault("knowledge.factor", node, found=found, allowed=allowed)
    except UnitError:
        return  # reported as a unit that does not exist


def _plausible(fields: Fields) -> tuple[float, float] | None:
    node = fields.get("plausible")
    if node is None:
        return None
    if isinstance(node, Sequence) and len(node.items) == 2:
        low, high = (fields.sheet.number(item) for item in node.items)
        if low is not None and high is not None and low < high:
            return low, high
    fields.sheet.fault("knowledge.not_a_list", node, allowed="[low, high]")
    return None


def _codes(fields: Fields) -> dict[str, tuple[str, ...]]:
    node = fields.get("codes")
    inner = None if node is None else fields.sheet.fields(node)
    return {} if inner is None else {name: inner.words(name) for name in inner.map.items}


def _groups(sheet: Sheet, node: Node) -> dict[str, tuple[str, ...]]:
    fields = sheet.fields(node)
    return {} if fields is None else {name: fields.words(name, "word") for name in fields.map.items}


def _labels(sheet: Sheet, node: Node) -> dict[str, Text]:
    fields = sheet.fields(node)
    if fields is None:
        return {}
    return {name: read_both(sheet, value) for name, value in fields.map.items.items()}


def _sites(sheet: Sheet, node: Node) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        sheet.fault("knowledge.not_a_list", node)
        return ()
    found = []
    for item in node.items:
        text = sheet.text(item)
        if text is not None:
            sheet.ledger.use("word", text, sheet.place(item.mark))
            if text in found:
                sheet.fault("knowledge.duplicate_id", item, found=text)
            found.append(text)
    return tuple(found)


def _units(sheet: Sheet, node: Node) -> tuple[dict[str, str], dict[str, Text]]:
    fields = sheet.fields(node)
    if fields is None:
        return {}, {}
    found: dict[str, dict[str, Node]] = {}
    for name in ("spellings", "labels"):
        part = fields.get(name)
        inner = None if part is None else sheet.fields(part)
        found[name] = {} if inner is None else inner.map.items
    spellings = {key: sheet.text(value) or "1" for key, value in found["spellings"].items()}
    for key, value in found["spellings"].items():
        sheet.ledger.use("unit", spellings[key], sheet.place(value.mark))
    labels = {key: _unit_label(sheet, value) for key, value in found["labels"].items()}
    fields.finish()
    return spellings, labels


def _unit_label(sheet: Sheet, node: Node) -> Text:
    if isinstance(node, Scalar):  # printed the same in both languages
        text = sheet.text(node) or ""
        return Text(text, text)
    return read_both(sheet, node)
