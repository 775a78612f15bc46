"""The hospital's own sign-on, against a real provider: who is let in, and every word that is not believed."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from msgspec.structs import replace

from myelobone.web.audit.models import Event
from myelobone.web.people.choices import Oidc
from myelobone.web.people.models import User

from . import people
from .provider import CLIENT, SECRET, Provider, provider
from .test_sessions import hidden, sign_in


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    with provider() as own:
        yield own


@pytest.fixture
def hospital(served: Provider, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The provider, known to the clinic."""
    served.person, served.wrong = {"sub": "1", "preferred_username": "dr"}, {}
    known(served, monkeypatch)
    return served


def known(served: Provider, monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
    base = served.base
    told = Oidc(
        issuer=base, client_id=CLIENT, secret_file="", authorization=f"{base}/authorize",
        token=f"{base}/token", keys=f"{base}/keys", **{"userinfo": f"{base}/userinfo", **more},
    )  # fmt: skip
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, oidc=told))
    for name, value in (
        ("OIDC_OP_AUTHORIZATION_ENDPOINT", told.authorization), ("OIDC_OP_TOKEN_ENDPOINT", told.token),
        ("OIDC_OP_USER_ENDPOINT", told.userinfo), ("OIDC_OP_JWKS_ENDPOINT", told.keys),
        ("OIDC_RP_CLIENT_ID", CLIENT), ("OIDC_RP_CLIENT_SECRET", SECRET), ("OIDC_RP_SCOPES", told.scopes),
        ("OIDC_RP_SIGN_ALGO", told.algorithm), ("OIDC_USE_PKCE", True), ("OIDC_TIMEOUT", 5),
        ("OIDC_AUTHENTICATION_CALLBACK_URL", "oidc_back"),
    ):  # fmt: skip
        monkeypatch.setattr(settings, name, value, raising=False)


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def through(client: Client, after: str = "/") -> HttpResponse:
    """There, to the provider, and back."""
    sent = client.get("/sign-on", {"next": after})
    assert sent.status_code == 302
    try:
        urllib.request.build_opener(Stays).open(sent["Location"], timeout=5)
    except urllib.error.HTTPError as found:
        location = found.headers["Location"]
        found.close()
    parts = urlsplit(location)
    assert parts.path == "/sign-on/back"
    answer: Any = client.get(f"{parts.path}?{parts.query}")
    return answer


def why() -> str:
    """The last refusal in the trail."""
    return Event.objects.filter(act="sign_in.failed").order_by("-seq")[0].details


def test_somebody_whom_the_hospital_knows_is_signed_in(clinic: str, hospital: Provider) -> None:
    people.user("dr")
    client = people.browser()
    assert "用医院统一账号登录" in client.get("/sign-in").content.decode()
    planted = client.cookies.get("session")
    answer = through(client, "/patients/new")
    assert answer["Location"] == "/patients/new"
    assert client.get("/patients/new").status_code == 200
    assert planted is None or planted.value != client.cookies["session"].value
    told = Event.objects.get(act="sign_in.done")
    assert (told.name, told.details) == ("dr", '{"how":"sign-on"}')


def test_somebody_who_has_no_account_here_is_told_so(clinic: str, hospital: Provider) -> None:
    answer = through(people.browser())
    assert answer.status_code == 403
    assert "没有对应账号" in answer.content.decode()
    assert not User.objects.exists()
    assert '"why":"unknown"' in why()


def test_a_closed_account_stays_closed_whatever_the_hospital_says(
    sqlite_clinic: str, hospital: Provider
) -> None:
    people.user("dr", is_active=False)
    client = people.browser()
    assert "已停用" in through(client).content.decode()
    assert client.get("/").status_code == 302
    assert '"why":"disabled"' in why()


WORDS: dict[str, dict[str, Any]] = {
    "signed by another key": {"forged": True},
    "not signed": {"none": True},
    "of another provider": {"iss": "https://elsewhere.example"},
    "for another program": {"aud": "other"},
    "for nobody in particular": {"aud": None},
    "run out": {"exp": 1_700_000_000},
    "that never runs out": {"exp": None},
    "for another request": {"nonce": "planted"},
    "of nobody": {"sub": None},
    "of another person than it tells of": {"sub": "2"},
}


@pytest.mark.parametrize("wrong", WORDS.values(), ids=list(WORDS))
def test_a_word_that_cannot_be_believed_opens_nothing(
    sqlite_clinic: str, hospital: Provider, wrong: dict[str, Any]
) -> None:
    people.user("dr")
    hospital.wrong = wrong
    client = people.browser()
    answer = through(client)
    assert answer.status_code == 403
    assert "登录没有完成" in answer.content.decode()
    assert client.get("/").status_code == 302
    assert '"why":"token"' in why()


