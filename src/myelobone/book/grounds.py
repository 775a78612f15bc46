"""Small parts that stand on many pages: badges, grounds, worked patients, examples."""

from __future__ import annotations

from urllib.parse import quote

from ..decide.dose_text import figure
from ..language.model import Example, Given, Grounds
from .carrying import Carrying
from .html import Html, element, join, span
from .teller import Teller
from .telling import Telling

FEW = 12  # patients named in a line; the page of patients has all of them
STATES = "states"  # a plain sentence, which has no verb of its own


def badge(style: str, text: str) -> Html:
    """A short word in a box; the word says what the colour says."""
    return span(f"badge {style}", text)


def origin(teller: Teller, on: Grounds) -> Html:
    """Where a line comes from and by which printed verb."""
    verb = teller.label(on.strength) if on.strength and on.strength != STATES else ""
    quoted = f"“{verb}”" if verb else ""
    gap = " " if quoted and teller.lang == "en" else ""
    return badge(on.origin, f"{teller.word(on.origin)}{gap}{quoted}")


def permalink(teller: Teller, name: str, anchor: str | None = None) -> Html:
    """The id of a thing as a link to its own place."""
    return element(
        "a", name, href=f"#{quote(anchor or name)}", class_="self", title=teller.word("here")
    )  # fmt: skip


def grounds(teller: Teller, on: Grounds) -> Html:
    """What a line rests on, as links."""
    parts = [origin(teller, on)]
    for key, names in (("rests_on", (*on.cites, *on.readings)), ("evidence", on.evidence)):
        if names:
            title = span("key", teller.word(key))
            parts.append(join([title, " ", teller.ids(names)]))
    return element("p", join(parts, " "), class_="grounds")


def patients(teller: Teller, carrying: Carrying, name: str) -> Html:
    """The worked patients whose expected answer names an id, the first of them."""
    found = carrying.naming(name)
    if not found:
        return Html("")
    links = [
        teller.to("patient", each.id, element("abbr", each.id, title=teller.text(each.about)))
        for each in found[:FEW]
    ]
    more = f" +{len(found) - FEW}" if len(found) > FEW else ""
    return element(
        "p", span("key", f"{teller.word('cited_by')} {len(found)}"), " ", join(links, " "), more,
        class_="patients",
    )  # fmt: skip


def row(name: Html | str, *children: Html | str) -> Html:
    """A name and what it means, as a row of a list."""
    return join([element("dt", name), element("dd", *children)])


def rows(*found: Html) -> Html:
    """Rows as a list; nothing where there is none."""
    kept = [each for each in found if each]
    return element("dl", *kept, class_="rows") if kept else Html("")


def examples(teller: Teller, kinds: dict[str, tuple[Example, ...]]) -> Html:
    """The examples of a rule: what is given, and how it answers."""
    body = [
        element(
            "tr", element("th", teller.word(kind), scope="row", class_=f"answer {kind}"),
            element("td", example(teller, each)),
        )
        for kind, found in kinds.items()
        for each in found
    ]  # fmt: skip
    return element(
        "table", element("caption", teller.word("examples")), element("tbody", *body),
        class_="examples",
    )  # fmt: skip


def example(teller: Teller, given: Example) -> Html:
    """What one example gives."""
    said = join([_given(teller, each) for each in given], "；" if teller.lang == "zh" else "; ")
    return said or span("dim", teller.word("nothing_given"))


def _given(teller: Teller, given: Given) -> Html:
    name = teller.to("fact", given.fact, teller.fact(given.fact))
    if given.quantity is not None:
        value: Html | str = teller.quantity(figure(given.quantity.value), given.quantity.unit)
    elif given.day is not None:
        value = Telling(teller).expression(given.day)
    else:
        value = teller.word("none") if given.none else teller.label(given.word or "unknown")
    return join([name, teller.colon, element("b", value)])
