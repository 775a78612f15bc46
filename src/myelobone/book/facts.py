"""The glossary of facts: what each is made from, its unit, when it goes stale, what absence means."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import tree as t
from ..language.model import (
    CasesForm,
    DoseForm,
    EntriesForm,
    Fact,
    FirstForm,
    IsForm,
    Knowledge,
    TreeForm,
)
from ..language.screens import Heading
from ..language.walk import nodes
from .grounds import permalink, row, rows
from .html import Html, element, join
from .places import lines_of
from .teller import Teller
from .telling import Telling
from .trees import inline, tree

KINDS = {
    "truth": "yes_no",
    "day": "a_day",
    "text": "a_text",
    "duration": "a_duration",
    "entries": "a_list",
}


def facts_page(teller: Teller, page: Heading, users: dict[str, list[tuple[str, str]]]) -> Html:
    """All facts of one file."""
    found = [
        fact for fact in teller.knowledge.facts.values()
        if teller.places.page("fact", fact.id) == f"facts-{page.id}"
    ]  # fmt: skip
    listed = [
        element("li", element("a", teller.text(fact.label), href=f"#{fact.id}")) for fact in found
    ]
    return join(
        [
            element("h1", teller.text(page.title)),
            element("ul", *listed, class_="columns"),
            *(described(teller, fact, users.get(fact.id, [])) for fact in found),
        ]
    )


def users(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """For each fact, the kind and id of everything that reads it directly."""
    found: dict[str, list[tuple[str, str]]] = {}

    def uses(kind: str, name: str, facts: tuple[str, ...]) -> None:
        for fact in dict.fromkeys(facts):
            found.setdefault(fact, []).append((kind, name))

    for rule in knowledge.rules.values():
        uses("rule", rule.id, rule.depends)
    for agent in knowledge.agents.values():
        for line in lines_of(agent):
            uses("line", line.id, line.depends)
        for route in agent.routes:
            by = (route.by,) if route.by else ()
            uses("route", f"{agent.id}.{route.route}", (*by, *route.depends))
    for item in knowledge.calendar.values():
        uses("calendar", item.id, item.depends)
    for fact in knowledge.facts.values():
        uses("fact", fact.id, fact.depends)
    return found


def described(teller: Teller, fact: Fact, used: list[tuple[str, str]]) -> Html:
    """One fact whole: how it is made, what it may be, what it rests on, what uses it."""
    parts = [
        row(teller.word("made"), form(teller, fact)),
        row(teller.word("values"), _values(teller, fact)),
        row(teller.word("stale"), _stale(teller, fact)),
        row(
            teller.word("absence"),
            join(_absence(teller, fact), "；" if teller.lang == "zh" else "; "),
        ),
    ]
    if fact.terms:
        links = [teller.to("term", name, teller.term(name)) for name in fact.terms]
        parts.append(row(teller.word("read_from"), join(links, teller.comma)))
    if fact.cites or fact.readings:
        parts.append(row(teller.word("rests_on"), teller.ids((*fact.cites, *fact.readings))))
    if used:
        links = [teller.to(kind, name, _name(teller, kind, name)) for kind, name in used]
        parts.append(row(teller.word("used_by"), join(links, teller.comma)))
    head = element("h2", teller.text(fact.label), " ", permalink(teller, fact.id))
    return element("section", head, rows(*parts), class_="fact", id=fact.id)


def form(teller: Teller, fact: Fact) -> Html:
    """How a fact is made, in words."""
    telling = Telling(teller)
    match fact.form:
        case IsForm(expression):
            return telling.expression(expression)
        case TreeForm(found):
            return tree(teller, found)
        case EntriesForm(source):
            return telling.source(source)
        case DoseForm(agent, by):
            return _dose(teller, agent, by)
        case FirstForm(parts):
            items = [element("li", telling.expression(part)) for part in parts]
            return join([teller.word("first_of"), element("ol", *items)])
        case CasesForm(found_rows):
            items = []
            for each in found_rows:
                value: Html | str = (
                    teller.label(each.word) if each.word is not None
                    else teller.word("none") if each.value is None
                    else telling.expression(each.value)
                )  # fmt: skip
                when = (
                    join(teller.word("otherwise"))
                    if each.when is None
                    else inline(teller, each.when)
                )
                items.append(element("li", when, teller.colon, element("b", value)))
            return join([teller.word("by_case"), element("ol", *items)])


def _dose(teller: Teller, agent: str, by: str) -> Html:
    before, _, rest = teller.word("dose_of").partition("{}")
    middle, _, after = rest.partition("{}")
    return join(
        [
            before, teller.to("agent", agent, teller.label(agent)), middle,
            teller.to("fact", by, teller.fact(by)), after,
        ]
    )  # fmt: skip


def _values(teller: Teller, fact: Fact) -> str:
    if fact.kind == "number":
        return teller.quantity("", fact.unit or "1").strip() or teller.word("a_number")
    if fact.kind in KINDS:
        return teller.word(KINDS[fact.kind])
    return teller.labels(fact.values) or teller.word("a_text")


def _stale(teller: Teller, fact: Fact) -> str:
    """The time after which an entry is no longer used, by the takes of the fact itself."""
    spans = dict.fromkeys(
        window.duration
        for node in nodes(fact.form)
        if isinstance(node, t.Take)
        for window in node.windows
        if isinstance(window, t.Within)
    )
    if spans:
        said = teller.comma.join(Telling(teller).duration(span) for span in spans)
        return teller.word("stale_after").format(said)
    return teller.word("by_its_facts" if fact.depends and not fact.terms else "never_stale")


def _absence(teller: Teller, fact: Fact) -> Iterator[str]:
    """What silence means: as the fact itself says, else as its terms say."""
    if teller.is_fixed(fact.id):
        yield teller.word("absent.fixed")
        return
    if fact.absent is not None:
        yield absent(teller, fact.absent)
    elif fact.terms:
        terms = teller.knowledge.vocabulary.terms
        known = [terms[name] for name in fact.terms if name in terms]
        for word in dict.fromkeys(term.absent for term in known):
            named = teller.comma.join(
                teller.text(term.label) for term in known if term.absent == word
            )
            yield (
                f"{named}{teller.colon}{absent(teller, word)}"
                if len(known) > 1
                else absent(teller, word)
            )
    else:
        yield teller.word("absent.facts")
    if fact.unknown_as is not None:
        yield teller.word("shown_as").format(teller.label(fact.unknown_as))


def absent(teller: Teller, word: str | None) -> str:
    """What the absence of an entry is read as."""
    if word is None:
        return teller.word("absent.unknown")
    if word == "none":
        return teller.word("absent.none")
    return teller.word("absent.value").format(teller.label(word))


def _name(teller: Teller, kind: str, name: str) -> str:
    if kind == "fact":
        return teller.fact(name)
    return (teller.text(teller.knowledge.rules[name].title) if kind == "rule" else "") or name
