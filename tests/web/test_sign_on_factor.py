"""After the password: one for one time is changed, a second factor, who it is asked again before signing (H42)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from msgspec.structs import replace

from myelobone.web.people import accounts, again
from myelobone.web.people.models import User

from . import people
from .test_sessions import clock, hidden, sign_in
from .test_sign_on import WRONG, attempt

__all__ = ["clock"]  # a fixture


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
