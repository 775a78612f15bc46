"""Opened from the hospital's own system by a signed address: once, for minutes, for the one whom it names."""

from __future__ import annotations

import hmac
import json
import secrets
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from msgspec.structs import replace

from myelobone.web.audit.models import Event
from myelobone.web.config import Unusable, read_settings
from myelobone.web.context.signed import address
from myelobone.web.frame.headers import Headers
from myelobone.web.people import accounts
from myelobone.web.people.choices import Context
from myelobone.web.store.person import OWN
from myelobone.web.store.writing import Written

from . import people
from .served import environment

KEY = b"0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def hospital(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic that shares a key with the hospital's own system."""
    file = tmp_path / "context.key"
    file.write_bytes(KEY + b"\n")
    opens(monkeypatch, str(file))


def opens(monkeypatch: pytest.MonkeyPatch, file: str, *, sign_in: bool = False) -> None:
    context = Context(key_file=file, sign_in=sign_in)
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, context=context))


def told(number: str = "0001", user: str = "dr", key: bytes = KEY, **more: str) -> str:
    parts = {
        "system": OWN, "number": number, "user": user, "at": str(int(time.time())),
        "nonce": secrets.token_hex(12), **more,
    }  # fmt: skip
    return address(key, parts)


def made() -> Written:
    return people.patient(people.actor("maker"))


def test_the_address_is_signed_as_the_page_on_accounts_says() -> None:
    parts = {
        "at": "1795600000",
        "nonce": "n" * 16,
        "number": "00 12/345",
        "system": "his",
        "user": "张",
    }
    text = "at=1795600000&nonce=nnnnnnnnnnnnnnnn&number=00+12%2F345&system=his&user=%E5%BC%A0"
    expected = hmac.new(KEY, text.encode(), sha256).hexdigest()
    assert address(KEY, parts) == f"/open?{text}&sig={expected}"


def test_a_signed_address_opens_the_patient_for_whoever_is_signed_in(clinic: str) -> None:
    patient = made()
    client = people.client("dr")
    answer = client.get(told())
    assert answer["Location"] == f"/patients/{patient.patient}"
    assert client.get(answer["Location"]).status_code == 200
    event = Event.objects.get(act="context.opened")
    assert (event.name, event.patient) == ("dr", patient.patient)
    assert "0001" not in event.details


def test_it_opens_once(clinic: str) -> None:
    made()
    client, again = people.client("dr"), told()
    assert client.get(again).status_code == 302
    answer = client.get(again)
    assert answer.status_code == 403
    assert "已用过" in answer.content.decode()
    assert json.loads(Event.objects.get(act="context.refused").details) == {"why": "used"}


def test_it_opens_for_five_minutes_and_a_used_one_does_not_come_alive_again(
    sqlite_clinic: str,
) -> None:
    made()
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        used = told()
        client = people.client("dr")
        assert client.get(used).status_code == 302
        clock.shift(timedelta(minutes=5))
        fresh = told(at=str(int(time.time()) - 300))
        assert client.get(fresh).status_code == 302
        assert client.get(told(at=str(int(time.time()) - 301))).status_code == 403
        assert client.get(told(at=str(int(time.time()) + 301))).status_code == 403
        for _ in range(6):  # long after notes of used ones are cleared away
            clock.shift(timedelta(minutes=4))
            client.get(told())
            assert client.get(used).status_code == 403


@pytest.mark.parametrize(
    "change", ["number", "user", "system", "at", "nonce", "sig", "key", "short nonce", "no number"]
)
def test_whatever_is_changed_in_it_opens_nothing(sqlite_clinic: str, change: str) -> None:
    made()
    people.patient(people.actor("maker"), number="0002")
    client = people.client("dr")
    if change == "key":
        whole = told(key=b"x" * 32)
    elif change == "short nonce":
        whole = told(nonce="abc")
    elif change == "no number":
        whole = told(number="")
    else:
        parts = dict(parse_qsl(told().partition("?")[2]))
        parts[change] = {"number": "0002", "user": "maker", "at": str(int(time.time()) + 5)}.get(
            change, parts[change][:-1] + ("a" if parts[change][-1] != "a" else "b")
        )
        whole = f"/open?{urlencode(parts)}"
    assert client.get(whole).status_code == 403
    assert not Event.objects.filter(act="context.opened").exists()


def test_an_unknown_number_gets_a_page_that_says_so(sqlite_clinic: str) -> None:
    answer = people.client("dr").get(told(number="9999"))
    assert answer.status_code == 404
    assert "没有这个号码的患者" in answer.content.decode()
    assert "9999" not in answer.content.decode()