@pytest.mark.parametrize("name", [None, "", "a b", "x" * 81, 7, ["dr"]])
def test_a_strange_account_name_opens_nothing(
    sqlite_clinic: str, hospital: Provider, name: object
) -> None:
    people.user("dr")
    hospital.person = {"sub": "1", "preferred_username": name}
    assert through(people.browser()).status_code == 403
    assert '"why":"claim"' in why()


def test_an_answer_that_nobody_asked_for_or_that_comes_twice_opens_nothing(
    sqlite_clinic: str, hospital: Provider
) -> None:
    people.user("dr")
    victim = people.browser()
    assert victim.get("/sign-on/back?code=abc&state=planted").status_code == 403
    client = people.browser()
    sent = client.get("/sign-on")
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    assert client.get(f"/sign-on/back?error=access_denied&state={state}").status_code == 403
    assert client.get(f"/sign-on/back?code=abc&state={state}").status_code == 403
    assert '"why":"state"' in why()


def test_a_provider_that_is_away_is_told_and_locks_nobody(
    sqlite_clinic: str, hospital: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.user("dr")
    monkeypatch.setattr(settings, "OIDC_OP_TOKEN_ENDPOINT", "http://127.0.0.1:9/token")
    for _ in range(6):
        answer = through(people.browser())
        assert answer.status_code == 403
        assert "暂时无法使用" in answer.content.decode()
    monkeypatch.setattr(settings, "OIDC_OP_TOKEN_ENDPOINT", f"{hospital.base}/token")
    assert through(people.browser()).status_code == 302


def test_accounts_are_made_and_roles_follow_where_the_settings_have_it_so(
    clinic: str, hospital: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = {"doctors": "clinician", "pharmacy": "pharmacist"}
    known(hospital, monkeypatch, create=True, role_claim="groups", roles=roles)
    hospital.person = {
        "sub": "9", "preferred_username": "neu", "name": "新医生", "groups": ["all", "doctors"],
    }  # fmt: skip
    client = people.browser()
    assert through(client).status_code == 302
    user = User.objects.get(username="neu")
    assert (user.role, user.full_name) == ("clinician", "新医生")
    assert not user.has_usable_password()
    assert not user.every_ward  # wards are given here
    hospital.person["groups"] = ["pharmacy"]
    assert through(people.browser()).status_code == 302
    user.refresh_from_db()
    assert user.role == "pharmacist"
    assert client.get("/").status_code == 302  # what was begun as another role has ended
    hospital.person["groups"] = ["kitchen"]
    assert "没有可用的角色" in through(people.browser()).content.decode()


def test_h42_who_has_no_password_shows_by_the_hospitals_sign_on_that_it_is_they(
    sqlite_clinic: str, hospital: Provider
) -> None:
    people.user("dr")
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = people.browser()
        through(client)
        clock.shift(timedelta(minutes=6))
        page = client.get("/again?next=/account").content.decode()
        assert 'name="said"' not in page
        assert "用医院统一账号登录" in page
        asked = client.session["asked"]
        sent = client.get("/sign-on", {"next": "/account"})
        assert "prompt=login" in sent["Location"]
        # an old signing in at the hospital is not enough
        hospital.wrong = {"auth_time": asked}
        assert through(client, "/account").status_code == 403
        assert client.session["asked"] == asked
        # nor is somebody else's
        people.user("other")
        hospital.wrong = {}
        hospital.person = {"sub": "2", "preferred_username": "other"}
        assert "确认的是另一个人" in through(client, "/account").content.decode()
        hospital.person = {"sub": "1", "preferred_username": "dr"}
        assert through(client, "/account")["Location"] == "/account"
        assert client.session["asked"] == asked + 360


def test_a_form_may_lead_to_the_provider_and_nowhere_else(
    sqlite_clinic: str, hospital: Provider
) -> None:
    from myelobone.web.frame.headers import Headers

    assert f"form-action 'self' {hospital.base};" in Headers(lambda _: HttpResponse()).policy


def test_what_was_typed_comes_back_after_the_hospitals_sign_on(
    sqlite_clinic: str, hospital: Provider
) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client = sign_in()
        clock.shift(timedelta(minutes=16))
        late = client.post("/patients/new", {"number": "77", "name": "张三"})
        sealed = hidden(late.content, "sealed")
        sent = client.post("/sign-on", {"next": "/", "sealed": sealed})
        assert sent.status_code == 302
        state = parse_qs(urlsplit(sent["Location"]).query)
        code = hospital.authorize({name: values[0] for name, values in state.items()})
        answer = client.get("/sign-on/back?" + urlsplit(code).query)
        assert hidden(answer.content, "number") == "77"
