"""Signing in: guesses are counted and slowed down, and tell nothing."""

from __future__ import annotations

import re
import statistics
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from msgspec.structs import replace

from myelobone.web.audit.models import Event
from myelobone.web.people import sign_on, turns
from myelobone.web.people.models import User

from . import people
from .test_sessions import clock

__all__ = ["clock"]  # a fixture

WRONG = "Posaune-Kasten-8"


def attempt(
    client: Client, name: str, password: str, workstation: str = "10.0.0.7"
) -> HttpResponse:
    body = {"username": name, "password": password}
    answer: Any = client.post("/sign-in", body, REMOTE_ADDR=workstation)
    return answer


def shown(answer: HttpResponse) -> str:
    """The page without what differs each time."""
    body = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return re.sub(r"编号 \w+", "", body)


def test_five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    people.user("dr", password=people.PASSWORD)
    client = people.browser()
    pages = {shown(attempt(client, "dr", WRONG, f"10.0.0.{each}")) for each in range(5)}
    assert len(pages) == 1
    # locked: also with the right password, from wherever, in a new process's eyes (it stands in the database)
    connections.close_all()
    right = attempt(people.browser(), "dr", people.PASSWORD, "10.0.1.1")
    assert right.status_code == 403
    assert {shown(right)} == pages
    # whoever goes on guessing does not keep its owner out for longer
    for _ in range(3):
        clock.shift(timedelta(minutes=4, seconds=40))
        assert attempt(people.browser(), "dr", people.PASSWORD, "10.0.0.0").status_code == 403
    clock.shift(timedelta(minutes=1, seconds=1))
    assert attempt(people.browser(), "dr", people.PASSWORD).status_code == 302
    told = [event.details for event in Event.objects.filter(act="sign_in.failed")]
    assert '"locked":true' in told[4]
    assert not any(WRONG in each or "dr" in each for each in told)


def test_an_unknown_name_says_the_same_and_takes_as_long(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, real in (("time_cost", 2), ("memory_cost", 102_400), ("parallelism", 8)):
        monkeypatch.setattr(Argon2PasswordHasher, name, real)
    for number in range(4):
        people.user(f"dr{number}", password=people.PASSWORD)
    times: dict[str, list[float]] = {"dr": [], "nobody": []}
    pages = set()
    for number in range(4):
        for who in times:
            start = time.process_time()
            answer = attempt(people.browser(), f"{who}{number}", WRONG, f"10.1.{number}.{len(who)}")
            times[who].append(time.process_time() - start)
            assert answer.status_code == 403
            pages.add(shown(answer))
    assert len(pages) == 1
    known, unknown = statistics.median(times["dr"]), statistics.median(times["nobody"])
    assert 0.6 < known / unknown < 1.6, times


def test_whoever_is_not_there_is_locked_with_the_same_words(sqlite_clinic: str) -> None:
    people.user("dr", password=people.PASSWORD)
    for each in range(5):
        attempt(people.browser(), "dr", WRONG, f"10.2.0.{each}")
        attempt(people.browser(), "nobody", WRONG, f"10.2.1.{each}")
    answers = [
        shown(attempt(people.browser(), name, WRONG, "10.2.2.1")) for name in ("dr", "nobody")
    ]
    assert answers[0] == answers[1]


def test_a_workstation_that_guesses_has_to_wait_longer_and_longer(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    people.user("dr", password=people.PASSWORD)
    client = people.browser()
    for each in range(10):
        assert attempt(client, f"name{each}", WRONG).status_code == 403
    answer = attempt(client, "dr", people.PASSWORD)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "1"
    # another workstation is not concerned
    assert attempt(people.browser(), "dr", people.PASSWORD, "10.0.0.8").status_code == 302
    waits = []
    for each in range(8):
        clock.shift(timedelta(seconds=61))
        assert attempt(client, f"more{each}", WRONG).status_code == 403
        waits.append(sign_on.wait("10.0.0.7"))
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    clock.shift(timedelta(minutes=16))
    assert attempt(client, "dr", people.PASSWORD).status_code == 302


def test_h36_of_many_guesses_at_once_at_most_ten_are_looked_at(
    clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = people.user("dr", password=people.PASSWORD)
    looked, held, most = [0], [0], [0]
    before = User.check_password

    def counting(self: User, password: str) -> bool:
        looked[0] += self.pk == user.pk
        held[0] += 1
        most[0] = max(most[0], held[0])
        try:
            return before(self, password)
        finally:
            held[0] -= 1

    monkeypatch.setattr(User, "check_password", counting)
    answers: list[int] = []

    def guess(number: int) -> None:
        answers.append(attempt(people.browser(), "dr", WRONG, f"10.3.0.{number}").status_code)
        connections.close_all()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {403, 503}
    assert len(answers) == 24
    assert 5 <= looked[0] <= 10
    assert most[0] <= turns.AT_ONCE


def test_at_most_two_passwords_are_looked_at_at_once_also_by_other_processes(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    # as two other processes hold them
    other = [(settings.DATA / f"password-{each}.lock").open("w") for each in range(2)]
    for each in other:
        fcntl.flock(each, fcntl.LOCK_EX)
    people.user("dr", password=people.PASSWORD)
    answer = attempt(people.browser(), "dr", people.PASSWORD)
    assert answer.status_code == 503
    assert people.PASSWORD not in answer.content.decode()
    other[0].close()
    assert attempt(people.browser(), "dr", people.PASSWORD).status_code == 302
    other[1].close()


@pytest.mark.parametrize("name", ["", " ", "dr\0", "x" * 500, "dr' OR 1=1", "𠮷", "DR"])
def test_strange_names_open_nothing_and_break_nothing(clinic: str, name: str) -> None:
    people.user("dr", password=people.PASSWORD)
    answer = attempt(people.browser(), name, people.PASSWORD)
    assert answer.status_code == (302 if name == "dr\0" else 403)


def test_the_proxys_word_on_the_workstation_counts_and_nobody_elses(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.user("dr", password=people.PASSWORD)

    def told(**headers: str) -> str:
        client = people.browser()
        body = {"username": "dr", "password": people.PASSWORD}
        assert client.post("/sign-in", body, **headers).status_code == 302
        return Event.objects.filter(act="sign_in.done").order_by("-seq")[0].address

    said = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 10.9.9.9"}
    assert told(**said) == "127.0.0.1"
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, proxy=True))
    assert told(**said) == "10.9.9.9"
    assert told(REMOTE_ADDR="10.1.1.1", HTTP_X_FORWARDED_FOR="1.2.3.4") == "10.1.1.1"
    assert told(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="junk") == "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(sqlite_clinic: str, address: str) -> None:
    people.user("dr", password=people.PASSWORD)
    body = {"username": "dr", "password": people.PASSWORD, "next": address}
    client = people.browser()
    assert client.post("/sign-in", body)["Location"] == "/"
    body = {"after": address, "said": people.PASSWORD}
    assert client.post("/again", body)["Location"] == "/"
