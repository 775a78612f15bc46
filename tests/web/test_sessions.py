"""Sessions end on the server, all of them at once when an account changes, and what was typed is not lost (H42)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from myelobone.web.audit.models import Event
from myelobone.web.people import accounts
from myelobone.web.people.models import User

from . import people

COOKIE = "session"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime.now(UTC), tick=False) as traveller:
        yield traveller


def sign_in(name: str = "dr", client: Client | None = None) -> Client:
    """Through the form, as somebody does."""
    if not User.objects.filter(username=name).exists():
        people.user(name, password=people.PASSWORD)
    client = client or people.browser()
    answer = client.post("/sign-in", {"username": name, "password": people.PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def hidden(body: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', body.decode())
    assert found, name
    return found[1]


def test_h42_a_session_ends_after_a_quarter_of_an_hour_without_a_word(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    clock.shift(timedelta(minutes=14, seconds=59))
    assert client.get("/").status_code == 200
    clock.shift(timedelta(minutes=14, seconds=59))
    assert client.get("/").status_code == 200
    clock.shift(timedelta(minutes=15))
    answer = client.get("/patients/new")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=%2Fpatients%2Fnew&over=idle"
    assert Event.objects.get(act="session.ended").details == '{"why":"idle"}'
    assert "长时间没有操作" in client.get(answer["Location"]).content.decode()


def test_h42_a_session_ends_after_twelve_hours_whatever_was_done(
    sqlite_clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    for _ in range(71):
        clock.shift(timedelta(minutes=10))
        assert client.get("/").status_code == 200
    clock.shift(timedelta(minutes=10))
    assert client.get("/")["Location"].endswith("over=absolute")


def test_h42_asking_how_long_it_lasts_does_not_prolong_a_session(
    sqlite_clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    clock.shift(timedelta(minutes=10))
    assert client.get("/session").json()["left"] == 300
    clock.shift(timedelta(minutes=4))
    assert client.get("/session").json()["left"] == 60
    assert client.post("/session").json()["left"] == 900
    clock.shift(timedelta(minutes=15))
    assert client.get("/session").json() == {"account": None, "left": 0}


def test_h10_a_clock_that_went_back_prolongs_no_session(
    sqlite_clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    clock.shift(timedelta(minutes=-2))
    assert client.get("/").status_code == 503  # nothing is written, not even that it has ended
    clock.shift(timedelta(minutes=2))
    assert client.get("/").status_code == 200


def test_h42_what_was_typed_comes_back_to_the_same_account_alone(
    clinic: str, clock: time_machine.Coordinates
) -> None:
    by = people.actor("maker")
    made = people.patient(by)
    client = sign_in()
    form = {
        "on": "2026-11-18", "what": "weight", "value": "58 kg", "expected": made.token, "key": people.key(),
    }  # fmt: skip
    clock.shift(timedelta(minutes=16))
    late = client.post(f"/patients/{made.patient}/entries/new", form)
    assert late.status_code == 403
    assert b"58 kg" not in late.content
    sealed = hidden(late.content, "sealed")
    # somebody else signs in at the same place
    people.user("other", password=people.PASSWORD)
    other = people.browser()
    body = {"username": "other", "password": people.PASSWORD, "sealed": sealed}
    answer = other.post("/sign-in", body)
    assert answer.status_code == 302
    assert b"58 kg" not in answer.content
    # the one who had typed it
    answer = client.post("/sign-in", {**body, "username": "dr"})
    assert answer.status_code == 200
    assert hidden(answer.content, "value") == "58 kg"
    sent = {name: hidden(answer.content, name) for name in form}
    assert sent == form
    assert client.post(f"/patients/{made.patient}/entries/new", sent).status_code == 302
    assert b"58" in client.get(f"/patients/{made.patient}").content


def test_h42_what_was_typed_comes_back_also_when_another_window_noticed_first(
    sqlite_clinic: str, clock: time_machine.Coordinates
) -> None:
    client = sign_in()
    clock.shift(timedelta(minutes=16))
    client.get("/")
    late = client.post("/patients/new", {"number": "77", "name": "张三"})
    assert "张三" not in late.content.decode()
    assert hidden(late.content, "sealed")


def test_a_new_session_begins_with_a_token_that_nobody_knew(clinic: str) -> None:
    client = people.browser()
    client.cookies[COOKIE] = "planted0planted0planted0planted0"
    sign_in(client=client)
    first = client.cookies[COOKIE].value
    assert first != "planted0planted0planted0planted0"
    assert not Session.objects.filter(session_key__startswith="planted0").exists()
    # showing again who one is gives another one, and the old one opens nothing
    answer = client.post("/again", {"after": "/account", "said": people.PASSWORD})
    assert answer["Location"] == "/account"
    assert client.cookies[COOKIE].value != first
    old = people.browser()
    old.cookies[COOKIE] = first
    assert old.get("/").status_code == 302


def test_the_cookie_of_a_session_is_closed_to_scripts_and_other_sites(sqlite_clinic: str) -> None:
    morsel = sign_in().cookies[COOKIE]
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert settings.SESSION_ENGINE.endswith("db")  # it can be ended


def sign_out(user: User, client: Client) -> None:
    assert client.post("/sign-out").status_code == 302


def disable(user: User, client: Client) -> None:
    accounts.set_active(people.actor("chef", "administrator"), user, active=False)


def disable_and_enable(user: User, client: Client) -> None:
    disable(user, client)
    accounts.set_active(people.actor("chef"), user, active=True)


def reset(user: User, client: Client) -> None:
    accounts.reset(people.actor("chef", "administrator"), user)


def new_password(user: User, client: Client) -> None:
    body = {"old": people.PASSWORD, "new": "Quitten-Gelee-19", "repeat": "Quitten-Gelee-19"}
    assert client.post("/account/password", body).status_code == 302


def other_role(user: User, client: Client) -> None:
    accounts.change(
        people.actor("chef", "administrator"), user, role="viewer", full_name="", wards=[], every_ward=True
    )  # fmt: skip


def other_wards(user: User, client: Client) -> None:
    people.ward("H1")
    accounts.change(
        people.actor("chef", "administrator"), user, role="clinician", full_name="", wards=["H1"], every_ward=False
    )  # fmt: skip


@pytest.mark.parametrize(
    "act", [sign_out, disable, disable_and_enable, reset, new_password, other_role, other_wards]
)
def test_h42_every_session_ends_at_once(clinic: str, act: object) -> None:
    here, there = sign_in(), sign_in()
    assert there.get("/").status_code == 200
    bystander = sign_in("other")
    assert callable(act)
    act(User.objects.get(username="dr"), here)
    assert there.get("/").status_code == 302
    assert there.post("/patients/new", {"number": "1"}).status_code == 403
    assert here.get("/").status_code == (200 if act is new_password else 302)
    assert bystander.get("/").status_code == 200


def test_another_name_alone_ends_no_session(sqlite_clinic: str) -> None:
    client = sign_in()
    user = User.objects.get(username="dr")
    chef = people.actor("chef", "administrator")
    accounts.change(chef, user, role="clinician", full_name="张医生", wards=[], every_ward=True)
    assert "张医生" in client.get("/").content.decode()


UNSAFE = ("no token", "wrong token", "other session's", "cross-site origin")


@pytest.mark.parametrize("how", UNSAFE)
def test_a_form_that_is_not_from_a_page_of_this_session_is_refused(
    sqlite_clinic: str, how: str
) -> None:
    from myelobone.web.routes import ROUTES

    from .test_routes import address

    by = people.actor("maker")
    made = people.patient(by)
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    chef = people.user("chef", "administrator")
    page = strict.get("/sign-in")
    own = hidden(page.content, "csrfmiddlewaretoken")
    if how == "other session's":
        stranger = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
        own = hidden(stranger.get("/sign-in").content, "csrfmiddlewaretoken")
    headers = {"Origin": "https://elsewhere.example"} if how == "cross-site origin" else {}
    token = {"no token": "", "wrong token": "x" * 64}.get(how, own)
    strict.force_login(chef, backend="django.contrib.auth.backends.ModelBackend")
    before = Event.objects.count()
    seen = 0
    for route in ROUTES:
        if "POST" not in route.needs:
            continue
        answer = strict.post(
            address(route, made.patient), {"csrfmiddlewaretoken": token}, headers=headers
        )
        assert answer.status_code == 403, (route.path, answer.status_code)
        assert "页面已过期" in answer.content.decode(), route.path
        seen += 1
    assert seen > 12
    assert Event.objects.count() == before


def test_a_form_with_its_own_token_is_taken(sqlite_clinic: str) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    people.user("dr", password=people.PASSWORD)
    token = hidden(strict.get("/sign-in").content, "csrfmiddlewaretoken")
    body = {"username": "dr", "password": people.PASSWORD, "csrfmiddlewaretoken": token}
    assert strict.post("/sign-in", body).status_code == 302
