"""Signing in: guesses are counted and slowed down, a second factor, a password for one time, who it is asked again."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from msgspec.structs import replace

from myelobone.web.audit.models import Event
from myelobone.web.people import accounts, again, sign_on, turns
from myelobone.web.people.models import User

from . import people
from .test_sessions import hidden, sign_in

WRONG = "Posaune-Kasten-8"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime.now(UTC), tick=False) as traveller:
        yield traveller


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


def test_a_password_for_one_time_must_be_changed_before_anything_else(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    chef = people.actor("chef", "administrator")
    _, first = accounts.create(chef, "zhangwei", role="clinician", every_ward=True)
    client = people.browser()
    assert attempt(client, "zhangwei", first).status_code == 302
    for path in ("/", "/patients/new", "/account"):
        assert client.get(path)["Location"] == "/account/password"
    assert client.post("/patients/new", {"number": "1"}).status_code == 403
    for new, why in (
        ("short", "太短"), ("1234567890123", "数字"), ("password123", "常见"), ("zhangwei-1", "相近"), (first, "相同"),
    ):  # fmt: skip
        answer = client.post("/account/password", {"new": new, "repeat": new})
        assert answer.status_code == 409
        assert why in answer.content.decode(), new
    answer = client.post("/account/password", {"new": "Quitten-Gelee-19", "repeat": "anders"})
    assert "两次输入不同" in answer.content.decode()
    body = {"new": "Quitten-Gelee-19", "repeat": "Quitten-Gelee-19"}
    assert client.post("/account/password", body)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert attempt(people.browser(), "zhangwei", first).status_code == 403
    # one that is never used runs out
    again_first = accounts.reset(chef, User.objects.get(username="zhangwei"))
    clock.shift(timedelta(days=3, seconds=1))
    assert attempt(people.browser(), "zhangwei", again_first).status_code == 403


def enrolled(client: Client) -> tuple[TOTPDevice, list[str]]:
    """Enrols a telephone through the pages: its secret, and the codes for paper."""
    page = client.get("/account/factor").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    device = TOTPDevice.objects.get(confirmed=False)
    assert "".join(re.findall(r"<code>([A-Z2-7 ]+)</code>", page)).replace(" ", "")
    answer = client.post("/account/factor", {"code": code(device)})
    assert answer.status_code == 200, answer.content.decode()
    device.refresh_from_db()
    return device, re.findall(r"<code>(\w{5}-\w{5})</code>", answer.content.decode())


def code(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key, drift=0):06d}"


def test_a_second_factor_is_asked_for_and_each_code_opens_once(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    before = client.cookies["session"].value
    device, paper = enrolled(client)
    assert len(paper) == 10
    assert client.cookies["session"].value != before  # another token with more rights
    assert client.get("/").status_code == 200
    kept = "".join(str(row) for row in device.user.staticdevice_set.get().token_set.values())
    assert not any(each.replace("-", "") in kept for each in paper)
    clock.shift(timedelta(seconds=31))
    fresh = people.browser()
    assert attempt(fresh, "dr", people.PASSWORD)["Location"] == "/sign-in/code"
    assert fresh.get("/").status_code == 302  # not signed in yet
    assert fresh.post("/sign-in/code", {"code": "000000"}).status_code == 403
    used = code(device)
    assert fresh.post("/sign-in/code", {"code": used}).status_code == 403  # slowed down
    clock.shift(timedelta(seconds=31))
    used = code(device)
    assert fresh.post("/sign-in/code", {"code": used})["Location"] == "/"
    assert fresh.get("/").status_code == 200
    replay = people.browser()
    attempt(replay, "dr", people.PASSWORD)
    assert replay.post("/sign-in/code", {"code": used}).status_code == 403
    clock.shift(timedelta(seconds=61))
    assert replay.post("/sign-in/code", {"code": paper[3].upper()})["Location"] == "/"
    assert "剩余备用码 9 个" in replay.get("/account").content.decode()
    twice = people.browser()
    attempt(twice, "dr", people.PASSWORD)
    assert twice.post("/sign-in/code", {"code": paper[3]}).status_code == 403


def test_a_password_without_its_code_is_worth_nothing_after_five_minutes(
    sqlite_clinic: str, clock: time_machine.Coordinates
) -> None:
    device, _ = enrolled(sign_in())
    late = people.browser()
    attempt(late, "dr", people.PASSWORD)
    clock.shift(timedelta(minutes=6))
    assert late.post("/sign-in/code", {"code": code(device)})["Location"] == "/sign-in"
    closed = people.browser()
    attempt(closed, "dr", people.PASSWORD)
    accounts.reset(people.actor("chef", "administrator"), User.objects.get(username="dr"))
    assert closed.post("/sign-in/code", {"code": code(device)})["Location"] == "/sign-in"


def test_a_role_that_needs_a_second_factor_does_nothing_without(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = {"clinician": "required", "viewer": "off"}
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, second_factor_roles=roles))
    client = sign_in()
    assert client.get("/")["Location"] == "/account/factor"
    assert client.post("/patients/new", {"number": "1"}).status_code == 403
    enrolled(client)
    assert client.get("/").status_code == 200
    people.user("see", "viewer", password=people.PASSWORD)
    seeing = sign_in("see")
    assert seeing.get("/").status_code == 200
    assert seeing.get("/account/factor")["Location"] == "/account"


def asking(client: Client, minutes: int | None = None) -> HttpResponse | None:
    """What a page that lets people sign is given."""
    request: HttpRequest = RequestFactory().post("/patients/abc/confirm", {"seen": "d1g3st"})
    request.session = client.session
    request.user = User.objects.get(username="dr")
    return again.asked(request, minutes)


def test_h42_before_signing_somebody_shows_that_it_is_they(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    assert asking(client) is None
    clock.shift(timedelta(minutes=5))
    assert asking(client, 10) is None
    page = asking(client)
    assert page is not None
    assert "d1g3st" not in page.content.decode()
    body = {"after": "/patients/abc/confirm", "sealed": hidden(page.content, "sealed")}
    wrong = client.post("/again", {**body, "said": WRONG})
    assert wrong.status_code == 409
    assert asking(client) is not None
    right = client.post("/again", {**body, "said": people.PASSWORD})
    assert hidden(right.content, "seen") == "d1g3st"
    assert 'action="/patients/abc/confirm"' in right.content.decode()
    assert asking(client) is None
    # and it does not lengthen the longest time of a session
    assert client.session["began"] < client.session["last"]


def test_h42_wrong_answers_to_who_is_it_lock_the_account_too(sqlite_clinic: str) -> None:
    client = sign_in()
    for _ in range(5):
        assert client.post("/again", {"said": WRONG}).status_code == 409
    assert client.post("/again", {"said": people.PASSWORD}).status_code == 409


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
