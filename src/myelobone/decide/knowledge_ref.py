"""Which knowledge an answer rests on, and how far it has been signed."""

from __future__ import annotations

from ..language.model import Knowledge
from .output_items import KnowledgeRef


def knowledge_ref(knowledge: Knowledge) -> KnowledgeRef:
    """The edition, its digest and its state of review."""
    edition = knowledge.edition
    signed = [topic.state == "signed" for topic in edition.topics]
    review = "signed" if signed and all(signed) else "partly" if any(signed) else "unsigned"
    return KnowledgeRef(
        id=edition.id, version=edition.version, digest=knowledge.digest,
        effective=edition.effective, review=review,  # type: ignore[arg-type]
    )  # fmt: skip
