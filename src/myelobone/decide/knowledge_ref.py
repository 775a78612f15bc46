"""Which knowledge an answer rests on, and how far it has been signed."""

from __future__ import annotations

from typing import Literal

from ..language.model import Edition, Knowledge
from .output_items import KnowledgeRef, ReviewRef


def knowledge_ref(knowledge: Knowledge) -> KnowledgeRef:
    """The edition, its digest, its state of review and who reviewed what when."""
    edition = knowledge.edition
    return KnowledgeRef(
        id=edition.id,
        version=edition.version,
        digest=knowledge.digest,
        effective=edition.effective,
        review=review_of(edition),
        sealed=knowledge.sealed,
        reviews=tuple(
            ReviewRef(topic=topic.id, state=topic.state, by=each.by, role=each.role, on=each.on)
            for topic in edition.topics
            for each in (*topic.reviewed, *topic.signed)
            if each not in topic.lapsed
        ),
        lapsed=tuple(topic.id for topic in edition.topics if topic.lapsed),
    )


def review_of(edition: Edition) -> Literal["unsigned", "partly", "signed"]:
    """Whether all topics are signed, some, or none."""
    signed = [topic.state == "signed" for topic in edition.topics]
    return "signed" if signed and all(signed) else "partly" if any(signed) else "unsigned"
