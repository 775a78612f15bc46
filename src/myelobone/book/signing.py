"""Sign-off: the state of each topic, and the lines on which a clinician and a pharmacist sign."""

from __future__ import annotations

from collections.abc import Iterable

from ..decide.knowledge_ref import review_of
from ..language.model import Knowledge, Signature, Topic
from .html import Html, element, join, span
from .teller import Teller

SIGNERS = ("clinician", "pharmacist")
KEYS = {"unsigned": "unsigned", "partly": "partly", "signed": "signed_off"}


def review(knowledge: Knowledge) -> str:
    """The layout word for how far the edition is signed."""
    return KEYS[review_of(knowledge.edition)]


def state(teller: Teller, topic: Topic) -> str:
    """The state of a topic in words, with those whose signatures stand."""
    names = teller.comma.join(_named(each) for each in _standing(topic))
    said = teller.word(f"state.{topic.state}")
    return f"{said}{teller.colon}{names}" if names else said


def _standing(topic: Topic) -> list[Signature]:
    """The signatures and reviews of a topic that its content of today bears out."""
    return [each for each in (*topic.reviewed, *topic.signed) if each not in topic.lapsed]


def _named(signature: Signature) -> str:
    return f"{signature.by} {signature.on}"


def lines(teller: Teller, topics: Iterable[str]) -> Html:
    """What is signed on a page: its topics with their state, and two blank lines."""
    known = {topic.id: topic for topic in teller.knowledge.edition.topics}
    items = [
        element(
            "li", teller.to("topic", name, teller.text(known[name].label)), " ",
            span("dim", state(teller, known[name])),
        )
        for name in dict.fromkeys(topics)
        if name in known
    ]  # fmt: skip
    listed = (
        join(
            [
                element("p", teller.word("sign_topics"), class_="key"),
                element("ul", *items, class_="columns"),
            ]
        )
        if items
        else None
    )
    return element(
        "section", element("h2", teller.word("sign")), listed, _form(teller), class_="sign",
        aria_label=teller.word("sign"),
    )  # fmt: skip


def sign_page(teller: Teller) -> Html:
    """Every topic with its state and two places to sign."""
    head = element(
        "tr", element("th", teller.word("topic"), scope="col"),
        element("th", teller.word("sign_state"), scope="col"),
        *(element("th", teller.word(f"sign_{who}"), scope="col") for who in SIGNERS),
    )  # fmt: skip
    blank = f"{teller.word('name')} / {teller.word('date')} / {teller.word('signature')}"
    body = [
        element(
            "tr", element("th", teller.text(topic.label), scope="row"),
            element("td", state(teller, topic)),
            *(element("td", _signer(teller, topic, role) or span("blankline", blank)) for role in SIGNERS), id=topic.id,
        )
        for topic in teller.knowledge.edition.topics
    ]  # fmt: skip
    title = teller.word("sign")
    return join(
        [
            element("h1", title),
            element("p", teller.word(review(teller.knowledge)), class_="lead"),
            element(
                "table", element("caption", title), element("thead", head), element("tbody", *body),
                class_="signing",
            ),
        ]
    )  # fmt: skip


def _signer(teller: Teller, topic: Topic, role: str) -> str:
    """Who signed a topic in a role, on which day; empty where nobody did."""
    mine = [each for each in topic.signed if each.role == role and each not in topic.lapsed]
    return teller.comma.join(_named(each) for each in mine)


def _form(teller: Teller) -> Html:
    body = [
        element(
            "tr", element("th", teller.word(f"sign_{who}"), scope="row"),
            *(
                element("td", span("key", teller.word(key)), span("line", Html("&nbsp;")))
                for key in ("name", "date", "signature")
            ),
        )
        for who in SIGNERS
    ]  # fmt: skip
    caption = element("caption", teller.word(review(teller.knowledge)))
    return element("table", caption, element("tbody", *body), class_="form")