def test_h34_a_patient_of_another_ward_stays_closed(sqlite_clinic: str) -> None:
    people.ward("H1")
    people.patient(people.actor("maker"), ward="H1")
    client = people.client("dr", every_ward=False)
    assert client.get(client.get(told())["Location"]).status_code == 404


def test_h42_nobody_goes_on_under_the_name_of_whoever_sat_there_before(clinic: str) -> None:
    patient = made()
    people.user("dr")
    client = people.client("before")
    answer = client.get(told())
    assert answer["Location"] == f"/sign-in?next=%2Fpatients%2F{patient.patient}"
    assert client.get("/").status_code == 302
    ended = Event.objects.get(act="session.ended")
    assert (ended.name, ended.details) == ("before", '{"why":"other person"}')


def test_it_signs_in_only_where_the_settings_have_it_so(
    clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = made()
    people.user("dr")
    assert people.browser().get(told())["Location"].startswith("/sign-in")
    opens(monkeypatch, settings.CLINIC.context.key_file, sign_in=True)
    client = people.browser()
    assert client.get(told())["Location"] == f"/patients/{patient.patient}"
    assert client.get("/").status_code == 200
    assert Event.objects.get(act="sign_in.done").details == '{"how":"context"}'
    # signing still asks who it is
    assert "asked" not in client.session


@pytest.mark.parametrize("how", ["unknown", "closed", "first password"])
def test_an_account_that_cannot_sign_in_does_not_sign_in_by_an_address(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    made()
    opens(monkeypatch, settings.CLINIC.context.key_file, sign_in=True)
    if how != "unknown":
        user = people.user("dr", is_active=how != "closed")
        if how == "first password":
            accounts.reset(people.actor("chef", "administrator"), user)
    client = people.browser()
    answer = client.get(told())
    assert answer.status_code == 403
    assert "不存在或已停用" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_without_a_key_it_is_not_in_use(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made()
    client = people.client("dr")
    short = tmp_path / "short.key"
    short.write_bytes(b"short")
    for file in (str(short), str(tmp_path / "none")):
        opens(monkeypatch, file)
        assert client.get(told(key=b"short")).status_code == 403
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, context=None))
    assert "未启用" in client.get(told()).content.decode()


def test_only_named_sites_may_show_the_pages_inside_theirs(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpResponse

    own = Headers(lambda _: HttpResponse())
    client: Client = people.browser()
    assert client.get("/sign-in")["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in own.policy
    sites = ("https://his.hospital.example",)
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, frame_ancestors=sites))
    own = Headers(lambda _: HttpResponse())
    assert "frame-ancestors https://his.hospital.example" in own.policy
    assert "X-Frame-Options" not in own(client.get("/sign-in").wsgi_request).headers


LOOK = (
    "import json;from myelobone.web import settings as s;"
    "print(json.dumps([s.SESSION_COOKIE_SAMESITE,s.SESSION_COOKIE_SECURE,s.SESSION_COOKIE_NAME,s.CSRF_COOKIE_SAMESITE]))"
)


@pytest.mark.parametrize(
    ("text", "cookie"),
    [
        ("", ["Lax", False, "session", "Lax"]),
        ("https = true", ["Lax", True, "__Host-session", "Lax"]),
        (
            'https = true\nframe_ancestors = ["https://his.hospital.example"]',
            ["None", True, "__Host-session", "None"],
        ),
        ('frame_ancestors = ["https://his.hospital.example"]', ["Lax", False, "session", "Lax"]),
    ],
)
def test_the_cookie_goes_into_frames_only_where_it_must(
    tmp_path: Path, text: str, cookie: list[object]
) -> None:
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env={**environment(), "MYELOBONE_DATA": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == cookie


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[context]\nkey_file = "/nowhere/context.key"', "context.key_file"),
        ('[second_factor_roles]\nowner = "required"', "owner"),
        ('second_factor = "maybe"', "second_factor"),
        ("idle_minutes = 0", "idle_minutes"),
        ('[ldap]\nserver = "ldaps://x"', "account"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_their_key(
    tmp_path: Path, text: str, why: str
) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(Unusable, match=why):
        read_settings(tmp_path)


def test_a_directory_without_its_extra_is_said_before_anything_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from myelobone.web.people.apps import directory
    from myelobone.web.people.choices import Ldap

    assert directory() == []
    ldap = Ldap(server="ldaps://ldap.hospital.example", account="uid={},dc=hospital")
    monkeypatch.setattr(settings, "CLINIC", replace(settings.CLINIC, ldap=ldap))
    monkeypatch.setitem(sys.modules, "django_auth_ldap", None)  # as where it is not installed
    assert [found.id for found in directory()] == ["clinic.E007"]
    assert "myelobone[ldap]" in directory()[0].msg
