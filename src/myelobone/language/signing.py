"""How far each topic is signed: what its signatures bear out for the content of today."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from .model import Knowledge, Signature, Topic, TopicState
from .topics import contents, topic_digest

ROLES = ("clinician", "pharmacist")  # both must sign, two people
ORDER: tuple[TopicState, ...] = ("draft", "reviewed", "signed")


def settle(knowledge: Knowledge) -> Knowledge:
    """The knowledge with each topic's state as its signatures bear it out."""
    edition = knowledge.edition
    if not any(
        topic.reviewed or topic.signed or topic.written != "draft" for topic in edition.topics
    ):
        return knowledge
    held = contents(knowledge)
    topics = tuple(settled(topic, topic_digest(held[topic.id])) for topic in edition.topics)
    return replace(knowledge, edition=replace(edition, topics=topics))


def settled(topic: Topic, digest: str) -> Topic:
    """The topic with the state that it has while its content has this digest."""
    every = (*topic.reviewed, *topic.signed)
    valid = [each for each in topic.signed if each.digest == digest]
    state: TopicState = "draft"
    if any(each.digest == digest for each in every):
        state = "signed" if by_two(valid) else "reviewed"
    return replace(
        topic,
        state=min(state, topic.written, key=ORDER.index),
        lapsed=tuple(each for each in every if each.digest != digest),
    )


def by_two(signatures: Sequence[Signature]) -> bool:
    """Whether a clinician and a pharmacist signed, who are not the same person."""
    first, second = ({each.by for each in signatures if each.role == role} for role in ROLES)
    return any(one != other for one in first for other in second)
