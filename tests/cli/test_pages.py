"""The pages of worked patients: what a reader relies on, and every line as it was reviewed."""

from __future__ import annotations

import re
from functools import cache

import pytest

from myelobone.page.layout import cells
from myelobone.page.words import Lang

from ..knowledge.files import knowledge
from .goldens import CASES, GOLDENS, LANGUAGES, PAGES, drawn

SOURCES = {"zh": "出处（", "en": "Sources ("}
BRACKETS = re.compile(r"\[([^\]]*)\]")


@cache
def page(name: str, lang: Lang = "zh", width: int = 80) -> str:
    return drawn(name, lang, width)


@pytest.mark.parametrize("file", GOLDENS)
def test_the_page_is_as_it_was_reviewed(file: str) -> None:
    reviewed = (PAGES / file).read_text(encoding="utf-8")
    made = drawn(*GOLDENS[file])
    assert made == reviewed, "changed: python -m tests.cli.goldens, then read the difference"


def test_every_golden_page_is_one_that_is_compared() -> None:
    assert {path.name for path in PAGES.iterdir()} == set(GOLDENS)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_every_line_fits(name: str, lang: Lang, width: int) -> None:
    assert [line for line in page(name, lang, width).splitlines() if cells(line) > width] == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_that_stands_on_the_page_is_spelled_out_at_its_end_and_no_other(
    name: str, lang: Lang
) -> None:
    above, _, below = page(name, lang).partition(SOURCES[lang])
    known = {*knowledge().statements, *knowledge().readings}
    text = " ".join(above.split())
    cited = {
        word for found in BRACKETS.findall(text) for word in re.split(r"[,\s]+", found)
    } & known
    listed = {line.split()[0] for line in below.splitlines() if re.match(r"  \S", line)} & known
    assert cited <= listed
    folded = listed - cited  # evidence beyond the first two, counted in place
    assert not folded or "（共" in text or "(of " in text
    assert cited


@pytest.mark.parametrize("name", CASES)
def test_the_verb_of_the_guideline_is_seen_beside_what_it_says(name: str) -> None:
    text = page(name, "zh")
    assert re.search(r"\[指南“(应|可|需|建议|推荐|不推荐)”", text)


def test_what_an_emergency_waits_for_stands_below_it_and_once_more_at_the_end() -> None:
    lines = page("W4").splitlines()
    stop = next(n for n, line in enumerate(lines) if line.startswith("▲"))
    asked = [n for n, line in enumerate(lines) if line.startswith("？ 请补体重")]
    assert len(asked) == 2
    assert stop < asked[0] < 25
    assert asked[1] >= len(lines) - 3


def test_agents_that_rest_for_one_reason_stand_on_one_line_with_the_one_in_use_marked() -> None:
    text = "".join(line.strip() for line in page("W10").splitlines())
    assert (
        "▲  不可用 唑来膦酸（当前用药）、地舒单抗、帕米膦酸、因卡膦酸、氯屈膦酸、伊班膦酸、纳鲁索拜单抗"
        in text
    )


def test_a_reason_told_beside_an_agent_is_not_told_again_in_the_choice() -> None:
    for lang, words in (
        ("zh", "骨相关事件预防与唑来膦酸相当，肾毒性更小"),
        ("en", "with less kidney"),
    ):
        assert "".join(page("W1", lang).split()).count("".join(words.split())) == 1  # type: ignore[arg-type]


def test_long_lists_are_folded_with_a_count_and_the_way_to_the_rest() -> None:
    assert re.search(r"另有 \d+ 条，加 --full 看全部", page("W9"))


def test_no_bare_question_mark_stands_for_a_day() -> None:
    for name in CASES:
        assert not re.search(r"(until|至) \?", page(name, "en") + page(name, "zh"))
