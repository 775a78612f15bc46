"""The clinic as it is really served: started, asked, killed, stopped; nothing acknowledged is lost."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import people
from .served import ROOT, Served, cli, environment, served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
CANARY = "赵卡纳里"
NO_ANSWER = (OSError, http.client.HTTPException)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    settings = "[database]\nwait_seconds = 2\n"
    with served(tmp_path_factory.mktemp("clinic") / "data", settings=settings) as running:
        yield running


def test_it_answers_whether_it_lives_and_whether_it_is_ready(server: Served) -> None:
    assert server.ask("GET", "/health")[0] == 200
    status, _, body = server.ask("GET", "/ready")
    told = json.loads(body)
    assert (status, told["ready"]) == (200, True), told
    assert {"database", "trail", "clock", "disk", "knowledge", "canaries"} <= set(told["checks"])
    assert told["checks"]["knowledge"].count("sha256:") == 1


def test_every_answer_forbids_what_is_inline_or_from_elsewhere_and_is_not_kept(
    server: Served,
) -> None:
    for path in ("/sign-in", "/", "/nowhere", "/health"):
        _, headers, _ = server.ask("GET", path)
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_strange_host_is_refused(server: Served) -> None:
    assert server.ask("GET", "/sign-in", Host="elsewhere.example")[0] == 400


def test_a_second_server_on_the_same_data_is_refused(server: Served) -> None:
    done = cli("serve", "--data", str(server.data), "--port", "0")
    assert done.returncode == 2
    assert "already running" in done.stderr


def test_h35_nothing_of_a_patient_stands_in_a_log_an_address_or_an_error_page(
    server: Served,
) -> None:
    public, token = server.patient("CANARY-7788", CANARY)
    server.add(public, token, "CANARYNOTE")
    server.ask("GET", f"/patients/{public}")
    server.ask("GET", "/?q=CANARY-7788")
    server.ask("GET", f"/patients/{public}/CANARY-7788")
    server.ask("POST", "/sign-in", "username=CANARYNAME&password=CANARYWORD")
    _, _, page = server.ask("POST", f"/api/patients/{public}/entries", '{"CANARYBODY": [')
    assert b"CANARY" not in page
    said = server.said()
    assert said.count('"event": "request"') > 5
    for word in ("CANARY", CANARY, public, server.key):
        assert word not in said, word
    for line in said.splitlines():
        if line.startswith("{"):
            json.loads(line)


def test_h18_one_post_sent_five_times_at_once_is_one_entry(server: Served) -> None:
    public, token = server.patient("9001")
    key, found = people.key(), []
    threads = [
        threading.Thread(target=lambda: found.append(server.add(public, token, "once", key)[0]))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) <= {201, 503}
    assert 201 in found
    _, _, body = server.ask("GET", f"/api/patients/{public}/entries")
    assert len(json.loads(body)["entries"]) == 1


def test_h22_a_locked_database_is_told_as_busy_and_nothing_is_lost(server: Served) -> None:
    public, token = server.patient("1")
    holder = sqlite3.connect(server.data / "clinic.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    status, _ = server.add(public, token, "waiting", key="the-same-key-9")
    assert status == 503
    assert time.monotonic() - start < 20
    holder.execute("ROLLBACK")
    holder.close()
    assert server.add(public, token, "waiting", key="the-same-key-9")[0] == 201
    assert server.add(public, token, "waiting", key="the-same-key-9")[0] == 201


class Writer(threading.Thread):
    """Adds entries over HTTP until there is no answer; remembers what was acknowledged."""

    def __init__(self, server: Served, public: str, token: str, prefix: str) -> None:
        super().__init__()
        self.server, self.public, self.token, self.prefix = server, public, token, prefix
        self.acknowledged: list[str] = []
        self.killed = threading.Event()

    def run(self) -> None:
        for number in range(10_000):
            if self.killed.is_set():  # between two requests
                return
            note = f"{self.prefix}.{number}"
            try:
                status, made = self.server.add(self.public, self.token, note)
            except NO_ANSWER:
                return
            if status == 201:
                self.acknowledged.append(note)
                self.token = made


def killed_and_checked(server: Served, kills: int, whole: int) -> None:
    """Kills the worker, and in the end the whole server, while entries are added over HTTP."""
    chance = random.Random(kills)
    public, token = server.patient("4711")
    acknowledged: set[str] = set()
    for each in range(kills):
        writer = Writer(server, public, token, str(each))
        writer.start()
        until = time.monotonic() + 30
        while not writer.acknowledged and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.3))
        if each < kills - whole:
            os.kill(server.worker(), signal.SIGKILL)
        else:
            server.kill()
        writer.killed.set()
        writer.join()
        acknowledged |= set(writer.acknowledged)
        if each >= kills - whole:
            server.start()
        token = present(server, public)
    _, _, body = server.ask("GET", f"/api/patients/{public}/record")
    kept = {entry["note"] for entry in json.loads(body)["entries"]}
    assert len(acknowledged) >= kills
    assert acknowledged <= kept
    assert len(kept - acknowledged) <= kills  # at most the one that was under way


def present(server: Served, public: str) -> str:
    """The token of the present version, once somebody answers again."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            status, headers, _ = server.ask("GET", f"/api/patients/{public}/entries")
        except NO_ANSWER:
            time.sleep(0.05)
            continue
        if status == 200:
            return headers["ETag"]
    raise AssertionError(server.said())


