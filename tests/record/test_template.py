import re

import pytest

from myelobone.language.model import Vocabulary
from myelobone.record.read import read_record
from myelobone.record.template import BLANK, DAY, template

from .examples import values


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_is_a_record_that_says_nothing_yet(
    whole_vocabulary: Vocabulary, lang: str
) -> None:
    read = read_record(template(whole_vocabulary, lang), whole_vocabulary)  # type: ignore[arg-type]
    assert (read.entries, read.problems) == ((), ())


def lines(text: str) -> list[str]:
    return re.findall(r"^  # (- \{.*\})  # .*$", text, re.MULTILINE)


def used(vocabulary: Vocabulary, entries: list[str]) -> str:
    return "format: myelobone-record/1\npatient: {id: P1}\nentries:\n" + "\n".join(entries) + "\n"


def test_every_term_has_a_line(whole_vocabulary: Vocabulary) -> None:
    read = read_record(used(whole_vocabulary, lines(template(whole_vocabulary))), whole_vocabulary)
    assert [entry.what for entry in read.entries] == sorted(
        whole_vocabulary.terms, key=[entry.what for entry in read.entries].index
    )


def test_a_line_that_is_not_filled_in_is_never_used(whole_vocabulary: Vocabulary) -> None:
    read = read_record(used(whole_vocabulary, lines(template(whole_vocabulary))), whole_vocabulary)
    assert all(entry.unusable for entry in read.entries)


def test_a_line_that_is_filled_in_reads_without_a_problem(whole_vocabulary: Vocabulary) -> None:
    filled = []
    for line in lines(template(whole_vocabulary)):
        what = re.search(r"what: (\w+)", line)
        assert what is not None
        term = whole_vocabulary.terms[what[1]]
        line = line.replace(DAY, "2026-11-20")
        for name, shape in {**term.attributes, "value": term.value}.items():
            if shape.kind in ("none", "list"):
                continue
            example = str(next(values(shape, whole_vocabulary)))
            line = re.sub(rf'\b{name}: ("?){BLANK}[^,}}]*?\1(?=[,}}])|\b{name}: "{BLANK}[^"]*"', f'{name}: "{example}"', line)  # fmt: skip
        filled.append(line)
    read = read_record(used(whole_vocabulary, filled), whole_vocabulary)
    assert [problem.line() for problem in read.problems] == []


@pytest.mark.parametrize(("lang", "word"), [("zh", "肌酐："), ("en", "creatinine: ")])
def test_the_template_speaks_both_languages(
    whole_vocabulary: Vocabulary, lang: str, word: str
) -> None:
    text = template(whole_vocabulary, lang)  # type: ignore[arg-type]
    assert f"# {word}umol/L | mg/dL" in text
