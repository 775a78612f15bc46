"""What one edition says against another: every part that came, went or changed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ..decide.knowledge_ref import knowledge_ref
from ..decide.output_items import KnowledgeRef
from ..language.model import Knowledge, Signature
from ..language.problems import Text
from ..language.topics import Key, bare, digest_of_part, members, parts
from ..page.change_expressions import Phrases
from ..page.change_fields import Lines, described
from ..page.change_words import KINDS, field

Kind = Literal["added", "removed", "changed"]
OF_AGENTS = ("dose", "approved", "no_dose")  # named after their agent
NAMES = (
    "title",
    "label",
    "about",
    "term",
    "says",
)  # what a part may be called by, the first it has


class FieldChange(Struct, frozen=True, kw_only=True):
    """One field of a part: its lines before and after, none where there was or is nothing."""

    field: str
    label: Text
    before: Lines
    after: Lines


class PartChange(Struct, frozen=True, kw_only=True):
    """One part that came, went or changed; `topics` are those that it belongs to in either edition."""

    kind: str
    id: str
    change: Kind
    name: Text
    topics: tuple[str, ...]
    fields: tuple[FieldChange, ...]

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id


class Unsigned(Struct, frozen=True, kw_only=True):
    """A topic that changed, and who had reviewed or signed what it was."""

    topic: str
    label: Text
    changes: tuple[str, ...]
    signed_before: tuple[Signature, ...]


class Differences(Struct, frozen=True, kw_only=True):
    """Two editions and all that differs between them, in the order of the edition's own files."""

    old: KnowledgeRef
    new: KnowledgeRef
    changes: tuple[PartChange, ...]
    topics: tuple[Unsigned, ...]


def differences(old: Knowledge, new: Knowledge) -> Differences:
    """Everything that differs in what two editions say; where it stands in a file does not count."""
    before, after = parts(old), parts(new)
    held = [members(old, before), members(new, after)]
    phrases = Phrases(old), Phrases(new)
    found = tuple(
        _change(key, before.get(key), after.get(key), phrases, _topics(key, held))
        for key in sorted(dict.fromkeys((*after, *before)), key=_order)
        if _said(key, before) != _said(key, after)
    )
    return Differences(
        old=knowledge_ref(old), new=knowledge_ref(new), changes=found,
        topics=tuple(_unsigned(old, new, found)),
    )  # fmt: skip


def _order(key: Key) -> int:
    return list(KINDS).index(key[0]) if key[0] in KINDS else len(KINDS)


def _said(key: Key, of: Mapping[Key, Any]) -> str | None:
    return digest_of_part(of[key]) if key in of else None


def _topics(key: Key, held: list[dict[str, set[Key]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for of in held for name, keys in of.items() if key in keys))


def _change(
    key: Key, old: Any, new: Any, phrases: tuple[Phrases, Phrases], topics: tuple[str, ...]
) -> PartChange:
    kind, name = key
    first, second = (
        {} if part is None else described(kind, part, words)
        for part, words in zip((old, new), phrases, strict=True)
    )
    told = [
        FieldChange(field=each, label=_label(each), before=first.get(each, ()), after=second.get(each, ()))
        for each in dict.fromkeys((*second, *first))
        if first.get(each) != second.get(each)
    ]  # fmt: skip
    if not told:  # what words do not show is shown as data
        told = list(_as_data(old, new))
    change: Kind = "added" if old is None else "removed" if new is None else "changed"
    return PartChange(
        kind=kind, id=name, change=change,
        name=_name(key, new if new is not None else old, phrases[new is not None]),
        topics=topics, fields=tuple(told),
    )  # fmt: skip


def _label(name: str) -> Text:
    """A field's name; of several routes, with the route."""
    route, dot, inner = name.rpartition(".")
    text = field(inner)
    return Text(f"{route} {text.zh}", f"{route} {text.en}") if dot else text


def _as_data(old: Any, new: Any) -> Iterator[FieldChange]:
    one, other = (bare(msgspec.to_builtins(part)) for part in (old, new))
    if not isinstance(one, dict) or not isinstance(other, dict):
        one, other = {"text": one}, {"text": other}
    for name in dict.fromkeys((*one, *other)):
        if one.get(name) != other.get(name):
            yield FieldChange(
                field=name, label=field(name), before=_data(one.get(name)), after=_data(other.get(name))
            )  # fmt: skip


def _data(value: Any) -> Lines:
    if value is None:
        return ()
    text = msgspec.json.encode(value).decode()
    return (Text(text, text),)


def _name(key: Key, part: Any, phrases: Phrases) -> Text:
    kind, name = key
    if kind in OF_AGENTS:
        return phrases.label(name)
    for each in NAMES:
        found = getattr(part, each, None)
        if isinstance(found, Text):
            return found
    return part if isinstance(part, Text) else Text(name, name)


def _unsigned(
    old: Knowledge, new: Knowledge, changes: tuple[PartChange, ...]
) -> Iterator[Unsigned]:
    """The topics that hold a change, with the signatures that stood for what they were."""
    before = {topic.id: topic for topic in old.edition.topics}
    for topic in {each.id: each for each in (*old.edition.topics, *new.edition.topics)}.values():
        mine = tuple(f"{each.kind} {each.id}" for each in changes if topic.id in each.topics)
        if mine:
            was = before.get(topic.id)
            signed = () if was is None else (*was.reviewed, *was.signed)
            yield Unsigned(
                topic=topic.id, label=topic.label, changes=mine,
                signed_before=tuple(each for each in signed if was and each not in was.lapsed),
            )  # fmt: skip
