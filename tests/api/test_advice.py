"""The advice in Python: frozen, equal, picklable, safe in threads, readable when printed or drawn."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

import myelobone
from myelobone import Advice, advise, read_record
from myelobone.cli.examples import DEMO_DAY, example

from ..cli.test_streams import environment
from ..knowledge.files import knowledge, patient_cases

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</pre><h1>gone</h1>",
    "&lt;b&gt; & ' \"",
    "\x1b[31mred\x1b[0m",
    "\u202egnihtemos",
    "{{ 7*7 }} ${7*7}",
]


def given(name: str = "W4-2026-12-07", **more: Any) -> Advice:
    case = patient_cases()[name]
    record = read_record(case.record, knowledge().vocabulary)
    return advise(record, case.as_of, knowledge(), **more)


def hostile(text: str) -> Advice:
    """An advice in which a text of the record stands wherever a record's own words are shown."""
    case = patient_cases()["W4-2026-12-07"]
    written = {
        **case.record,
        "patient": {**case.record["patient"], "id": text, "name": text},
        "entries": [
            *case.record["entries"],
            {"on": "2026-12-06", "what": "comorbidity", "name": text, "source": text, "note": text},
            {"on": "2026-12-06", "what": "creatinine", "value": text},
            {"on": "2026-12-06", "what": text},
            {"on": "2026-12-05", "what": "override", "item": "general.weak_grip", "because": text, "by": text},
            {"on": "2026-12-07", "what": "override", "item": "hypercalcaemia.treat_now", "because": text,
             "by": text, "until": "2026-12-09"},
        ],
    }  # fmt: skip
    record = read_record(written, knowledge().vocabulary)
    return advise(record, case.as_of, knowledge())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_printing_gives_the_page_in_chinese_or_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MYELOBONE_LANG", raising=False)
    assert "需要处理" in str(given())
    monkeypatch.setenv("MYELOBONE_LANG", "en")
    assert "To act on" in str(given())
    assert "需要处理" in given().page("zh")


def test_the_printed_page_is_the_page_of_the_command_line_but_for_the_persons_name() -> None:
    command = [
        sys.executable,
        "-m",
        "myelobone",
        "advise",
        str(example("EX-01.yaml")),
        "--as-of",
        DEMO_DAY,
    ]
    done = subprocess.run(command, capture_output=True, env=environment(), check=True)
    record = read_record(example("EX-01.yaml"), myelobone.load_knowledge().vocabulary)
    printed = str(advise(record, DEMO_DAY)).splitlines()
    assert printed[1:] == done.stdout.decode().splitlines()[1:]


def test_a_page_has_no_colour_codes_and_keeps_the_marks() -> None:
    page = str(given())
    assert "\x1b" not in page
    assert "▲" in page
    assert "？" in page


def test_the_representation_is_one_short_line() -> None:
    shown = repr(given())
    assert "\n" not in shown
    assert len(shown) < 200
    assert "W4" in shown
    assert "1 stop" in shown


def test_an_advice_is_frozen() -> None:
    with pytest.raises(AttributeError):
        given().as_of = "2020-01-01"  # type: ignore[misc]


def test_the_same_question_gives_equal_advices_of_equal_hash_and_bytes() -> None:
    one, other = given(), given()
    assert one == other
    assert hash(one) == hash(other)
    assert one.to_json() == other.to_json()
    assert one != given("W7-2026-11-17")
    assert len({one, other, given("W7-2026-11-17")}) == 2


def test_an_advice_survives_pickling_and_copying_whole() -> None:
    advice = given()
    for again in (pickle.loads(pickle.dumps(advice)), copy.copy(advice), copy.deepcopy(advice)):
        assert type(again) is Advice
        assert again == advice
        assert again.to_json() == advice.to_json()


def test_an_advice_that_came_out_of_a_pickle_still_prints_its_page() -> None:
    record = read_record(example("EX-01.yaml"), myelobone.load_knowledge().vocabulary)
    advice = advise(record, DEMO_DAY)
    assert str(pickle.loads(pickle.dumps(advice))) == str(advice)


def test_json_holds_the_contract_and_nothing_of_the_page() -> None:
    data = json.loads(given().to_json())
    assert data["format"] == "myelobone-advice/1"
    assert set(data) == {field.name for field in msgspec.structs.fields(Advice)}
    assert msgspec.convert(data, Advice) == given()


def test_threads_get_the_same_bytes_as_one_after_the_other() -> None:
    names = ["W1-2026-12-01", "W4-2026-12-07", "W7-2026-11-17", "W9-2026-11-12"] * 3
    alone = {name: given(name).to_json() for name in names}
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda name: (name, given(name).to_json()), names))
    assert [(name, alone[name]) for name in names] == together


def test_asking_about_one_patient_leaves_nothing_behind_for_the_next() -> None:
    before = given("W1-2026-12-01").to_json()
    given("W4-2026-12-07")
    given("W10-2026-11-09", all_rules=True)
    assert given("W1-2026-12-01").to_json() == before


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_of_a_record_stays_text_in_a_notebook(text: str) -> None:
    drawn = hostile(text)._repr_html_()
    tags = Tags()
    tags.feed(drawn)
    tags.close()
    assert {tag for tag, _ in tags.seen} == {"pre", "span", "b"}
    assert {name for _, attrs in tags.seen for name, _ in attrs} <= {"style", "lang"}
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    if text.isprintable():
        assert text.split()[0] in tags.text.replace("\n", "")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_of_a_record_commands_no_terminal(text: str) -> None:
    page = str(hostile(text))
    assert all(character.isprintable() for character in page.replace("\n", ""))


def test_a_notebook_gets_html_and_a_plain_page_as_it_asks() -> None:
    advice = given()
    bundle = advice._repr_mimebundle_()
    assert bundle == {"text/html": advice.to_html(), "text/plain": str(advice)}
    assert set(advice._repr_mimebundle_(include=["text/html"])) == {"text/html"}
    assert set(advice._repr_mimebundle_(exclude=["text/html"])) == {"text/plain"}


def test_html_needs_nothing_from_outside() -> None:
    drawn = given().to_html("en")
    assert drawn.startswith('<pre lang="en"')
    for word in ("http", "src=", "href=", "<script", "url("):
        assert word not in drawn


def test_another_editions_advice_prints_with_its_own_words() -> None:
    known = knowledge()
    label = msgspec.structs.replace(known.agents["denosumab"].label, zh="另一版药名")
    agents = {
        **known.agents,
        "denosumab": msgspec.structs.replace(known.agents["denosumab"], label=label),
    }
    other = msgspec.structs.replace(known, agents=agents, digest="sha256:other")
    case = patient_cases()["W4-2026-12-07"]
    advice = advise(read_record(case.record, other.vocabulary), case.as_of, other)
    assert "另一版药名" in str(advice)


def test_an_advice_of_an_unknown_edition_names_its_sources_and_spells_out_none() -> None:
    advice = msgspec.structs.replace(
        given(), knowledge=msgspec.structs.replace(given().knowledge, digest="sha256:other")
    )
    page = pickle.loads(pickle.dumps(advice)).page("en")
    assert "whose texts are not here" in " ".join(page.split())
    assert "\n  3.2.b  " not in page
