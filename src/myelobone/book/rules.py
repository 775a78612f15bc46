"""A rule as a clinician reads it: when, unless, what it says and does, its examples, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.model import Option, Outcome, Rule
from .carrying import Carrying
from .grounds import badge, examples, grounds, patients, permalink, row, rows
from .html import Html, element, join
from .teller import Teller
from .telling import Telling
from .trees import inline, tree


def rule(teller: Teller, carrying: Carrying, found: Rule, level: int = 4) -> Html:
    """The whole rule as a block of its own; `level` is that of its heading."""
    title = teller.text(found.title) or teller.text(found.says)
    head = element(
        "header", badge(found.then.level, _main(teller, found.then)), " ",
        element(f"h{level}", title, class_="name"), " ", permalink(teller, found.id),
    )  # fmt: skip
    says = element("p", teller.says(found.says), class_="says")
    kinds = {"fires": found.fires, "quiet": found.quiet, "asks": found.asks}
    return element(
        "article", head, says, conditions(teller, found),
        rows(*_outcome(teller, found)), examples(teller, kinds), grounds(teller, found),
        patients(teller, carrying, found.id), class_=f"rule {found.then.level}", id=found.id,
    )  # fmt: skip


def conditions(teller: Teller, found: Rule) -> Html:
    """When a rule fires, and what keeps it quiet."""
    parts = []
    if found.each is not None:
        telling = Telling(teller)
        said = telling.windows(found.each_windows)
        entries = join([said.before, telling.source(found.each), said.after])
        parts.append(element("p", teller.word("for_each"), teller.colon, entries, class_="key"))
    parts += [element("p", teller.word("when"), class_="key"), tree(teller, found.when)]
    if found.unless or found.unless_rules:
        parts.append(element("p", teller.word("unless"), class_="key"))
    parts += [tree(teller, each) for each in found.unless]
    for name in found.unless_rules:
        other = teller.knowledge.rules[name]
        title = teller.text(other.title) or name
        parts.append(element("ul", element("li", teller.to("rule", name, title)), class_="tree"))
    return element("div", *parts, class_="conditions")


def _main(teller: Teller, then: Outcome) -> str:
    return teller.word(f"alert.{then.level}" if then.main == "alert" else f"main.{then.main}")


def _outcome(teller: Teller, found: Rule) -> Iterator[Html]:
    then = found.then
    if then.choice is not None:
        yield row(teller.word("main.choice"), teller.label(then.choice))
    if then.options:
        items = [element("li", _option(teller, each)) for each in then.options]
        yield row(teller.word("options"), element("ul", *items))
    if then.options_agents:
        yield row(teller.word("options"), teller.word("options_agents"))
    if then.checklist:
        listed = [
            element("li", teller.to("fact", name, teller.fact(name))) for name in then.checklist
        ]
        yield row(teller.word("main.checklist"), element("ul", *listed))
    if then.do:
        yield row(teller.word("do"), teller.labels(then.do))
    if then.refer is not None:
        urgency = teller.word(f"urgency.{then.urgency}")
        yield row(teller.word("refer"), teller.label(then.refer), teller.bracketed(urgency))
    for key, terms in (("ask", then.ask), ("recheck", then.recheck)):
        if terms:
            links = join(
                [teller.to("term", name, teller.term(name)) for name in terms], teller.comma
            )
            yield row(teller.word(key), links)
    if then.show:
        links = join(
            [teller.to("fact", name, teller.fact(name)) for name in then.show], teller.comma
        )
        yield row(teller.word("show"), links)
    if found.roles:
        yield row(teller.word("for_roles"), teller.labels(found.roles))


def _option(teller: Teller, option: Option) -> Html:
    parts: list[Html | str] = [teller.label(option.id)]
    if option.when is not None:
        parts += [teller.comma, teller.word("only_if"), " ", inline(teller, option.when)]
    if option.needs:
        parts += [
            teller.comma,
            teller.word("needs"),
            " ",
            teller.comma.join(_detail(teller, n) for n in option.needs),
        ]
    ids = (*option.cites, *option.readings)
    return join([*parts, " ", teller.ids(ids)])


def _detail(teller: Teller, name: str) -> str:
    return teller.fact(f"it.{name}")