def test_h21_ten_kills_through_http_lose_nothing_and_it_stops_gracefully(server: Served) -> None:
    killed_and_checked(server, 10, whole=1)
    done = cli("web", "verify", "--data", str(server.data))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    heads = server.data / "audit-heads.jsonl"
    before = heads.read_text() if heads.exists() else ""
    assert server.stop() == 0
    assert heads.read_text() != before  # the last head was exported
    # with nobody serving it: example data and real data never mix
    done = cli("serve", "--demo", "--data", str(server.data), "--port", "0")
    assert done.returncode == 2
    assert "no example data" in done.stderr
    server.start()


@pytest.mark.nightly
def test_h21_five_hundred_kills_through_http_lose_nothing(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        killed_and_checked(server, 500, whole=25)
        assert cli("web", "verify", "--data", str(server.data)).returncode == 0


def test_the_first_administrator_must_be_named_where_there_is_no_terminal(tmp_path: Path) -> None:
    done = cli("serve", "--data", str(tmp_path / "data"), "--port", "0")
    assert done.returncode == 2
    assert "--admin" in done.stderr


def test_serving_others_in_the_clear_must_be_written_into_the_settings(tmp_path: Path) -> None:
    done = cli("serve", "--data", str(tmp_path / "data"), "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 2
    assert "https" in done.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [("langauge = 'zh'\n", "langauge"), ("time_zone = 'Asia/Nowhere'\n", "Nowhere"), ("[database]\nengine = 'oracle'\n", "engine"),
     ("[database]\nengine = 'postgresql'\n", "database.name"), ("idle_minutes = 'x'\n", "idle_minutes"), ("= 1\n", "settings.toml")],
)  # fmt: skip
def test_a_settings_file_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, settings: str, told: str
) -> None:
    (tmp_path / "settings.toml").write_text(settings)
    done = cli("web", "users", "--data", str(tmp_path))
    assert done.returncode == 2
    assert told in done.stderr


def test_the_demonstration_needs_no_account_and_leaves_nothing_behind(tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    with talk.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "myelobone", "serve", "--demo", "--port", "0"], cwd=ROOT,
            env={**environment(), "TMPDIR": str(tmp_path)}, stderr=log, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        demo = Served.__new__(Served)
        until = time.monotonic() + 90
        while "http://" not in talk.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        demo.port = int(talk.read_text().split("http://127.0.0.1:")[1].split("/")[0])
        status, _, body = demo.ask("GET", "/")
        assert status == 200
        assert "示例数据".encode() in body
        assert body.count(b"/patients/") >= 20
        folders = list(tmp_path.glob("myelobone-demo-*"))
        assert len(folders) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert list(tmp_path.glob("myelobone-demo-*")) == []
    finally:
        process.kill()
