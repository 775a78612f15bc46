"""Conditions, expressions and texts as a clinician reads them."""

from __future__ import annotations

import re

import pytest

from myelobone import load_knowledge
from myelobone.book.facts import form
from myelobone.book.html import element, join
from myelobone.book.reference import group
from myelobone.book.teller import Teller
from myelobone.book.words import WORDS
from myelobone.page.words import Lang

from ..house.repository import SOURCE
from .made import pages, patients, places, site


def teller(lang: Lang) -> Teller:
    return Teller(load_knowledge(), places(), lang)


def words(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        ("creatinine", "30天内最近一次肌酐", "latest creatinine within 30 days"),
        (
            "corrected_from_albumin",
            "总钙 + 0.02 mmol/g × (40 g/L − 白蛋白)",
            "total calcium + 0.02 mmol/g × (40 g/L − albumin)",
        ),
        (
            "clearance_calculated",
            "(140 − 年龄) × 体重 × 性别系数 ÷ (72 × 肌酐（以mg/dL计）)",
            "(140 − age) × weight × sex factor ÷ (72 × creatinine in mg/dL)",
        ),
    ],
)
def test_a_fact_is_told_in_words(fact: str, zh: str, en: str) -> None:
    known = load_knowledge().facts[fact]
    assert words(form(teller("zh"), known)) == zh
    assert words(form(teller("en"), known)) == en


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_fact_is_told_by_a_bare_name_of_the_language(lang: Lang) -> None:
    tell = teller(lang)
    names = re.compile(r"\b[a-z]+_[a-z_]+\b")
    told = {name: words(form(tell, fact)) for name, fact in load_knowledge().facts.items()}
    assert {name: said for name, said in told.items() if names.search(said)} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_placeholder_is_left_and_fixed_figures_stand_as_figures(lang: Lang) -> None:
    tell = teller(lang)
    for rule in load_knowledge().rules.values():
        assert not re.search(r"[{}]", tell.says(rule.says)), rule.id
    assert tell.is_fixed("calcium_ceiling")
    assert not tell.is_fixed("creatinine_clearance")
    assert not tell.is_fixed("age")


def test_only_what_is_markup_already_is_left_as_it_is() -> None:
    inner = element("b", "<&>")
    assert element("p", inner, " & ", ["<", None], title='"<') == (
        '<p title="&quot;&lt;"><b>&lt;&amp;&gt;</b> &amp; &lt;</p>'
    )
    assert join(["<", inner], "&") == "&lt;&amp;<b>&lt;&amp;&gt;</b>"


def test_every_unsigned_reading_is_asked_once_and_the_least_certain_first() -> None:
    readings = load_knowledge().readings
    asked = [name for name in pages()["zh/questions.html"].ids if name.startswith("question-")]
    assert sorted(asked) == sorted(f"question-{name}" for name in readings)
    first = readings[asked[0].removeprefix("question-")]
    assert group(first) == "unverified"
    assert "待核实" in first.take.zh + first.why.zh or "unverified" in first.take.en + first.why.en
    text = site()["zh/questions.html"].decode()
    assert text.count("☐") == 2 * len(readings)


def test_the_patients_of_a_statement_are_those_whose_expected_answer_names_it() -> None:
    named = [each.id for each in patients() if "3.2.b" in each.names]
    assert named
    page = pages()["en/patients.html"]
    assert [each.id for each in patients() if each.id not in page.ids] == []
    chapter = site()["en/chapter-3.html"].decode()
    block = chapter[chapter.index('id="3.2.b"') :][:6000]
    assert f'href="patients.html#{named[0]}"' in block
    assert f"Worked patients {len(named)}" in words(block)


def test_every_layout_word_is_in_both_languages_and_used() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (SOURCE / "book").glob("*.py")
        if path.name != "words.py"
    )
    for key, (zh, en) in WORDS.items():
        assert zh
        assert en
        stem = re.split(r"[._]", key)[0]
        used = (f'"{key}"', f"'{key}'", f'f"{stem}.', f"'{stem}.", f'f"{stem}_')
        assert any(each in source for each in used), key
