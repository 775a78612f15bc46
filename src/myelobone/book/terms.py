"""The terms of the record: what may be written, in which units, within what limits, what silence means."""

from __future__ import annotations

from ..decide.dose_text import figure
from ..language.model import Term
from .facts import absent
from .grounds import badge, permalink, row, rows
from .html import Html, element, join
from .teller import Teller


def terms_page(teller: Teller) -> Html:
    """Every term of the vocabulary, and the house terms after them."""
    vocabulary = teller.knowledge.vocabulary
    readers: dict[str, list[str]] = {}
    for fact in teller.knowledge.facts.values():
        for name in fact.terms:
            readers.setdefault(name, []).append(fact.id)
    terms = [
        described(teller, term, readers.get(term.id, [])) for term in vocabulary.terms.values()
    ]
    return join([element("h1", teller.word("terms")), *terms])


def glossary_page(teller: Teller) -> Html:
    """The one Chinese and English term for each concept."""
    body = [
        element(
            "tr", element("td", entry.term.zh, lang="zh-CN"), element("td", entry.term.en, lang="en")
        )
        for entry in teller.knowledge.glossary.values()
    ]  # fmt: skip
    head = element(
        "tr",
        element("th", "中文", scope="col", lang="zh-CN"),
        element("th", "English", scope="col", lang="en"),
    )
    title = teller.word("glossary")
    return join(
        [
            element("h1", title),
            element(
                "table", element("caption", title), element("thead", head), element("tbody", *body),
                class_="list",
            ),
        ]
    )  # fmt: skip


def described(teller: Teller, term: Term, readers: list[str]) -> Html:
    """One term whole: units, what is plausible, what it may be, which facts read it."""
    value = term.value
    parts = []
    if value.unit is not None:
        units = [value.unit, *value.also]
        parts.append(
            row(teller.word("accepted"), teller.comma.join(_unit(teller, u) for u in units))
        )
    if value.plausible is not None:
        low, high = value.plausible
        said = teller.quantity(f"{figure(low)}–{figure(high)}", value.unit or "1")
        parts.append(row(teller.word("plausible"), said))
    if term.error is not None:
        parts.append(row(teller.word("error"), f"± {figure(term.error * 100)} %"))
    if term.error_absolute is not None:
        parts.append(
            row(
                teller.word("error"),
                "± " + teller.quantity(figure(term.error_absolute), value.unit or "1"),
            )
        )
    if value.values:
        parts.append(row(teller.word("values"), teller.labels(value.values)))
    if term.attributes:
        items = [element("li", _attribute(teller, name, term)) for name in term.attributes]
        parts.append(row(teller.word("attributes"), element("ul", *items, class_="columns")))
    because = teller.bracketed(teller.text(term.because)) if term.because is not None else ""
    parts.append(row(teller.word("absence"), absent(teller, term.absent), because))
    if readers:
        links = [teller.to("fact", name, teller.fact(name)) for name in readers]
        parts.append(row(teller.word("read_by"), join(links, teller.comma)))
    head = element(
        "h2", teller.text(term.label), " ", badge("quiet", teller.word(f"kind_of.{term.kind}")), " ",
        permalink(teller, term.id),
    )  # fmt: skip
    return element("section", head, rows(*parts), class_="fact", id=term.id)


def _attribute(teller: Teller, name: str, term: Term) -> str:
    shape = term.attributes[name]
    label = teller.text(shape.label) or teller.fact(f"it.{name}")
    values = (
        teller.labels(shape.values)
        if shape.values
        else _unit(teller, shape.unit)
        if shape.unit
        else ""
    )
    return f"{label}{teller.colon}{values}" if values else label


def _unit(teller: Teller, unit: str) -> str:
    return teller.quantity("", unit).strip() or "1"
