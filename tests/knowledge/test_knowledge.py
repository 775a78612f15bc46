"""The knowledge itself: it loads, its citations resolve, its examples hold, its texts are clean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from myelobone.decide.examples import check_examples
from myelobone.language.model import Grounds
from myelobone.language.problems import Text

from .files import knowledge

RULES = knowledge().rules
HAN = re.compile(r"[一-鿿]")


def grounds() -> list[tuple[str, Grounds]]:
    """Everything that rests on statements and readings, with where it stands."""
    return [(part.place or name, part) for name, part in parts() if isinstance(part, Grounds)]


def parts(tree: Any = None, name: str = "knowledge") -> Iterator[tuple[str, Any]]:
    """Every struct of the knowledge, with its path."""
    tree = knowledge() if tree is None else tree
    if isinstance(tree, msgspec.Struct):
        yield name, tree
        for field in tree.__struct_fields__:
            yield from parts_of(getattr(tree, field), f"{name}.{field}")


def parts_of(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every struct in a field."""
    if isinstance(value, msgspec.Struct):
        yield from parts(value, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts_of(item, f"{name}.{key}")
    elif isinstance(value, tuple | list):
        for item in value:
            yield from parts_of(item, name)


@cache
def texts() -> list[tuple[str, Text]]:
    """Every text of the knowledge."""
    return [(name, part) for name, part in parts() if isinstance(part, Text)]


def said() -> list[tuple[str, Text]]:
    """The texts that rules, agents and the calendar say to a clinician."""
    spoken = re.compile(r"\.(rules|agents|calendar)\.")
    return [(name, text) for name, text in texts() if spoken.search(name) and ".label" not in name]


def test_every_cited_id_is_a_statement_or_a_reading() -> None:
    statements, readings = set(knowledge().statements), set(knowledge().readings)
    assert [
        (place, cited)
        for place, part in grounds()
        for cited in {*part.cites, *part.evidence} - statements | set(part.readings) - readings
    ] == []


def test_every_rule_line_row_and_item_rests_on_something() -> None:
    carriers = (
        *knowledge().rules.values(),
        *knowledge().calendar.values(),
        *(line for agent in knowledge().agents.values() for line in agent.standing),
        *(route for agent in knowledge().agents.values() for route in agent.routes),
    )
    assert [
        part.place
        for part in carriers
        if not part.cites and not part.readings and part.origin == "guideline"
    ] == []


def test_what_is_said_to_come_from_the_guideline_cites_it() -> None:
    assert [
        part.place
        for part in knowledge().rules.values()
        if part.origin == "guideline" and not part.cites
    ] == []


def test_a_printed_verb_is_one_the_cited_statement_has() -> None:
    assert [
        (place, part.strength)
        for place, part in grounds()
        if part.strength is not None
        and not any(part.strength in knowledge().statements[c].strength for c in part.cites)
    ] == []


@pytest.mark.parametrize("name", RULES)
def test_the_rule_has_an_example_that_fires_one_that_is_quiet_and_one_that_asks(name: str) -> None:
    rule = RULES[name]
    assert rule.fires
    assert rule.quiet
    # a rule that always fires has nothing to ask
    assert rule.asks or "always" in str(rule.when).lower()


def test_every_example_holds() -> None:
    check_examples(knowledge())  # raises Refused, naming every example that fails


def test_every_text_is_in_both_languages() -> None:
    assert [name for name, text in texts() if not (text.zh.strip() and text.en.strip())] == []


def test_chinese_text_is_chinese_and_english_text_is_english() -> None:
    free = (".unit_labels.", ".edition.source")  # a unit, and a journal that has a Chinese name
    wrong = [
        (name, text)
        for name, text in texts()
        if not any(part in name + "." for part in free)
        if HAN.search(text.en) or (len(text.zh) > 12 and not HAN.search(text.zh))
    ]
    assert wrong == []


def test_no_digit_is_typed_into_what_is_said() -> None:
    exempt = [
        word
        for term in knowledge().glossary.values()
        if term.exempt
        for word in (term.term.zh, term.term.en)
    ]
    typed = []
    for name, text in said():
        for spoken in (text.zh, text.en):
            bare = re.sub(r"\{[^}]*\}", "", spoken)
            for word in exempt:
                bare = bare.replace(word, "")
            if re.search(r"\d", bare):
                typed.append((name, spoken))
    assert typed == []


def test_one_concept_has_one_term() -> None:
    strays = [
        (name, stray)
        for term in knowledge().glossary.values()
        for stray in term.avoid
        for name, text in texts()
        if ".glossary." not in name and stray in (text.zh if HAN.search(stray) else text.en)
    ]
    assert strays == []


def test_titles_fit_on_one_line() -> None:
    titles = [(r.id, r.title) for r in RULES.values() if r.title is not None]
    assert [name for name, title in titles if max(len(title.zh), len(title.en)) > 60] == []
