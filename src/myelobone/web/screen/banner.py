"""Who a page is about, with the facts that knowledge names for every page of a patient."""

from __future__ import annotations

from msgspec import Struct

from ...edition import own_edition
from ...page.header import AGE
from ...page.look import Look
from ...page.standing import standing
from ...page.words import Lang
from .. import clock
from ..asked import advice_of
from ..store.reading import Chart
from .marked import URGENT_FACTS, told_by

MAX_BORN = 10


class Shown(Struct, frozen=True):
    """One fact of the banner; `mark` says without colour that it is missing or named by a warning."""

    label: str
    value: str
    ago: str
    tone: str  # ask | stop | caution | ""
    mark: str


class Banner(Struct, frozen=True, kw_only=True):
    """The patient on every page; `facts` is None where no advice could be made."""

    name: str
    sex: str
    age: str
    born: str
    numbers: tuple[str, ...]
    as_of: str
    version: int
    facts: tuple[Shown, ...] | None
    knowledge: str

    @property
    def title(self) -> str:
        """Name and first number: what tells one tab from another."""
        return " ".join(part for part in (self.name, *self.numbers[:1]) if part)


def banner_of(chart: Chart, lang: Lang) -> Banner:
    """The banner of a chart as of today; whatever fails in the advice leaves its facts out, never the person."""
    person = chart.person
    try:
        advice = advice_of(chart).to_dict()
    except (
        Exception
    ):  # the page itself tells of it; who the patient is must stand there all the same
        advice = None
    look = Look(advice, own_edition(), lang) if advice is not None else None
    age = ""
    if look is not None and (found := look.advice["facts"].get(AGE)) and found["status"] == "known":
        age = look.fact(AGE)
    return Banner(
        name=person.name or chart.patient.public, sex=person.sex, born=person.born[:MAX_BORN], age=age,
        numbers=tuple(each.number for each in person.numbers),
        as_of=look.advice["as_of"] if look else clock.today().isoformat(),
        version=chart.version, facts=_facts(look) if look else None,
        knowledge=standing(look.advice["knowledge"], lang) if look else "",
    )  # fmt: skip


def _facts(look: Look) -> tuple[Shown, ...]:
    warned = told_by(look.advice)
    shown = []
    for name in look.advice["banner"]:
        fact = look.advice["facts"].get(name, {})
        days = fact.get("age_days")
        ago = f"{days} {look.word('days_ago')}" if days and days > 0 else ""
        tone = "ask" if fact.get("status", "unknown") == "unknown" else warned.get(name, "")
        shown.append(
            Shown(look.fact_label(name), look.fact(name), ago, tone, URGENT_FACTS.get(tone, ""))
        )
    return tuple(shown)
