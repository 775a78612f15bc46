"""Every thing has its place, no link is dead, nothing leaves the host, all is escaped, the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from myelobone import load_knowledge
from myelobone.book.carrying import Carrying
from myelobone.book.site import book
from myelobone.book.statements import home
from myelobone.book.teller import Teller
from myelobone.language.model import Knowledge
from myelobone.language.problems import Text

from .made import SMALL, Page, dead_links, pages, patients, places, site

LANGS = ("zh", "en")
UNSIGNED = {"zh": "未经临床签署", "en": "not clinically signed off"}
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;</style>"
KINDS = {
    "statement",
    "reading",
    "rule",
    "agent",
    "line",
    "route",
    "calendar",
    "fact",
    "term",
    "patient",
    "topic",
}


@pytest.mark.parametrize("lang", LANGS)
def test_every_thing_of_the_knowledge_has_its_anchor_on_its_page(lang: str) -> None:
    everything = places().all()
    assert {kind for kind, _ in everything} == KINDS
    lost = [
        (kind, name)
        for (kind, name), (page, anchor) in everything.items()
        if anchor not in pages()[f"{lang}/{page}.html"].ids
    ]
    assert lost == []


def test_the_anchors_of_a_page_are_the_same_in_both_languages() -> None:
    for name, page in pages().items():
        if name.startswith("zh/"):
            assert pages()[name.replace("zh/", "en/", 1)].ids == page.ids, name


def test_no_link_is_dead_and_none_leads_out_of_the_book() -> None:
    assert dead_links(pages(), set(site())) == []


def test_a_dead_link_would_be_noticed() -> None:
    page = Page(
        '<!DOCTYPE html>\n<p id="x"><a href="#y">a</a><a href="https://host/">b</a><a href="#x">c</a></p>'
    )
    assert dead_links({"zh/a.html": page}, {"zh/a.html"}) == [
        "zh/a.html: #y",
        "zh/a.html: https://host/",
    ]


def test_every_page_is_well_formed() -> None:
    assert {name: page.faults for name, page in pages().items() if page.faults} == {}


def test_a_crooked_page_would_be_noticed() -> None:
    page = Page('<p id="a"><b>x</p></b><ul id="a"><li>')
    assert {fault.partition(":")[0] for fault in page.faults} == {
        "closed out of turn", "never closed", "twice", "no document type", "ul within p",
    }  # fmt: skip


def test_nothing_names_an_address_outside() -> None:
    for name, data in site().items():
        text = data.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"(?:https?:)?//\w+\.|url\(|@import|@font-face", text), name
    script = site()["book.js"].decode()
    for way_out in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "innerHTML", "eval("):
        assert way_out not in script


def test_pages_hold_no_feature_that_an_old_browser_lacks() -> None:
    style, script = site()["book.css"].decode(), site()["book.js"].decode()
    assert not re.search(r":has\(|@layer|@container|oklch|color-mix|:is\(|:where\(|\binset:", style)
    flex = [rule for rule in style.split("}") if "display: flex" in rule]
    assert [rule for rule in flex if "gap" in rule] == []
    assert not re.search(r"\?\.|\?\?|=>|replaceAll|\.at\(", script)
    assert "<dialog" not in "".join(
        data.decode() for name, data in site().items() if name.endswith("html")
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_that_nothing_is_signed_and_leaves_room_to_sign(lang: str) -> None:
    assert all(topic.state != "signed" for topic in load_knowledge().edition.topics)
    for name, page in pages().items():
        if name.startswith(lang):
            assert UNSIGNED[lang] in page.text, name
            assert (
                name.endswith(("/index.html", "/sign.html"))
                or site()[name].count(b'class="line"') >= 6
            )


def test_what_is_signed_says_so_and_names_only_who_signed() -> None:
    known = load_knowledge(SMALL)
    topics = tuple(replace(topic, state="signed") for topic in known.edition.topics)
    signed = replace(known, edition=replace(known.edition, topics=topics))
    before, after = book(known), book(signed)
    assert UNSIGNED["zh"] in before["zh/chapter-1.html"].decode()
    for name, data in after.items():
        assert UNSIGNED["zh"] not in data.decode(), name
        assert UNSIGNED["en"] not in data.decode(), name


def test_each_rule_and_dose_table_is_told_whole_beside_one_statement_or_reading() -> None:
    known = load_knowledge()
    ids = [name for page in pages().values() for name in page.ids]
    assert [rule for rule in known.rules if ids.count(rule) != 2] == []  # once a language
    carrying = Carrying(known, patients())
    teller = Teller(known, places(), "zh")
    for statement in known.statements:
        for carrier in carrying.carriers(statement):
            if home(teller, carrier) != statement:  # named, with a link
                page = pages()[f"zh/{places().page('statement', statement)}.html"]
                assert (
                    places().of(carrier.kind, carrier.id) in page.links or carrier.kind == "agent"
                ), carrier


def test_every_text_is_escaped_wherever_it_stands() -> None:
    hostile = _hostile(load_knowledge(SMALL))
    for name, data in book(hostile).items():
        text = data.decode()
        if name.endswith(".html"):
            page = Page(text)
            assert page.faults == [], name
            assert page.handlers == [], name
            assert page.scripts in ([], [f"../search-{name[:2]}.js", "../book.js"]), name
            assert "<img" not in text, name
        elif name.startswith("search"):
            assert "<" not in text


def _hostile(known: Knowledge) -> Knowledge:
    """The knowledge with every text replaced by markup."""

    def turned(thing: Any) -> Any:
        if isinstance(thing, Text):
            return Text(zh=EVIL, en=EVIL)
        if isinstance(thing, msgspec.Struct):
            return replace(thing, **{f: turned(getattr(thing, f)) for f in thing.__struct_fields__})
        if isinstance(thing, dict):
            return {key: turned(value) for key, value in thing.items()}
        if isinstance(thing, tuple):
            return tuple(turned(each) for each in thing)
        return thing

    found = turned(known)
    assert isinstance(found, Knowledge)
    return found


def test_the_same_knowledge_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-m", "myelobone", "book", "-o", str(tmp_path / "book")]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    written = {
        path.relative_to(tmp_path / "book").as_posix(): path.read_bytes()
        for path in (tmp_path / "book").rglob("*")
        if path.is_file()
    }
    assert written == site()
