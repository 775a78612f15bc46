"""Pages at the end: worked patients, questions for clinicians, the index of every id."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.model import Reading
from .carrying import Carrying, Patient
from .grounds import permalink, row, rows
from .html import Html, element, join, link, span
from .search import entries
from .teller import Teller

# How readings mark what must be checked, and what rests on no source (the head of `readings.yaml`).
UNVERIFIED = ("待核实", "unverified")
DESIGN = ("本软件设计", "our design")
GROUPS = ("unverified", "design", "unsourced", "rest")


def patients_page(teller: Teller, carrying: Carrying) -> Html:
    """Every worked patient: what it is about, its days, what its expected answers name."""
    parts = [element("h1", teller.word("patients"))]
    parts += [_patient(teller, each) for each in carrying.patients]
    return join(parts)


def _patient(teller: Teller, patient: Patient) -> Html:
    known = teller.knowledge
    cited = [name for name in (*known.statements, *known.readings) if name in patient.names]
    rules = [name for name in known.rules if name in patient.names]
    items = [name for name in known.calendar if name in patient.names]
    links = [
        teller.to("rule", name, teller.text(known.rules[name].title) or name) for name in rules
    ]
    links += [teller.to("calendar", name) for name in items]
    parts = [row(teller.word("patient_days"), teller.comma.join(patient.days))]
    if cited:
        parts.append(row(teller.word("patient_names"), teller.ids(cited)))
    if links:
        parts.append(row(teller.word("kind.rule"), join(links, teller.comma)))
    about = teller.text(patient.about) or patient.id
    head = element("h2", span("number", patient.id), " ", about, " ", permalink(teller, patient.id))
    return element("section", head, rows(*parts), class_="fact", id=patient.id)


def questions_page(teller: Teller) -> Html:
    """Every unsigned reading as a question with boxes to tick, the least certain first."""
    parts: list[Html] = [element("h1", teller.word("questions"))]
    waiting = [each for each in teller.knowledge.readings.values() if not each.signed]
    for name in GROUPS:
        found = [each for each in waiting if group(each) == name]
        if found:
            title = f"{teller.word(f'group.{name}')}{teller.bracketed(str(len(found)))}"
            parts.append(element("h2", title, id=f"group-{name}"))
            parts.append(element("p", teller.word(f"group.{name}.note")))
            parts += [_question(teller, each) for each in found]
    return join(parts)


def group(reading: Reading) -> str:
    """How certain a reading is, by what its own text says of it."""
    whole = f"{reading.take.zh} {reading.why.zh} {reading.take.en} {reading.why.en}"
    if any(mark in whole for mark in UNVERIFIED):
        return "unverified"
    if any(mark in whole for mark in DESIGN):
        return "design"
    return "rest" if reading.sources else "unsourced"


def _question(teller: Teller, reading: Reading) -> Html:
    boxes = element(
        "p", "☐ ", teller.word("agree"), Html("&emsp;"), "☐ ", teller.word("disagree"), " ",
        span("line", Html("&nbsp;")), class_="boxes",
    )  # fmt: skip
    head = element(
        "h3", teller.to("reading", reading.id, reading.id), " ", teller.text(reading.about)
    )
    said = rows(
        row(teller.word("printed"), teller.text(reading.printed)),
        row(teller.word("take"), element("div", teller.text(reading.take), class_="take")),
        row(teller.word("alternatives"), teller.text(reading.alternatives)),
        row(teller.word("why"), teller.text(reading.why)),
    )
    return element("section", head, said, boxes, class_="question", id=f"question-{reading.id}")


def register_page(teller: Teller) -> Html:
    """Every id of the book by kind, with a link to where it stands."""
    parts: list[Html] = [element("h1", teller.word("register"))]
    for kind, lines in _by_kind(teller):
        parts.append(
            element("h2", f"{teller.word(f'kind.{kind}')}{teller.bracketed(str(len(lines)))}")
        )
        parts.append(element("ul", *lines, class_="columns register"))
    return join(parts)


def _by_kind(teller: Teller) -> Iterator[tuple[str, list[Html]]]:
    found: dict[str, list[Html]] = {}
    for entry in entries(teller):
        line = element(
            "li", link(entry.target, element("code", entry.id)), " ", span("dim", entry.title)
        )
        found.setdefault(entry.kind, []).append(line)
    yield from found.items()
