"""The whole book as files: the same bytes for the same knowledge and patients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from ..language.model import Knowledge
from ..page.words import Lang
from .agents import agent_page, agents_page
from .carrying import Carrying, Patient
from .facts import facts_page, users
from .frame import frame
from .front import front_page
from .html import Html, element, join
from .items import calendar
from .pages import Leaf, pages
from .places import NO_PAGE, Places
from .readings import readings_page
from .reference import patients_page, questions_page, register_page
from .rules import rule
from .search import index
from .signing import review, sign_page
from .statements import chapter_page
from .teller import Teller
from .terms import glossary_page, terms_page

ASSETS = ("book.css", "book.js")
FRONT = "index"
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


def book(
    knowledge: Knowledge, patients: Iterable[Patient] = (), languages: tuple[Lang, ...] = LANGUAGES
) -> dict[str, bytes]:
    """Every file of the site by its path; `patients` are the worked patients of the edition."""
    carrying = Carrying(knowledge, patients)
    places = Places(knowledge, tuple(each.id for each in carrying.patients))
    tellers = [Teller(knowledge, places, lang) for lang in languages]
    found = {f"{name}": files(__package__).joinpath("assets", name).read_bytes() for name in ASSETS}
    found["index.html"] = _doors(tellers).encode()
    for teller in tellers:
        found[f"search-{teller.lang}.js"] = index(teller).encode()
        for name, text in _pages(teller, carrying, languages):
            found[f"{teller.lang}/{name}.html"] = text.encode()
    return found


def _pages(
    teller: Teller, carrying: Carrying, languages: tuple[Lang, ...]
) -> Iterator[tuple[str, str]]:
    leaves = pages(teller)
    front = Leaf(FRONT, teller.word("contents"), "front")
    body = front_page(teller, carrying, leaves)
    yield FRONT, frame(teller, front, body, leaves, languages, signed=False)
    used = users(teller.knowledge)
    for leaf in leaves:
        body = _body(teller, carrying, leaf, used)
        yield leaf.name, frame(teller, leaf, body, leaves, languages, signed=leaf.name != "sign")


def _body(
    teller: Teller, carrying: Carrying, leaf: Leaf, used: dict[str, list[tuple[str, str]]]
) -> Html:
    known, places = teller.knowledge, teller.places
    simple = {
        "agents": lambda: agents_page(teller), "questions": lambda: questions_page(teller),
        "terms": lambda: terms_page(teller), "glossary": lambda: glossary_page(teller),
        "patients": lambda: patients_page(teller, carrying), "sign": lambda: sign_page(teller),
        "register": lambda: register_page(teller),
    }  # fmt: skip
    if leaf.name in simple:
        return simple[leaf.name]()
    if leaf.name in (NO_PAGE, "calendar"):
        title = element("h1", leaf.title)
        if leaf.name == "calendar":
            return join([title, calendar(teller, carrying)])
        alone = [each for each in known.rules.values() if places.page("rule", each.id) == NO_PAGE]
        return join([title, *(rule(teller, carrying, each, 2) for each in alone)])
    kind, _, name = leaf.name.partition("-")
    match kind:
        case "chapter":
            chapter = next(each for each in places.chapters if each.id == name)
            names = [
                each for each in known.statements if places.page("statement", each) == leaf.name
            ]
            return chapter_page(teller, carrying, chapter, names)
        case "agent":
            return agent_page(teller, carrying, known.agents[name])
        case "readings":
            page = next(each for each in places.reading_pages if each.id == name)
            names = [each for each in known.readings if places.page("reading", each) == leaf.name]
            return readings_page(teller, carrying, page, names)
        case _:
            page = next(each for each in places.fact_pages if each.id == name)
            return facts_page(teller, page, used)


def _doors(tellers: list[Teller]) -> str:
    """The page in front of both languages."""
    first = tellers[0]
    links = [
        element(
            "p", element("a", teller.text(teller.knowledge.edition.title), href=f"{teller.lang}/index.html"),
            element("br"), element("strong", teller.word(review(teller.knowledge))),
            lang="zh-CN" if teller.lang == "zh" else "en",
        )
        for teller in tellers
    ]  # fmt: skip
    title = first.text(first.knowledge.edition.title)
    document = element(
        "html",
        element(
            "head", element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", f"{title}{first.bracketed(first.word(review(first.knowledge)))}"),
            element("link", rel="stylesheet", href="book.css"),
        ),
        element("body", element("main", element("h1", first.word("book")), *links, class_="doors")),
        lang="zh-CN" if first.lang == "zh" else "en",
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{document}\n"
