"""`advise --ndjson` as a process: a line in, a line out at once; a bad line never ends the stream."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from myelobone import load_knowledge, read_record
from myelobone.cli import progress
from myelobone.cli.examples import DEMO_DAY, example
from myelobone.cli.main import main
from myelobone.record.plain import MAX_BYTES

from .test_streams import PROGRAM, environment

LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
STREAM = [*PROGRAM, "advise", "-", "--ndjson", "--as-of", DEMO_DAY]


def record(name: str) -> str:
    """The example as one line of JSON, under another name."""
    read = read_record(example("EX-01.yaml"), load_knowledge().vocabulary)
    data = json.loads(read.document)
    return json.dumps({**data, "patient": {**data["patient"], "id": name}}, ensure_ascii=False)


def small(name: str) -> str:
    return json.dumps({"format": "myelobone-record/1", "patient": {"id": name}, "entries": []})


def ran(content: bytes, *arguments: str) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Exit status, advices, errors."""
    done = subprocess.run(
        [*STREAM, *arguments], input=content, capture_output=True, env=environment(), check=False, timeout=120
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return (
        done.returncode,
        [json.loads(line) for line in done.stdout.splitlines()],
        [json.loads(line) for line in done.stderr.splitlines()],
    )


def test_each_line_gets_the_advice_that_it_would_get_alone(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    status, advices, errors = ran(f"{record('A')}\n{record('B')}\n".encode())
    assert (status, errors) == (0, [])
    assert [advice["patient"]["id"] for advice in advices] == ["A", "B"]
    main(["advise", str(example("EX-01.yaml")), "--as-of", DEMO_DAY, "--json"])
    alone = json.loads(capsysbinary.readouterr().out)
    for advice in advices:
        assert {**advice, "patient": None, "record_digest": None} == {
            **alone, "patient": None, "record_digest": None,
        }  # fmt: skip


BAD: list[tuple[str, bytes, str]] = [
    ("not JSON", b"{oops", "record.not_json"),
    ("YAML", b"patient: {id: x}", "record.not_json"),
    ("no record", b"[1, 2]", "record.not_a_record"),
    ("the name of a file", b'"examples/EX-01.yaml"', "record.not_a_record"),
    ("a wrapped name", b'{"record": "examples/EX-01.yaml"}', "record.not_a_record"),
    ("nothing", b"null", "record.not_a_record"),
    ("no patient", b'{"format": "myelobone-record/1", "patient": {}, "entries": []}', "record.patient_id"),
    ("not UTF-8", b'{"format": "\xff"}', "record.not_utf8"),
    ("GBK", '{"format": "示例"}'.encode("gbk"), "record.not_utf8"),
    ("UTF-16", '{"a": 1}'.encode("utf-16-le"), "record."),
    ("nested for ever", b"[" * 100_000, "record.too_deep"),
    ("nested and closed", b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "record.too_deep"),
    ("longer than any record", b'{"x": "' + b"a" * MAX_BYTES + b'"}', "record.too_large"),
    ("a key twice", b'{"format": 1, "format": 2}', "record.duplicate_key"),
    ("infinity", b'{"format": Infinity}', "record.not_a_number"),
    ("no day", b'{"as_of": "2026-02-30", "record": {}}', "command.usage"),
    ("a day that is a number", b'{"as_of": 20261124, "record": {}}', "command.usage"),
    ("an unknown key beside the record", b'{"asof": "2026-11-24", "record": {}}', "record.unknown_attribute"),
]  # fmt: skip


def test_a_bad_line_is_reported_by_its_number_and_the_stream_goes_on() -> None:
    lines = [part for _, bad, _ in BAD for part in (bad, small("good").encode())]
    status, advices, errors = ran(b"\n".join(lines))
    assert status == 2
    assert len(advices) == len(BAD)
    assert [error["line"] for error in errors] == [2 * n + 1 for n in range(len(BAD))]
    for error, (why, _, code) in zip(errors, BAD, strict=True):
        assert error["format"] == "myelobone-error/1"
        assert error["problems"][0]["code"].startswith(code), why


def test_a_mark_at_the_start_blank_lines_and_other_line_ends_are_no_fault() -> None:
    content = b"\xef\xbb\xbf" + small("A").encode() + b"\r\n\r\n   \n" + small("B").encode()
    status, advices, errors = ran(content)
    assert (status, errors) == (0, [])
    assert [advice["patient"]["id"] for advice in advices] == ["A", "B"]
    assert ran(b"\n\n") == ran(b"") == (0, [], [])


def test_a_line_may_bring_its_own_day() -> None:
    own = f'{{"as_of": "2026-01-31", "record": {small("A")}}}\n{{"record": {small("B")}}}'
    _, advices, _ = ran(own.encode())
    assert [advice["as_of"] for advice in advices] == ["2026-01-31", DEMO_DAY]


def test_a_defect_of_ours_on_one_line_is_told_and_the_others_are_answered(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import myelobone

    whole = myelobone.advise

    def sometimes(record: Any, *arguments: Any, **options: Any) -> Any:
        if record.patient.id == "B":
            raise RuntimeError("broken inside")
        return whole(record, *arguments, **options)

    monkeypatch.setattr(myelobone, "advise", sometimes)
    file = tmp_path / "records.ndjson"
    file.write_text("\n".join(map(small, "ABC")), encoding="utf-8")
    assert main(["advise", str(file), "--ndjson"]) == 1
    out, err = capsysbinary.readouterr()
    assert [json.loads(line)["patient"]["id"] for line in out.splitlines()] == ["A", "C"]
    error = json.loads(err)
    assert (error["line"], error["problems"][0]["code"]) == (2, "command.defect")


def test_a_file_that_is_not_there_is_refused_before_anything(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["advise", "no-such.ndjson", "--ndjson"]) == 2
    assert capsysbinary.readouterr().out == b""


@pytest.fixture
def running() -> Iterator[subprocess.Popen[bytes]]:
    """A stream that has answered its first line and waits for the next."""
    process = subprocess.Popen(
        STREAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        preexec_fn=_heeds_interrupts,
    )  # fmt: skip
    assert asked(process, "first") == "first"
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def _heeds_interrupts() -> None:
    """Whoever runs the tests in the background has set interrupts aside for their children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def asked(process: subprocess.Popen[bytes], name: str) -> str:
    """Sends one line and waits for its answer, the stream still open."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{small(name)}\n".encode())
    process.stdin.flush()
    return str(json.loads(process.stdout.readline())["patient"]["id"])


def test_an_answer_comes_before_the_next_line_is_sent(running: subprocess.Popen[bytes]) -> None:
    assert asked(running, "second") == "second"
    assert running.poll() is None


@LINUX
def test_the_memory_does_not_grow_with_the_number_of_records(
    running: subprocess.Popen[bytes],
) -> None:
    def resident() -> int:
        text = Path(f"/proc/{running.pid}/status").read_text(encoding="utf-8")
        return int(text.split("VmRSS:")[1].split()[0])

    for n in range(10):
        asked(running, f"warm {n}")
    before = resident()
    for n in range(40):
        asked(running, f"record {n}")
    assert resident() - before < 2_000  # kB; one advice alone is 100 kB and more


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_ends_the_stream_quietly(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert (running.returncode, err.strip()) == (130, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_ends_the_stream_quietly() -> None:
    content = "\n".join(small(str(n)) for n in range(50)).encode()
    command = " ".join(STREAM) + " | head -1"
    done = subprocess.run(
        ["sh", "-c", command], input=content, capture_output=True, env=environment(), check=False, timeout=60
    )  # fmt: skip
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


class Terminal:
    """Standard error as a terminal that keeps what it was shown."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


def shown(monkeypatch: pytest.MonkeyPatch, seconds: float, total: int | None) -> str:
    """What a terminal shows of a job of `seconds` whose half has been done."""
    terminal, clock = Terminal(), iter((0.0, seconds))
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    progress.Progress(total, "en").step(50)
    return terminal.text


def test_progress_is_shown_after_a_second_with_the_time_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown(monkeypatch, 0.9, 100) == ""
    assert "50% · 1:30 left" in shown(monkeypatch, 90.0, 100)
    assert "%" not in shown(monkeypatch, 90.0, None)


def test_no_progress_where_nobody_would_see_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter((0.0, 90.0))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    progress.Progress(100, "zh").step(50)
    assert capsys.readouterr().err == ""
