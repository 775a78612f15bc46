"""Knowledge is data: no drug, disease, measurement, site or limit of the knowledge stands in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from myelobone import load_knowledge
from myelobone.language.model import Attribute
from myelobone.language.problems import Text

from .repository import ROOT, SOURCE, name

# Words that knowledge also uses as labels, each with the reason why the source may hold it.
ALLOWED = {
    "the program's own name and purpose": {
        "myeloma", "disease", "myeloma bone disease", "骨髓瘤", "骨髓瘤骨病", "clinical", "bone-targeted agent",
    },
    "terms that the record's contract gives a meaning of their own": {
        "given", "ordered", "stopped", "study", "decision", "override", "task_done", "allergy", "medication",
    },
    "a fact that the advice's contract names": {"age"},
    "forms of the calendar": {"dental examination", "dental_examination", "contrast", "造影剂"},
    "words of the language": {"yes", "no", "none", "other", "stop", "continue", "interval", "low", "normal", "raised", "negative"},
    "an attribute of orders": {"days since the last dose"},
    "an example of a place in a file, and the name of a label rule": {"hypercalcaemia", "l1"},
    "what a server answers with": {"response"},
    "ordinary words": {"height", "longer", "as printed", "其他", "停止", "医生否决"},
}  # fmt: skip
# Files that hold lengths of a picture, in pixels, and nothing that a number could decide.
DRAWING = {
    f"src/myelobone/paper/{name}.py"
    for name in (
        "axis",
        "draw",
        "legend",
        "panel",
        "place",
        "shapes",
        "svg",
        "text",
        "lesions/column",
        "lesions/curves",
        "lesions/markers",
        "lesions/naming",
        "lesions/sheet",
        "trends/chart",
        "trends/days",
        "trends/legend",
        "trends/lines",
        "trends/marks",
    )
} | {"src/myelobone/book/picture.py", "src/myelobone/book/row_picture.py"}
KINDS_OF_WORDS = ("agent", "class", "modality", "kind", "name", "method")


@cache
def clinical_words() -> frozenset[str]:
    known = load_knowledge()
    vocabulary = known.vocabulary
    found: set[str] = set()

    def label(text: Text | None) -> None:
        if text is not None:
            found.update((text.zh.lower(), text.en.lower()))

    def words(attribute: Attribute) -> None:
        for word in attribute.values:
            found.add(word)
            label(vocabulary.labels.get(word))

    for agent in known.agents.values():
        found.add(agent.id)
        label(agent.label)
    for term in vocabulary.terms.values():
        found.add(term.id)
        label(term.label)
        words(term.value)
        for key, attribute in term.attributes.items():
            if key in KINDS_OF_WORDS:
                words(attribute)
    for fact in known.facts.values():
        found.add(fact.id)
        label(fact.label)
    for entry in known.glossary.values():
        label(entry.term)
    found.update(site.lower() for site in vocabulary.sites)
    return frozenset(word for word in found if len(word) > 1)


def source_files() -> Iterator[Path]:
    for suffix in ("*.py", "*.lark", "*.html", "*.typ", "*.js", "*.po"):
        yield from sorted(SOURCE.rglob(suffix))


def holds(text: str, word: str) -> bool:
    if word not in text or not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z0-9_]){re.escape(word)}(?![a-z0-9_])", text) is not None


def test_no_clinical_word_stands_in_the_source() -> None:
    allowed = set().union(*ALLOWED.values())
    texts = {name(path): path.read_text(encoding="utf-8").lower() for path in source_files()}
    whole = "\n".join(texts.values())
    suspects = [word for word in clinical_words() - allowed if holds(whole, word)]
    assert {word: [path for path in texts if holds(texts[path], word)] for word in suspects} == {}


def test_every_word_that_is_allowed_is_still_needed() -> None:
    whole = "\n".join(path.read_text(encoding="utf-8").lower() for path in source_files())
    allowed = set().union(*ALLOWED.values())
    assert {
        word for word in allowed if word not in clinical_words() or not holds(whole, word)
    } == set()


def test_a_drug_a_disease_and_a_measurement_would_be_noticed() -> None:
    for word in (
        "zoledronic_acid",
        "地舒单抗",
        "smouldering_myeloma",
        "creatinine",
        "肌酐",
        "femur_shaft_left",
    ):
        assert word in clinical_words()


def _numbers(thing: Any) -> Iterator[float]:
    if isinstance(thing, dict):
        for value in thing.values():
            yield from _numbers(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from _numbers(value)
    elif isinstance(thing, int | float) and not isinstance(thing, bool):
        yield abs(float(thing))


def test_what_holds_lengths_of_a_picture_knows_no_knowledge_and_compares_no_fact() -> None:
    for path in sorted(DRAWING):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not re.search(r"language\.model|from \.\.decide|from \.\.record", text), path


def test_no_limit_of_the_knowledge_stands_in_the_source() -> None:
    known = load_knowledge()
    parts = (known.facts, known.rules, known.agents, known.calendar)
    limits = {number for part in parts for number in _numbers(msgspec.to_builtins(part))}
    # Small counts, halves and round numbers have meanings everywhere; the rest only there.
    telling = {n for n in limits if n != int(n) or (n > 31 and n % 10 != 0)} - {0.5, 0.6, 0.01}
    assert {2.9, 177.0, 265.0, 0.85} <= telling
    found = []
    for path in source_files():
        if path.suffix != ".py" or name(path) in DRAWING:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, int | float)
                and float(node.value) in telling
            ):
                found.append(f"{name(path)}:{node.lineno}: {node.value}")
    assert found == []
