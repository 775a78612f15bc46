"""Guesses against a clinic that is really served: two processes, a restart, and the count in the database."""

from __future__ import annotations

import re
import threading
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from . import engines, people
from .served import Served, served

WRONG = "Posaune-Kasten-8"


def attempt(server: Served, password: str) -> int:
    """Signing in as a browser does it."""
    _, headers, page = server.ask("GET", "/sign-in")
    cookie = SimpleCookie(headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.decode())
    assert token
    body = urlencode({"csrfmiddlewaretoken": token[1], "username": "dr", "password": password})
    sent = {
        "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in cookie.items()),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return server.ask("POST", "/sign-in", body, **sent)[0]


def test_of_many_guesses_at_two_processes_at_most_ten_count_and_the_lock_outlasts_a_restart(
    tmp_path: Path, postgresql_server: engines.Server
) -> None:
    postgresql_server.run("CREATE DATABASE guessed")
    settings = (
        f'workers = 2\n[database]\nengine = "postgresql"\nname = "guessed"\nhost = "127.0.0.1"\n'
        f'port = {postgresql_server.port}\nuser = "clinic"\n'
    )
    with served(tmp_path / "data", settings=settings) as server:
        assert attempt(server, people.PASSWORD) == 302
        answers: list[int] = []
        threads = [
            threading.Thread(target=lambda: answers.append(attempt(server, WRONG)))
            for _ in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 20
        assert set(answers) <= {403, 429, 503}
        assert attempt(server, people.PASSWORD) == 403
        server.kill()
        server.start()
        assert attempt(server, people.PASSWORD) == 403
    with psycopg.connect(postgresql_server.dsn("guessed")) as connection:
        row = connection.execute(
            "SELECT SUM(failures_since_start) FROM axes_accessattempt"
        ).fetchone()
    assert row is not None
    assert 5 <= row[0] <= 10
    postgresql_server.run("DROP DATABASE guessed WITH (FORCE)")
