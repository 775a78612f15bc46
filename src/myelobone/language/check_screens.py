"""Whether what readers show exists: attributes, values, kinds of findings; and the units of a chart agree."""

from __future__ import annotations

from .folder import Folder
from .kinds import Kinds
from .screens import Control, Panel, Shown


def check_screens(folder: Folder, kinds: Kinds) -> None:
    """Reports attributes, values and kinds that are not there, and lines of one chart in unlike units."""
    for lane in folder.screens.timeline:
        for shown in lane.entries:
            _shown(folder, shown)
    for shown in folder.screens.trend_events:
        _shown(folder, shown)
    words = _finding_kinds(folder)
    for marker in folder.screens.lesions:
        for kind in marker.kinds:
            if kind not in words:
                folder.ledger.unknown("knowledge.unknown_word", marker.place, kind, words)
    for panel in folder.screens.trends:
        _panel(folder, kinds, panel)
    for control in folder.screens.what_if:
        _control(folder, control)


def _control(folder: Folder, control: Control) -> None:
    """A number is supposed in a unit of its term, between two ends; anything else by the term's words."""
    term = folder.vocabulary.terms.get(control.term)
    if term is None:
        return  # reported where names are looked up
    if term.value.kind == "quantity":
        units = (term.value.unit or "1", *term.value.also)
        if control.unit not in units:
            folder.ledger.unknown("knowledge.unknown_word", control.place, control.unit, units)
        if not (control.low < control.high and control.step > 0):
            told = f"{control.low:g} {control.high:g} {control.step:g}"
            folder.ledger.add("knowledge.band", control.place, told, "from < to, step > 0")
    elif not term.value.values:
        folder.ledger.unknown("knowledge.unknown_term", control.place, control.term, ())


def _shown(folder: Folder, shown: Shown) -> None:
    term = folder.vocabulary.terms.get(shown.term)
    if term is None:
        return  # reported where names are looked up
    for attribute in shown.show:
        if attribute != "value" and attribute not in term.attributes:
            names = ("value", *term.attributes)
            folder.ledger.unknown("knowledge.unknown_attribute", shown.place, attribute, names)
    for word in shown.hide:
        if word not in term.value.values:
            folder.ledger.unknown("knowledge.unknown_word", shown.place, word, term.value.values)


def _finding_kinds(folder: Folder) -> tuple[str, ...]:
    """The words that the kind of a finding may be."""
    lists = (a for t in folder.vocabulary.terms.values() for a in t.attributes.values())
    inner = [a.attributes["kind"] for a in lists if a.kind == "list" and "kind" in a.attributes]
    return tuple(word for kind in inner for word in kind.values)


def _panel(folder: Folder, kinds: Kinds, panel: Panel) -> None:
    """Every line, edge and limit of a chart is a number in the unit of its first line."""
    units = {}
    for curve in panel.curves:
        units[curve.place] = curve.name, _unit(folder, kinds, curve.name, fact=curve.fact)
    for name in (panel.low, panel.high):
        if name is not None:
            units[f"{panel.place} {name}"] = name, _unit(folder, kinds, name, fact=True)
    for limit in panel.limits:
        units[limit.place] = f"{limit.at.value:g} {limit.at.unit}", limit.at.unit
    first = next((unit for _, unit in units.values()), None)
    for place, (name, unit) in units.items():
        if unit != first or unit is None:
            folder.ledger.add("knowledge.dimension", place.split()[0], f"{name}: {unit}", first)
    for strip in panel.strips:
        term = folder.vocabulary.terms.get(strip.term)
        if term is not None and strip.show not in term.attributes:
            names = tuple(term.attributes)
            folder.ledger.unknown("knowledge.unknown_attribute", strip.place, strip.show, names)


def _unit(folder: Folder, kinds: Kinds, name: str, *, fact: bool) -> str | None:
    if fact:
        kind = kinds.of_fact(name)
        return kind.unit if kind is not None and kind.kind == "number" else None
    term = folder.vocabulary.terms.get(name)
    return term.value.unit if term is not None else None
