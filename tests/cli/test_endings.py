"""Every verb on every kind of console and stream: how it ends, and that nothing is lost or said twice.

The processes are real. A read-only cache is tried on the verbs that stand for the ways of loading.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import VERBS, main

from .test_streams import PROGRAM, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams of POSIX")
EXAMPLE = str(example("EX-01.yaml"))
SMALL = ["--knowledge", str(Path(__file__).parents[1] / "decide" / "small")]
DAY = ["--as-of", DEMO_DAY]
BOOK = tempfile.TemporaryDirectory(prefix="book-")
# Each verb as a user may call it, with the exit status of a run in which nothing goes wrong.
CALLS: dict[str, tuple[list[str], int]] = {
    "demo": (["demo"], 0),
    "new": (["new", *SMALL], 0),
    "advise": (["advise", EXAMPLE, *DAY], 0),
    "advise --json": (["advise", EXAMPLE, *DAY, "--json"], 0),
    "plan": (["plan", EXAMPLE, *DAY, "--until", "2027-03-01"], 0),
    "simulate": (["simulate", EXAMPLE, *DAY, "--days", "30"], 0),
    "timeline": (["timeline", EXAMPLE, *DAY], 0),
    "lesions": (["lesions", EXAMPLE, *DAY], 0),
    "trends": (["trends", EXAMPLE, *DAY], 0),
    "what-if": (["what-if", EXAMPLE, *DAY, "--unset", "weight"], 0),
    "check-order": (["check-order", EXAMPLE, *DAY], 0),
    "explain": (["explain", "B8"], 0),
    "explain RECORD": (["explain", "agents", EXAMPLE, *DAY], 0),
    "knowledge list": (["knowledge", "list", "agent"], 0),
    "knowledge diff": (["knowledge", "diff", SMALL[1], SMALL[1]], 0),
    "knowledge verify": (["knowledge", "verify", *SMALL], 0),
    "knowledge tables": (["knowledge", "tables", "T3"], 0),
    "prove": (["prove", *SMALL], 3),  # an edition without printed tables proves nothing of them
    "book": (["book", "-o", BOOK.name, *SMALL], 0),
    "schema": (["schema", "advice"], 0),
    "serve": (["serve", "--help"], 0),  # a server is tried in tests/web
    "web": (["web", "--help"], 0),
    "doctor": (["doctor", *SMALL], 0),
    "completion": (["completion", "bash"], 0),
    "--help": (["--help"], 0),
    "--version": (["--version"], 0),
    "unusable": (["advise", "no-such.yaml"], 2),
}
PICTURES = ("timeline", "lesions", "trends")
every_call = pytest.mark.parametrize("call", CALLS)
Done = subprocess.CompletedProcess[bytes]


def ended(call: str, redirection: str = "", **more: str) -> Done:
    """The call as a shell runs it, with a redirection."""
    command = 'exec "$@" ' + redirection
    done = subprocess.run(
        ["sh", "-c", command, "sh", *PROGRAM, *CALLS[call][0]],
        capture_output=True, env=environment(**more), check=False, timeout=120,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    return done


def is_json(call: str) -> bool:
    return "--json" in CALLS[call][0] or call == "schema"


def test_every_verb_stands_in_the_table() -> None:
    assert {call.split()[0] for call in CALLS} >= set(VERBS)


@every_call
def test_a_chinese_console_gets_the_whole_result_without_colour(call: str) -> None:
    done = ended(call, PYTHONIOENCODING="gbk")
    assert done.returncode == CALLS[call][1]
    assert b"\x1b" not in done.stdout + done.stderr
    utf_8 = is_json(call) or call in PICTURES  # as the picture itself declares
    out = done.stdout.decode("utf-8" if utf_8 else "gbk")
    assert bool(out) == (call != "unusable")
    assert "<U+" not in out  # every character of the page and the example exists there
    if call in ("demo", "advise"):
        assert "▲" in out
    if is_json(call):
        json.loads(out)
    done.stderr.decode("gbk")


def test_a_chinese_console_may_call_itself_cp936() -> None:
    named = ended("demo", PYTHONIOENCODING="cp936").stdout
    assert named == ended("demo", PYTHONIOENCODING="gbk").stdout


@pytest.mark.parametrize(
    "call",
    [
        "demo",
        "new",
        "plan",
        "what-if",
        "check-order",
        "doctor",
        "--help",
        "unusable",
        "advise --json",
    ],
)
def test_a_console_without_chinese_gets_english(call: str) -> None:
    done = ended(call, PYTHONIOENCODING="ascii")
    assert done.returncode == CALLS[call][1]
    done.stderr.decode("ascii")
    if is_json(call):
        assert done.stdout == ended(call).stdout
        return
    words = done.stdout.decode("ascii").replace("<U+793A><U+4F8B>", "")  # the patient's name
    assert "<U+" not in words


@pytest.mark.parametrize("call", ["demo", "advise --json"])
def test_a_machine_without_a_locale_is_no_hindrance(call: str) -> None:
    done = ended(call, LC_ALL="C", LANG="C")
    assert (done.returncode, done.stdout) == (0, ended(call).stdout)


@every_call
def test_a_reader_that_went_away_hears_no_complaint(call: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, *CALLS[call][0]], stdout=writer, stderr=subprocess.PIPE, env=environment(), check=False, timeout=120
    )  # fmt: skip
    os.close(writer)
    assert done.returncode == CALLS[call][1]
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@every_call
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_is_no_success(call: str) -> None:
    done = ended(call, "> /dev/full")
    assert done.returncode == 2
    if call == "unusable":
        return
    assert "command.unwritten" in done.stderr.decode()
    if "--json" in CALLS[call][0]:
        assert json.loads(done.stderr)["format"] == "myelobone-error/1"


@every_call
def test_a_closed_standard_output_changes_no_exit_status(call: str) -> None:
    assert ended(call, ">&-").returncode == CALLS[call][1]


@pytest.mark.parametrize("call", ["demo", "unusable"])
@pytest.mark.parametrize("redirection", ["2>&-", "<&-"])
def test_another_closed_stream_changes_no_exit_status_and_no_result(
    call: str, redirection: str
) -> None:
    done = ended(call, redirection)
    assert (done.returncode, done.stdout) == (CALLS[call][1], ended(call).stdout)


@pytest.mark.parametrize("call", ["demo", "explain", "doctor"])
def test_a_cache_that_cannot_be_written_changes_nothing(call: str, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    kept = ended(call, XDG_CACHE_HOME=str(blocked / "cache"), HOME=str(blocked / "home"))
    assert kept.returncode == 0
    if call != "doctor":
        assert kept.stdout == ended(call).stdout
    else:
        assert "不可写" in kept.stdout.decode()


@pytest.mark.parametrize(
    "arguments", [call for call, _ in CALLS.values() if call[0] in VERBS], ids=lambda call: call[0]
)
def test_an_interrupt_ends_with_130_and_no_complaint(
    arguments: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for name in ("options.load", "verify.verified", "doctor.examined"):
        monkeypatch.setattr(f"myelobone.cli.{name}", interrupted)
    if arguments[0] in ("completion", "schema"):  # over before anybody could
        monkeypatch.setattr(f"myelobone.cli.{arguments[0]}.say_bytes", interrupted)
        monkeypatch.setattr("myelobone.cli.completion.say_text", interrupted)
    if arguments[0] in ("serve", "web"):  # their help stands for them in the table
        monkeypatch.setattr("myelobone.cli.help.say_text", interrupted)
    assert main(list(arguments)) == 130
    out, err = capsysbinary.readouterr()
    assert (out, err.strip()) == (b"", b"")


def test_a_record_from_a_closed_standard_input_is_refused_in_words() -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *PROGRAM, "advise", "-"],
        capture_output=True, env=environment(), check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"[record." in done.stderr
