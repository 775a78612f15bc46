"""Where each thing of the knowledge stands in the book: its page and the anchor that its id is."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from ..language.model import Agent, Grounds, Knowledge, Line, OrderLine
from ..language.screens import Heading

NO_PAGE = "rules"  # of rules that rest on nothing with a page


class Places:
    """Pages and anchors, the same in both languages."""

    def __init__(self, knowledge: Knowledge, patients: tuple[str, ...]) -> None:
        self.chapters = chapters(knowledge)
        self.reading_pages = reading_pages(knowledge)
        self.fact_pages = fact_pages(knowledge)
        self._pages: dict[tuple[str, str], tuple[str, str]] = {}
        self._statements(knowledge)
        self._readings_and_facts(knowledge)
        for rule in knowledge.rules.values():
            self._put("rule", rule.id, self.home(rule) or NO_PAGE)
        for agent in knowledge.agents.values():
            page = f"agent-{agent.id}"
            self._put("agent", agent.id, page)
            for line in lines_of(agent):
                self._put("line", line.id, page)
            for route in agent.routes:
                name = f"{agent.id}.{route.route}"
                self._put("route", name, page, f"doses.{name}")  # a line may have the same id
        for item in knowledge.calendar.values():
            self._put("calendar", item.id, "calendar")
        for term in knowledge.vocabulary.terms.values():
            self._put("term", term.id, "terms")
        for name in patients:
            self._put("patient", name, "patients")
        for topic in knowledge.edition.topics:
            self._put("topic", topic.id, "sign")

    def page(self, kind: str, name: str) -> str | None:
        """The page on which a thing stands, without its suffix."""
        found = self._pages.get((kind, name))
        return None if found is None else found[0]

    def of(self, kind: str, name: str) -> str | None:
        """The address of a thing within its language, or None."""
        found = self._pages.get((kind, name))
        return None if found is None else f"{found[0]}.html#{quote(found[1])}"

    def all(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Every thing, as kind and id, with its page and anchor."""
        return dict(self._pages)

    def home(self, on: Grounds) -> str | None:
        """The page that tells a line whole: that of the first statement it cites, else of a reading."""
        grounds = [("statement", name) for name in on.cites]
        grounds += [("reading", name) for name in on.readings]
        grounds += [("statement", name) for name in on.evidence]
        return next((page for each in grounds if (page := self.page(*each))), None)

    def _put(self, kind: str, name: str, page: str, anchor: str | None = None) -> None:
        self._pages[kind, name] = (page, anchor or name)

    def _statements(self, knowledge: Knowledge) -> None:
        starts = {each.from_: f"chapter-{each.id}" for each in self.chapters}
        page = next(iter(starts.values()), "chapter-1")
        for name in knowledge.statements:
            page = starts.get(name, page)
            self._put("statement", name, page)

    def _readings_and_facts(self, knowledge: Knowledge) -> None:
        starts = {each.from_: f"readings-{each.id}" for each in self.reading_pages}
        page = next(iter(starts.values()), "readings-1")
        for name in knowledge.readings:
            page = starts.get(name, page)
            self._put("reading", name, page)
        for fact in knowledge.facts.values():
            self._put("fact", fact.id, f"facts-{file_of(fact.place)}")


def chapters(knowledge: Knowledge) -> tuple[Heading, ...]:
    """The chapters of the outline; all statements in one where there is none."""
    first = next(iter(knowledge.statements), "")
    alone = Heading(id="1", title=knowledge.edition.title, from_=first)
    return knowledge.screens.book.chapters or (alone,)


def reading_pages(knowledge: Knowledge) -> tuple[Heading, ...]:
    """The pages of readings; all in one where the outline names none."""
    first = next(iter(knowledge.readings), "")
    alone = Heading(id="1", title=knowledge.edition.title, from_=first)
    return knowledge.screens.book.readings or (alone,)


def fact_pages(knowledge: Knowledge) -> tuple[Heading, ...]:
    """One page a file of facts, those that the outline does not name at the end."""
    named = {each.id: each for each in knowledge.screens.book.facts}
    files = dict.fromkeys(file_of(fact.place) for fact in knowledge.facts.values())
    title = knowledge.edition.title
    more = [Heading(id=name, title=title) for name in files if name not in named]
    return (*(each for each in named.values() if each.id in files), *more)


def lines_of(agent: Agent) -> tuple[Line | OrderLine, ...]:
    """Every line of an agent with an id: of its standing, and of order checks."""
    return (*agent.standing, *agent.order)


def order_anchor(agent: Agent, line: OrderLine) -> str:
    """The anchor of an order check: its id, unless a line of standing has the same."""
    taken = any(each.id == line.id for each in agent.standing)
    return f"orders.{line.id}" if taken else line.id


def file_of(place: str) -> str:
    """The name of the file that a place is in, without folder and suffix."""
    return Path(place.partition(":")[0]).stem
