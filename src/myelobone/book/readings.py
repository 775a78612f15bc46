"""Pages of readings: what is printed, what we take, what else it could mean, why, and who is to sign."""

from __future__ import annotations

from ..language.model import Reading
from ..language.screens import Heading
from .carrying import Carrying
from .grounds import badge, patients, row, rows
from .html import Html, element, join
from .statements import home, listed, told
from .teller import Teller


def readings_page(teller: Teller, carrying: Carrying, page: Heading, names: list[str]) -> Html:
    """One page of readings; `names` are those on it, in order."""
    parts = [element("h1", f"{page.id} ", teller.text(page.title))]
    parts += [reading(teller, carrying, teller.knowledge.readings[name]) for name in names]
    return join(parts)


def reading(teller: Teller, carrying: Carrying, found: Reading) -> Html:
    """One reading on the left, what uses it on the right."""
    left = element(
        "div",
        element(
            "h2",
            element(
                "span",
                element("a", found.id, href=f"#{found.id}", title=teller.word("here")),
                class_="number",
            ),
            " ",
            teller.text(found.about),
        ),
        element(
            "p",
            badge(found.kind, teller.word("label" if found.kind == "label" else "reading")),
            class_="marks",
        ),
        body(teller, found),
        patients(teller, carrying, found.id),
        class_="said",
    )
    carriers = carrying.carriers(found.id)
    whole = [each for each in carriers if home(teller, each) == found.id and each.kind == "rule"]
    rest = [each for each in carriers if each not in whole]
    right = [told(teller, carrying, each, 3) for each in whole]
    if rest:
        right.append(listed(teller, "used_in", rest))
    return element(
        "section", left, element("div", *right, class_="carried"), class_="pair reading", id=found.id
    )  # fmt: skip


def body(teller: Teller, found: Reading) -> Html:
    """The parts of a reading, what we take first among equals."""
    sources = teller.comma.join(found.sources) or teller.word("no_source")
    sign = teller.comma.join(teller.word(each) for each in found.sign)
    return rows(
        row(teller.word("printed"), teller.text(found.printed)),
        row(teller.word("take"), element("div", teller.text(found.take), class_="take")),
        row(teller.word("alternatives"), teller.text(found.alternatives)),
        row(teller.word("why"), teller.text(found.why)),
        row(teller.word("sources"), sources),
        row(
            teller.word("to_sign"),
            sign,
            teller.bracketed(teller.comma.join(found.signed) or teller.word("not_yet")),
        ),
    )
