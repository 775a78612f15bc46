"""Until all is signed, whatever the program prints or writes says so; a signed edition no longer does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from myelobone import advise, load_knowledge, plan, read_record, simulate
from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main
from myelobone.language.signing import by_two
from tests.cli.test_everywhere import ALL, NEEDED, SLOW

from .made import changed, edition, sealed, sign, signed_edition, with_canaries

Capture = pytest.CaptureFixture[bytes]
EXAMPLE = str(example("EX-01.yaml"))
WORDS = {"zh": "未经临床签署", "en": "not clinically signed off"}
# What holds nothing of the knowledge, each with the reason.
NOTHING_OF_IT = {
    "completion": "a script for the shell",
    "serve": "its pages are tried in a browser",
    "web": "its pages are tried in a browser",
    "prove": "tried with the proofs",
    "book": "a folder of pages, tried with the book",
}
SMALL_VERBS: dict[str, list[str]] = {
    "knowledge list": [], "knowledge search": ["Creatinine"], "knowledge show": ["kidney.stop"],
    "knowledge verify": [], "knowledge coverage": [], "knowledge test": [], "knowledge signing": [],
    "knowledge canaries": [], "doctor": [], "schema": ["record"], "new": [],
}  # fmt: skip
ELSEWHERE = {
    *SLOW,
    "knowledge seal",
    "knowledge canaries",
    "knowledge diff",
}  # below, on a small edition
VERBS = sorted(
    verb for verb in ALL if verb.split()[0] not in NOTHING_OF_IT and verb not in ELSEWHERE
)


def run(capture: Capture, verb: str, *arguments: str) -> str:
    main([*verb.split(), *NEEDED.get(verb, []), *arguments])
    out, _ = capture.readouterr()
    return out.decode()


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_that_it_is_not_signed_off(
    capsysbinary: Capture, verb: str, lang: str
) -> None:
    out = run(capsysbinary, verb, "--lang", lang, "--as-of", DEMO_DAY)
    assert WORDS[lang] in out.replace("\n", " ").replace("  ", " ") or WORDS[lang] in "".join(
        out.split("\n")
    )


@pytest.mark.parametrize("verb", VERBS)
def test_the_json_of_every_verb_says_so(capsysbinary: Capture, verb: str) -> None:
    if verb == "new":
        pytest.skip("an empty record holds nothing of the knowledge")
    body = json.loads(run(capsysbinary, verb, "--json", "--as-of", DEMO_DAY))
    text = json.dumps(body, ensure_ascii=False)
    assert '"review": "unsigned"' in text or WORDS["en"] in text
    for each in body if isinstance(body, list) else []:
        assert each["review"] == "unsigned"


def test_version_says_so(capsysbinary: Capture) -> None:
    main(["--version"])
    out = capsysbinary.readouterr().out.decode()
    assert any(words in out for words in WORDS.values())


@pytest.mark.parametrize("lang", WORDS)
def test_the_files_that_verbs_write_say_so(
    tmp_path: Path, capsysbinary: Capture, lang: str
) -> None:
    more = ["--as-of", DEMO_DAY, "--lang", lang]
    svg, ics, new = tmp_path / "a.svg", tmp_path / "a.ics", tmp_path / "a.yaml"
    assert main(["timeline", EXAMPLE, *more, "-o", str(svg)]) == 0
    assert main(["plan", EXAMPLE, *more, "--ics", str(ics)]) == 0
    assert main(["new", str(new), "--lang", lang]) == 0
    calendar = ics.read_text("utf-8").replace("\r\n ", "").replace("\\,", ",")
    drawn = svg.read_text("utf-8")
    for text in (drawn, calendar, new.read_text("utf-8")):
        assert WORDS[lang] in text


def test_python_says_so_too() -> None:
    known = load_knowledge()
    record = read_record(EXAMPLE, known.vocabulary)
    advice = advise(record, DEMO_DAY)
    assert WORDS["zh"] in str(advice)
    assert WORDS["en"] in advice.page("en").replace("\n", " ")
    assert WORDS["zh"] in advice._repr_html_()
    assert WORDS["zh"] in advice._repr_mimebundle_()["text/plain"]
    assert plan(record, DEMO_DAY).knowledge.review == "unsigned"
    assert simulate(record, DEMO_DAY, "2026-12-24").knowledge.review == "unsigned"


def test_every_verb_is_tried_or_has_its_reason() -> None:
    small_ones = {*SMALL_VERBS, "knowledge diff", "knowledge seal"}
    untried = {verb for verb in ALL if verb.split()[0] not in NOTHING_OF_IT} - {*VERBS, *small_ones}
    assert untried == set()


def small(tmp_path: Path, capture: Capture, folder: Path) -> dict[str, str]:
    """What each verb that takes an edition prints of a small one."""
    found = {}
    for verb, arguments in SMALL_VERBS.items():
        call = [*verb.split(), *arguments, "--knowledge", str(folder), "--lang", "en"]
        main([each for each in call if verb != "schema" or each not in ("--lang", "en")])
        found[verb] = capture.readouterr().out.decode()
    main(["knowledge", "diff", str(folder), str(folder), "--lang", "en"])
    found["knowledge diff"] = capture.readouterr().out.decode()
    main(
        [
            "knowledge",
            "seal",
            "--knowledge",
            str(folder),
            "-o",
            str(tmp_path / "out"),
            "--lang",
            "en",
        ]
    )
    found["knowledge seal"] = capture.readouterr().out.decode()
    return found


def test_an_edition_that_two_people_signed_no_longer_says_it_and_a_change_brings_it_back(
    tmp_path: Path, capsysbinary: Capture
) -> None:
    folder = with_canaries(signed_edition(tmp_path / "edition"))
    told = (
        small(tmp_path / "one", capsysbinary, folder) if (tmp_path / "one").mkdir() is None else {}
    )
    assert {verb: WORDS["en"] in text for verb, text in told.items()} == dict.fromkeys(told, False)
    changed(folder, "statements.yaml", "en: Second", "en: Another")
    (tmp_path / "two").mkdir()
    told = small(tmp_path / "two", capsysbinary, folder)
    assert {verb: WORDS["en"] in text for verb, text in told.items()} == dict.fromkeys(told, True)


def test_a_partly_signed_edition_is_not_signed_off(tmp_path: Path, capsysbinary: Capture) -> None:
    folder = with_canaries(signed_edition(tmp_path / "edition"))
    changed(
        folder,
        "edition.yaml",
        "topics:\n",
        "topics:\n  - {id: more, label: {zh: 另, en: More}, rest: yes}\n",
    )
    (tmp_path / "one").mkdir()
    told = small(tmp_path / "one", capsysbinary, folder)
    assert {verb: WORDS["en"] in text for verb, text in told.items()} == dict.fromkeys(told, True)


def test_a_working_copy_says_so_and_a_sealed_edition_does_not(
    tmp_path: Path, capsysbinary: Capture
) -> None:
    folder = with_canaries(edition(tmp_path / "edition"))
    (tmp_path / "one").mkdir()
    told = small(tmp_path / "one", capsysbinary, folder)
    assert "working copy" not in told.pop("knowledge seal")
    assert {verb: "working copy" in text for verb, text in told.items()} == dict.fromkeys(
        told, True
    )
    sealed(folder)
    (tmp_path / "two").mkdir()
    told = small(tmp_path / "two", capsysbinary, folder)
    assert {verb: "working copy" in text for verb, text in told.items()} == dict.fromkeys(
        told, False
    )


def test_made_up_reviewers_sign_made_up_editions_only(tmp_path: Path) -> None:
    folder: Any = sign(edition(tmp_path / "edition"), ("Reviewer One", "clinician"))
    (topic,) = load_knowledge(folder).edition.topics
    assert not by_two(topic.signed)
