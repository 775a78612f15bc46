"""A clinic that is really served: its own folder, its own process group, asked over HTTP like by anybody.

`python -m tests.web.served DIR [SETTINGS]` makes the folder ready and prints a key of the JSON interface.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 90


class Served:
    """A running server and a key to it."""

    def __init__(self, data: Path, key: str, *options: str) -> None:
        self.data, self.key, self.options = data, key, options
        self.start()

    def start(self, port: int = 0) -> None:
        with (self.data / "talk.txt").open("w") as log:
            self.process = subprocess.Popen(
            [sys.executable, "-m", "myelobone", "serve", "--data", str(self.data), "--port", str(port), *self.options],
            cwd=self.data, env=environment(), stdout=subprocess.DEVNULL, stderr=log, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not (found := re.search(r"https?://127\.0\.0\.1:(\d+)/", self.said())):
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise AssertionError(self.said())
            time.sleep(0.05)
        self.port = int(found[1])

    def said(self) -> str:
        """Everything that the server said and logged."""
        return (self.data / "talk.txt").read_text()

    def worker(self) -> int:
        """The process that answers requests."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return int(children.split()[0])

    def ask(
        self, method: str, path: str, body: Any = None, *, timeout: float = 30, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; raises OSError or HTTPException when there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if path.startswith("/api/"):
            sent |= {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        try:
            text = body if isinstance(body, str | None) else json.dumps(body)
            connection.request(method, path, text.encode() if text is not None else None, sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def patient(self, number: str, name: str = "张三") -> tuple[str, str]:
        """A new patient: its id and the token of its version."""
        body = {
            "name": name,
            "sex": "male",
            "born": "1960-01-01",
            "numbers": [{"system": "his", "number": number}],
        }
        status, headers, answer = self.ask(
            "POST", "/api/patients", body, Idempotency_Key=secrets.token_hex(12)
        )
        assert status == 201, answer
        return json.loads(answer)["patient"], headers["ETag"]

    def add(
        self, public: str, token: str, note: str, key: str | None = None, **more: Any
    ) -> tuple[int, str]:
        """Adds one entry: the status, and the token of the new version."""
        body = {"entries": [{"on": "2026-11-18", "what": "weight", "value": "58 kg", "note": note}]}
        status, headers, _ = self.ask(
            "POST", f"/api/patients/{public}/entries", body, If_Match=token, Idempotency_Key=key or secrets.token_hex(12), **more
        )  # fmt: skip
        return status, headers.get("ETag", "")

    def stop(self) -> int:
        """Asks it to stop; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Ends the server and its workers at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


def environment() -> dict[str, str]:
    """The environment of a process of the clinic, away from this test's own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MYELOBONE", "DJANGO"))
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


@contextmanager
def served(data: Path, *options: str, settings: str = "") -> Iterator[Served]:
    """A clinic with an administrator, a clinician and a key, served until the end of the block."""
    server = Served(data, prepared(data, settings), *options)
    try:
        yield server
    finally:
        server.kill()


def prepared(data: Path, settings: str = "") -> str:
    """Makes a folder ready to be served; returns a key of the JSON interface."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.served", str(data), settings], cwd=ROOT, env=environment(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def cli(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as somebody runs it on the server."""
    return subprocess.run(
        [sys.executable, "-m", "myelobone", *arguments], env=environment(), capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, timeout=PATIENCE,
    )  # fmt: skip


def main(folder: str, settings: str = "") -> None:
    from myelobone.web.serve.start import start

    data = Path(folder)
    data.mkdir(parents=True, exist_ok=True)
    if settings:
        (data / "settings.toml").write_text(settings)
    start(data, new=True)
    from myelobone.web.people.actor import SYSTEM
    from myelobone.web.people.tokens import issue
    from myelobone.web.serve import accounts, canaries, schema

    from . import people

    schema.bring_up()
    told = {"of": canaries._of(), "at": time.time(), "wrong": []}
    (data / canaries.KEPT).write_text(json.dumps(told))
    accounts.add("chef", people.PASSWORD, role="administrator")
    user = people.user("dr", password=people.PASSWORD)
    scopes = ["patient.see", "patient.write", "record.export"]
    print(issue(SYSTEM, user, "tests", scopes, 30)[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
