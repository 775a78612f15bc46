"""What belongs to a topic: the parts of an edition that its reviewers sign, and their digests.

A topic holds its statements, the rules of its file, everything that cites one of its statements, what
`holds` names, and whatever these rest on: facts, readings, exceptions, terms, groups, labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from .model import DoseForm, Grounds, Knowledge, Topic

Key = tuple[str, str]
"""kind and id of a part"""

HELD = {"lines": ("line", "no_dose", "approved"), "doses": ("dose",), "orders": ("order",)}
UNCOUNTED = ("place", "depends", "terms")  # where it stands, and what follows from the rest
# What a part of each kind may rest on; a kind that is not named rests on nothing more.
RESTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("rule", "line", "no_dose", "approved", "dose", "order", "item", "fact"),
        ("fact", "reading", "term", "group", "label"),
    ),
    "term": ("label", "reading"),
    "group": ("label",),
}
PLACEHOLDER = re.compile(r"\{([a-z_0-9]+)")


class Listed(Struct, frozen=True):
    """One part of a topic: its kind, its id, and the digest of what it says."""

    kind: str
    id: str
    digest: str

    @property
    def line(self) -> str:
        """The part as one line of the list that is signed."""
        return f"{self.kind} {self.id} {self.digest}"


def parts(knowledge: Knowledge) -> dict[Key, Any]:
    """Every part of an edition that can change by itself, by kind and id, in the order of the files."""
    edition, vocabulary = knowledge.edition, knowledge.vocabulary
    found: dict[Key, Any] = {("edition", edition.id): (edition.title, edition.source)}
    for topic in edition.topics:
        found["topic", topic.id] = (topic.label, topic.holds, topic.rest)
    kinds: dict[str, Mapping[str, Any]] = {
        "statement": knowledge.statements, "reading": knowledge.readings, "rule": knowledge.rules,
        "fact": knowledge.facts,
    }  # fmt: skip
    for kind, named in kinds.items():
        found.update({(kind, name): part for name, part in named.items()})
    for agent in knowledge.agents.values():
        found["agent", agent.id] = agent.label
        found.update({("line", line.id): line for line in agent.standing})
        found.update({("order", line.id): line for line in agent.order})
        for kind, part in (("approved", agent.approved), ("no_dose", agent.no_dose)):
            if part is not None:
                found[kind, agent.id] = part
        if agent.routes:
            found["dose", agent.id] = agent.routes
    kinds = {
        "item": knowledge.calendar, "term": vocabulary.terms, "group": vocabulary.groups,
        "label": vocabulary.labels, "unit": vocabulary.unit_labels, "spelling": vocabulary.spellings,
        "glossary": knowledge.glossary,
    }  # fmt: skip
    for kind, named in kinds.items():
        found.update({(kind, name): part for name, part in named.items()})
    found["sites", "sites"] = vocabulary.sites
    for name in knowledge.screens.__struct_fields__:
        if name not in UNCOUNTED:
            found["screen", name] = getattr(knowledge.screens, name)
    for name in knowledge.__struct_fields__:  # what the language gained since
        if name not in KNOWN:
            found["other", name] = getattr(knowledge, name)
    return found


KNOWN = (
    "format", "digest", "edition", "statements", "readings", "glossary", "vocabulary", "facts", "rules",
    "agents", "calendar", "screens", "sealed",
)  # fmt: skip


def contents(knowledge: Knowledge) -> dict[str, tuple[Listed, ...]]:
    """For each topic, the parts that it holds, sorted."""
    every = parts(knowledge)
    digests = {key: digest_of_part(part) for key, part in every.items()}
    held = members(knowledge, every)
    return {
        name: tuple(Listed(*key, digests[key]) for key in sorted(keys))
        for name, keys in held.items()
    }


def members(knowledge: Knowledge, every: Mapping[Key, Any]) -> dict[str, set[Key]]:
    """For each topic, the keys of its parts; what no topic holds belongs to `rest`, else to all."""
    rests = {key: set(rests_on(key, part, every)) for key, part in every.items()}
    topics = knowledge.edition.topics
    found = {
        topic.id: reach(roots(knowledge, topic, every), rests) for topic in topics if not topic.rest
    }
    left = set(every) - set().union(*found.values())
    resting = [topic.id for topic in topics if topic.rest]
    if resting:
        return found | {name: set(left) for name in resting}
    return {name: keys | left for name, keys in found.items()}


def roots(knowledge: Knowledge, topic: Topic, every: Mapping[Key, Any]) -> Iterator[Key]:
    """What belongs to a topic by itself."""
    own = {each.id for each in knowledge.statements.values() if each.topic == topic.id}
    kinds = {kind for name in topic.holds for kind in HELD.get(name, ())}
    yield ("topic", topic.id)
    for key, part in every.items():
        kind, name = key
        files = {place.partition(":")[0] for place in _places(part)}
        if (
            (kind == "statement" and name in own)
            or (kind == "rule" and part.topic == topic.id)
            or kind in kinds
            or not files.isdisjoint(topic.holds)
            or not own.isdisjoint(cited(part))
        ):
            yield key


def rests_on(key: Key, part: Any, every: Mapping[Key, Any]) -> Iterator[Key]:
    """The parts that a part directly rests on."""
    kinds = RESTS.get(key[0], ())
    for name in _words(msgspec.to_builtins(part)):
        for kind in kinds:
            if (kind, name) in every and (kind, name) != key:
                yield (kind, name)
    if key[0] == "rule":
        yield from (("rule", name) for name in part.unless_rules if ("rule", name) in every)
    if key[0] == "fact" and isinstance(part.form, DoseForm) and ("dose", part.form.agent) in every:
        yield ("dose", part.form.agent)
    if key[0] == "item" and ("item", part.after) in every:
        yield ("item", part.after)


def reach(start: Iterable[Key], rests: Mapping[Key, Iterable[Key]]) -> set[Key]:
    """Some parts and everything that they rest on."""
    seen: set[Key] = set()
    todo = list(start)
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo.extend(rests.get(key, ()))
    return seen


def listing(content: Iterable[Listed]) -> str:
    """The parts of a topic as the text whose SHA-256 is what is signed."""
    return "".join(f"{part.line}\n" for part in content)


def topic_digest(content: Iterable[Listed]) -> str:
    """What a reviewer of a topic signs: `sha256:` over the list of its parts."""
    return "sha256:" + sha256(listing(content).encode()).hexdigest()


def digest_of_part(part: Any) -> str:
    """Sixteen digits for what a part says, wherever it stands."""
    said = msgspec.json.encode(bare(msgspec.to_builtins(part)), order="deterministic")
    return sha256(said).hexdigest()[:16]


def bare(data: Any) -> Any:
    """Plain data without places and without what follows from the rest."""
    if isinstance(data, dict):
        return {key: bare(value) for key, value in data.items() if key not in UNCOUNTED}
    if isinstance(data, list | tuple):
        return [bare(value) for value in data]
    return data


def cited(part: Any) -> set[str]:
    """The statements that a part or something inside it cites."""
    found: set[str] = set()
    todo = [part]
    while todo:
        each = todo.pop()
        if isinstance(each, tuple):
            todo.extend(each)
        elif isinstance(each, Grounds):
            found.update(each.cites)
            todo.extend(getattr(each, name) for name in ("rows", "then") if hasattr(each, name))
        elif isinstance(each, Struct) and hasattr(each, "options"):
            todo.extend(each.options)
    return found


def _places(part: Any) -> Iterator[str]:
    for each in part if isinstance(part, tuple) else (part,):
        if place := getattr(each, "place", ""):
            yield place


def _words(data: Any) -> Iterator[str]:
    """Every text in plain data, and the names in its placeholders."""
    if isinstance(data, str):
        yield data
        if "{" in data:
            yield from PLACEHOLDER.findall(data)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in UNCOUNTED:
                yield from _words(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _words(value)
