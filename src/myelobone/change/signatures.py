"""Who signed what of each topic, whether it still stands for today's content, and what has changed since."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from ..language.model import Knowledge, Signature, Topic, TopicState
from ..language.problems import Text
from ..language.signing import ROLES, by_two
from ..language.topics import Listed, contents, listing, topic_digest

FOLDER = "signed"  # beside the edition: the list that was signed, as `TOPIC.txt`


class Signed(Struct, frozen=True, kw_only=True):
    """One signature; `changed` names the parts that differ since, None when it is valid or they cannot be told."""

    by: str
    role: str
    on: str
    kind: str  # reviewed | signed
    valid: bool
    changed: tuple[str, ...] | None = None


class TopicSigning(Struct, frozen=True, kw_only=True):
    """A topic, its digest of today, and its signatures; `missing` are the roles that have not signed it."""

    topic: str
    label: Text
    state: TopicState
    digest: str
    counts: dict[str, int]
    missing: tuple[str, ...]
    signatures: tuple[Signed, ...]
    listing: str


def signings(knowledge: Knowledge, folder: Path) -> tuple[TopicSigning, ...]:
    """Every topic of an edition; `folder` may hold the lists that were signed."""
    held = contents(knowledge)
    return tuple(_topic(topic, held[topic.id], folder) for topic in knowledge.edition.topics)


def _topic(topic: Topic, content: tuple[Listed, ...], folder: Path) -> TopicSigning:
    digest = topic_digest(content)
    rows = [(each, "reviewed") for each in topic.reviewed] + [
        (each, "signed") for each in topic.signed
    ]
    valid = [each for each in topic.signed if each.digest == digest]
    have = {each.role for each in valid}
    missing = tuple(role for role in ROLES if role not in have)
    return TopicSigning(
        topic=topic.id, label=topic.label, state=topic.state, digest=digest,
        counts=dict(Counter(part.kind for part in content)),
        missing=missing if missing or by_two(valid) else ROLES[1:],
        signatures=tuple(_signed(each, kind, digest, content, folder / FOLDER / f"{topic.id}.txt") for each, kind in rows),
        listing=listing(content),
    )  # fmt: skip


def _signed(
    signature: Signature, kind: str, digest: str, content: tuple[Listed, ...], file: Path
) -> Signed:
    valid = signature.digest == digest
    return Signed(
        by=signature.by, role=signature.role, on=signature.on, kind=kind, valid=valid,
        changed=None if valid else changed_since(signature.digest, content, file),
    )  # fmt: skip


def changed_since(digest: str, content: tuple[Listed, ...], file: Path) -> tuple[str, ...] | None:
    """The parts that differ from a list that was signed; None when that list is not kept, or is another one."""
    try:
        text = file.read_bytes()
    except OSError:
        return None
    if f"sha256:{sha256(text).hexdigest()}" != digest:
        return None
    before = dict(line.rsplit(" ", 1) for line in text.decode().splitlines())
    after = {f"{part.kind} {part.id}": part.digest for part in content}
    return tuple(
        name for name in dict.fromkeys((*after, *before)) if before.get(name) != after.get(name)
    )
