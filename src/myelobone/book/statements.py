"""A chapter: each statement in our own words beside everything that carries it."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.model import Statement
from ..language.problems import Text
from ..language.screens import Heading
from .carrying import Carrier, Carrying
from .doses import dose_table
from .grounds import badge, patients
from .html import Html, element, join, span
from .items import title as item_title
from .places import lines_of
from .rules import rule
from .teller import Teller


def chapter_page(teller: Teller, carrying: Carrying, chapter: Heading, names: list[str]) -> Html:
    """The chapter with its sections; `names` are its statements in order."""
    starts = {section.from_: section for section in chapter.sections}
    parts: list[Html] = [element("h1", f"{chapter.id} ", teller.text(chapter.title))]
    if names and names[0] not in starts:
        parts.append(element("h2", teller.word("opening"), id=f"section-{chapter.id}"))
    for name in names:
        section = starts.get(name)
        if section is not None:
            parts.append(heading(teller, section))
        parts.append(statement(teller, carrying, teller.knowledge.statements[name]))
    return join(parts)


def heading(teller: Teller, section: Heading) -> Html:
    """The heading of a section with its number, unless its words hold one."""
    text = teller.text(section.title)
    number = f"{section.id} " if section.id[:1].isdigit() else ""
    return element("h2", number, text, id=f"section-{section.id}")


def statement(teller: Teller, carrying: Carrying, found: Statement) -> Html:
    """One statement on the left, what carries it on the right."""
    verbs = teller.comma.join(teller.label(each) for each in found.strength if each != "states")
    topics = {topic.id: topic.label for topic in teller.knowledge.edition.topics}
    head = element(
        "h3",
        element("a", found.id, href=f"#{found.id}", title=teller.word("here")),
        class_="number",
    )
    marks = [badge(f"of-{found.kind}", teller.word(f"kind.{found.kind}"))]
    if verbs:
        marks.append(badge("guideline", f"“{verbs}”"))
    topic = teller.to("topic", found.topic, teller.text(topics.get(found.topic)) or found.topic)
    left = element(
        "div", head, element("p", join(marks, " "), " ", topic, class_="marks"),
        element("p", teller.text(found.says), class_="statement"),
        patients(teller, carrying, found.id), class_="said",
    )  # fmt: skip
    right = element("div", *_carried(teller, carrying, found), class_="carried")
    return element("section", left, right, class_="pair", id=found.id)


def _carried(teller: Teller, carrying: Carrying, found: Statement) -> Iterator[Html]:
    carriers = carrying.carriers(found.id)
    firm = [each for each in carriers if not each.behind]
    whole, named = _split(teller, found.id, firm)
    if not carriers:
        yield element("p", teller.word("no_carrier"), class_="dim")
    for each in whole:
        yield told(teller, carrying, each)
    if named:
        yield listed(teller, "also_carried" if whole else "carried_by", named)
    behind = [each for each in carriers if each.behind]
    if behind:
        yield listed(teller, "behind", behind)


def _split(
    teller: Teller, name: str, carriers: list[Carrier]
) -> tuple[list[Carrier], list[Carrier]]:
    """What is told whole here, and what is only named since it is told elsewhere."""
    whole = [each for each in carriers if home(teller, each) == name]
    return whole, [each for each in carriers if each not in whole]


def home(teller: Teller, carrier: Carrier) -> str | None:
    """The statement or reading beside which a rule or dose table is told whole."""
    known = teller.knowledge
    if carrier.kind == "rule":
        on = known.rules[carrier.id]
        return next(iter((*on.cites, *on.readings, *on.evidence)), None)
    if carrier.kind == "route":
        agent, _, route = carrier.id.rpartition(".")
        cites = [each.cites for each in known.agents[agent].routes if each.route == route]
        return next(iter(cites[0]), None) if cites else None
    return None


def told(teller: Teller, carrying: Carrying, carrier: Carrier, level: int = 4) -> Html:
    """A rule or a dose table whole."""
    known = teller.knowledge
    if carrier.kind == "rule":
        return rule(teller, carrying, known.rules[carrier.id], level)
    agent, _, name = carrier.id.rpartition(".")
    route = next(each for each in known.agents[agent].routes if each.route == name)
    return dose_table(teller, known.agents[agent], route, anchor=False, level=level)


def listed(teller: Teller, key: str, carriers: list[Carrier]) -> Html:
    """Carriers told elsewhere, each in one line with a link; facts together in one paragraph."""
    lines = [element("li", each) for each in _lines(teller, carriers)]
    facts = [
        teller.to("fact", each.id, teller.fact(each.id)) for each in carriers if each.kind == "fact"
    ]
    parts = [element("p", teller.word(key), class_="key")]
    if lines:
        parts.append(element("ul", *lines, class_="named"))
    if facts:
        title = span("key", teller.word("part.facts"))
        parts.append(element("p", title, " ", join(facts, teller.comma), class_="facts"))
    return element("div", *parts, class_="listed")


def _lines(teller: Teller, carriers: list[Carrier]) -> Iterator[Html]:
    """What is not a fact, line by line; lines that several agents share are told once."""
    shared: dict[tuple[str, Text], list[Carrier]] = {}
    for each in carriers:
        if each.kind == "line":
            shared.setdefault(_same(teller, each), []).append(each)
    for each in carriers:
        if each.kind == "fact":
            continue
        alike = shared[_same(teller, each)] if each.kind == "line" else [each]
        if len(alike) == 1:
            yield named(teller, each)
        elif alike[0] == each:
            yield _shared(teller, alike)


def _same(teller: Teller, carrier: Carrier) -> tuple[str, Text]:
    """What lines of several agents have in common: the end of their ids and their words."""
    return carrier.id.partition(".")[2], _line_says(teller, carrier)


def _line_says(teller: Teller, carrier: Carrier) -> Text:
    agent = teller.knowledge.agents[carrier.id.partition(".")[0]]
    return next(line.says for line in lines_of(agent) if line.id == carrier.id)


def _shared(teller: Teller, alike: list[Carrier]) -> Html:
    links = [
        teller.to("line", each.id, teller.label(each.id.partition(".")[0])) for each in alike
    ]  # fmt: skip
    word = badge("quiet", teller.word("kind.line"))
    says = teller.says(_line_says(teller, alike[0]))
    return join(
        [
            word,
            " ",
            join(links, teller.comma),
            teller.colon,
            says,
            " ",
            span("self", alike[0].id.partition(".")[2]),
        ]
    )


def named(teller: Teller, carrier: Carrier) -> Html:
    """A carrier in one line: its kind, its name or words, a link to where it is told."""
    known = teller.knowledge
    kind, name = carrier.kind, carrier.id
    match kind:
        case "rule":
            found = known.rules[name]
            said: Html | str = teller.text(found.title) or teller.says(found.says)
        case "calendar":
            said = join(
                [
                    item_title(teller, known.calendar[name]),
                    teller.colon,
                    teller.says(known.calendar[name].says),
                ]
            )
        case "line":
            label = teller.label(name.partition(".")[0])
            said = join([label, teller.colon, teller.says(_line_says(teller, carrier))])
        case "route":
            agent = known.agents[name.rpartition(".")[0]]
            said = f"{teller.text(agent.label)} {teller.label(name.rpartition('.')[2])}"
        case "agent":
            agent = known.agents[name]
            said = f"{teller.text(agent.label)} {teller.word('approved')}"
        case _:
            said = teller.fact(name)
    word = badge("quiet", teller.word(f"kind.{kind}"))
    return join([word, " ", said, " ", teller.to(kind, name, name, style="self")])
