"""What the contract promises of every verb: its options, its help, its language, its day, its JSON."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import VERBS, main, program

Capture = pytest.CaptureFixture[bytes]
EXAMPLE = str(example("EX-01.yaml"))
SMALL = str(Path(__file__).parents[1] / "decide" / "small")
BOOK = tempfile.TemporaryDirectory(prefix="book-")
# What a verb needs besides options, so that each can be run.
NEEDED: dict[str, list[str]] = {
    "advise": [EXAMPLE],
    "plan": [EXAMPLE],
    "timeline": [EXAMPLE],
    "lesions": [EXAMPLE],
    "trends": [EXAMPLE],
    "what-if": [EXAMPLE, "--unset", "weight"],
    "simulate": [EXAMPLE, "--days", "30"],
    "check-order": [EXAMPLE],
    "explain": ["B8"],
    "book": ["-o", BOOK.name, "--knowledge", SMALL],
    "schema": ["advice"],
    "completion": ["bash"],
    "web add-user": ["zhang", "--role", "viewer"],
    "web disable": ["zhang"],
    "web password": ["zhang"],
    "web backup": ["--to", "nowhere"],
    "web restore": ["nowhere.backup"],
    "knowledge show": ["B8"],
    "knowledge diff": [SMALL, SMALL],
    "knowledge seal": ["-o", f"{BOOK.name}/sealed"],
    "knowledge search": ["2.9"],
    "knowledge test": [str(Path(__file__).parents[2] / "knowledge" / "mbd-2024" / "patients")],
}
SLOW = {
    "prove",
    "knowledge coverage",
    "knowledge test",
    "knowledge verify",
    "knowledge signing",
    "knowledge seal",
    "knowledge canaries",
    "doctor",
    "serve",
}  # tried elsewhere
CLINIC = {
    "web users",
    "web add-user",
    "web disable",
    "web password",
    "web backup",
    "web restore",
    "web verify",
    "web accept-clock",
}  # tried in tests/web


def verbs() -> Iterator[tuple[str, click.Command]]:
    """Every verb and every verb of a group, from the program itself."""
    context = click.Context(program)
    for name in VERBS:
        command = program.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())
        else:
            yield name, command


ALL = dict(verbs())
every_verb = pytest.mark.parametrize("verb", ALL)
quick_verb = pytest.mark.parametrize("verb", [verb for verb in ALL if verb not in SLOW | CLINIC])


def run(capture: Capture, verb: str, *arguments: str) -> tuple[int, str, str]:
    status = main([*verb.split(), *NEEDED.get(verb, []), *arguments])
    out, err = capture.readouterr()
    return status, out.decode(), err.decode()


@every_verb
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_verb_has_help_with_examples_of_itself(
    capsysbinary: Capture, verb: str, flag: str
) -> None:
    assert main([*verb.split(), flag]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert f"myelobone {verb}" in out.split("Examples")[1]
    assert "--json" in out


@every_verb
def test_every_verb_takes_the_options_of_every_verb(verb: str) -> None:
    names = {name for option in ALL[verb].params for name in option.opts}
    assert names >= {"--as-of", "--lang", "--json", "--knowledge", "--help"}


@every_verb
def test_an_option_that_is_hidden_would_change_nothing(verb: str) -> None:
    hidden = {o.opts[0] for o in ALL[verb].params if isinstance(o, click.Option) and o.hidden}
    assert "--json" not in hidden
    if "RECORD" in str([p.metavar for p in ALL[verb].params]) or verb == "demo":
        assert hidden == set()


@quick_verb
def test_json_is_valid_json_and_nothing_else(capsysbinary: Capture, verb: str) -> None:
    status, out, _ = run(capsysbinary, verb, "--json", "--lang", "en", "--as-of", DEMO_DAY)
    assert status == 0
    json.loads(out)


@every_verb
def test_a_bad_day_language_or_folder_is_refused_by_every_verb(
    capsysbinary: Capture, verb: str
) -> None:
    for option, value in (("--as-of", "2026-02-30"), ("--lang", "fr"), ("--knowledge", "nowhere")):
        status, out, err = run(capsysbinary, verb, option, value, "--json")
        assert (status, out) == (2, ""), option
        assert json.loads(err)["problems"][0]["code"] == "command.usage"


@pytest.mark.parametrize("verb", ["advise", "plan", "what-if", "check-order"])
def test_the_day_that_was_not_given_is_today_and_stands_in_the_result(
    capsysbinary: Capture, verb: str
) -> None:
    before = date.today().isoformat()
    _, page, _ = run(capsysbinary, verb)
    _, out, _ = run(capsysbinary, verb, "--json")
    days = {before, date.today().isoformat()}
    assert json.loads(out)["as_of"] in days
    assert any(f"截至 {day}" in page for day in days)


@pytest.mark.parametrize(
    "verb", ["demo", "advise", "plan", "what-if", "check-order", "explain", "new"]
)
def test_the_language_may_stand_in_the_environment_and_an_option_wins(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    pages = {lang: run(capsysbinary, verb, "--lang", lang)[1] for lang in ("zh", "en")}
    assert pages["zh"] != pages["en"]
    assert run(capsysbinary, verb)[1] == pages["zh"]
    monkeypatch.setenv("MYELOBONE_LANG", "en")
    assert run(capsysbinary, verb)[1] == pages["en"]
    assert run(capsysbinary, verb, "--lang", "zh")[1] == pages["zh"]


def test_a_fault_is_told_in_the_language_of_the_environment(
    capsysbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYELOBONE_LANG", "en")
    assert main(["advise", "no-such.yaml"]) == 2
    assert "There is no such file" in capsysbinary.readouterr().err.decode()
    monkeypatch.setenv("MYELOBONE_LANG", "fr")
    assert main(["demo"]) == 2


@pytest.mark.parametrize("verb", ["new", "knowledge list", "knowledge verify", "doctor"])
def test_another_edition_is_read_where_it_is_named(capsysbinary: Capture, verb: str) -> None:
    status, out, _ = run(capsysbinary, verb, "--knowledge", SMALL)
    assert status == 0
    assert "mbd-2024" not in out.replace(SMALL, "")
