"""Accounts through their pages: made, changed, closed; administrators side by side; keys; the trail."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from msgspec.structs import replace

from myelobone.web.audit.models import Event
from myelobone.web.people import accounts, tokens
from myelobone.web.people.models import Token, User
from myelobone.web.people.permissions import ROLES

from . import people


@pytest.fixture
def chef(clinic: str) -> Client:
    """The administrator of a clinic, signed in."""
    return people.client("chef", "administrator")


def body(client: Client, path: str, **form: object) -> str:
    answer = client.post(path, form) if form else client.get(path)
    return answer.content.decode()


def test_an_administrator_makes_an_account_and_its_owner_takes_it_over(chef: Client) -> None:
    assert chef.post("/people/wards", {"code": "H1", "name": "血液一病区"}).status_code == 302
    form = {"username": "zhang", "full_name": "张医生", "role": "clinician", "wards": ["H1"]}
    page = body(chef, "/people/new", **form)
    first = re.search(r'class="once">([a-z0-9-]+)<', page)
    assert first
    user = User.objects.get(username="zhang")
    assert [ward.code for ward in user.wards.all()] == ["H1"]
    assert first[1] not in user.password
    assert first[1] not in "".join(event.details for event in Event.objects.all())
    client = people.browser()
    answer = client.post("/sign-in", {"username": "zhang", "password": first[1]})
    assert answer.status_code == 302
    assert "张医生" in body(client, "/account/password")
    assert "一次性密码，待" not in body(chef, "/people")
    assert "待改一次性密码" in body(chef, "/people")


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"username": "a", "role": "viewer"}, "2–80"),
        ({"username": "a b", "role": "viewer"}, "2–80"),
        ({"username": "chef", "role": "viewer"}, "账号已存在"),
        ({"username": "neu", "role": "owner"}, "请选择角色"),
        ({"username": "neu"}, "请选择角色"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_what_was_typed_stays(
    sqlite_clinic: str, form: dict[str, str], why: str
) -> None:
    client = people.client("chef", "administrator")
    answer = client.post("/people/new", {**form, "full_name": "李四"})
    assert answer.status_code == 409
    assert why in answer.content.decode()
    assert "李四" in answer.content.decode()
    assert User.objects.count() == 1


def test_the_last_administrator_stays_and_nobody_closes_or_promotes_themselves(
    chef: Client,
) -> None:
    own = User.objects.get(username="chef")
    for form in ({"act": "disable"}, {"act": "save", "role": "viewer"}):
        assert "不能停用自己" in body(chef, f"/people/{own.pk}", **form)
    actor = people.actor("second", "security_administrator")
    with pytest.raises(accounts.NotSo, match="last"):
        accounts.set_active(actor, own, active=False)
    with pytest.raises(accounts.NotSo, match="last"):
        accounts.change(actor, own, role="viewer", full_name="", wards=[], every_ward=False)
    # an account that is closed counts for nothing
    third = people.user("third", "administrator")
    accounts.set_active(actor, third, active=False)
    with pytest.raises(accounts.NotSo, match="last"):
        accounts.set_active(actor, own, active=False)
    accounts.set_active(actor, third, active=True)
    accounts.set_active(actor, own, active=False)
    assert not User.objects.get(username="chef").is_active


def test_with_three_administrators_side_by_side_nobody_does_it_all(
    chef: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = replace(settings.CLINIC, separate_administrators=True)
    monkeypatch.setattr(settings, "CLINIC", apart)
    for path in ("/people", "/trail"):
        assert chef.get(path).status_code == 403  # the old administrator of everything
    people.user("sys", "system_administrator")
    people.user("aud", "audit_administrator")
    security = people.client("sec", "security_administrator")
    assert 'value="administrator"' not in body(security, "/people/new")
    page = body(security, "/people/new", username="all", role="administrator")
    assert "三员分立" in page
    for name, role in (("sec", "security"), ("sys", "system"), ("aud", "audit")):
        client = people.client(name, f"{role}_administrator")
        may = {
            "/people": client.get("/people").status_code == 200,
            "/trail": client.get("/trail").status_code == 200,
            "/": client.get("/").status_code == 200,
        }
        assert may == {"/people": role == "security", "/trail": role == "audit", "/": False}
        assert client.post("/restored").status_code == (302 if role == "system" else 403)
    # each of them is the last of its kind
    for name in ("sys", "aud"):
        with pytest.raises(accounts.NotSo, match="last"):
            accounts.set_active(people.actor("sec"), User.objects.get(username=name), active=False)


def test_h34_a_closed_account_opens_nothing_neither_page_nor_key(chef: Client) -> None:
    by = people.actor("dr")
    made = people.patient(by)
    client = people.client("dr")
    user = User.objects.get(username="dr")
    text = tokens.issue(by, user, "lab", ["patient.see"], 30)[1]
    key = {"HTTP_AUTHORIZATION": f"Bearer {text}"}
    assert client.get(f"/api/patients/{made.patient}", **key).status_code == 200
    assert chef.post(f"/people/{user.pk}", {"act": "disable"}).status_code == 302
    assert people.browser().get(f"/api/patients/{made.patient}", **key).status_code == 401
    for path in ("/", f"/patients/{made.patient}", "/account"):
        assert client.get(path).status_code == 302, path
    assert "已停用" in body(chef, "/people")
    again = people.browser()
    answer = again.post("/sign-in", {"username": "dr", "password": people.PASSWORD})
    assert answer.status_code == 403


def test_a_key_is_issued_shown_once_and_revoked(chef: Client) -> None:
    people.user("lab", "coordinator")
    made = people.patient(people.actor("dr"))
    form = {"name": "检验系统", "account": "lab", "scopes": ["patient.see"], "days": "30"}
    page = body(chef, "/people/keys", **form)
    text = re.search(r'class="once">(mb_\w+?_[\w-]+)<', page)
    assert text
    assert text[1] not in body(chef, "/people/keys")
    key = {"HTTP_AUTHORIZATION": f"Bearer {text[1]}"}
    assert people.browser().get(f"/api/patients/{made.patient}", **key).status_code == 200
    assert chef.post(f"/people/keys/{Token.objects.get().pk}/revoke").status_code == 302
    assert people.browser().get(f"/api/patients/{made.patient}", **key).status_code == 401
    for wrong in (
        {"days": "0"},
        {"days": "９９"},
        {"scopes": ["people.manage"]},
        {"account": "nobody"},
    ):
        answer = chef.post("/people/keys", {**form, **wrong})
        assert answer.status_code == 409, wrong
    assert Token.objects.count() == 1


def test_everything_that_is_done_to_an_account_is_in_the_trail(chef: Client) -> None:
    user = people.user("dr")
    for act in ("reset", "disable", "enable"):
        chef.post(f"/people/{user.pk}", {"act": act})
    chef.post(f"/people/{user.pk}", {"role": "viewer", "every_ward": "on"})
    told = [event.act for event in Event.objects.filter(name="chef", act__startswith="account.")]
    assert told == [
        "account.password_reset", "account.disabled", "account.enabled", "account.changed",
    ]  # fmt: skip


def test_the_trail_is_filtered_by_patient_person_act_and_day(chef: Client) -> None:
    by = people.actor("dr")
    made = people.patient(by, number="7001", name="王审计")
    other = people.patient(by, number="7002")
    people.client("dr").get(f"/patients/{made.patient}")
    found = chef.post("/trail/find", {"number": "7001"})
    assert found["Location"] == f"/trail?patient={made.patient}"
    assert chef.post("/trail/find", {"number": "0"})["Location"] == "/trail?missing=1"
    page = body(chef, found["Location"])
    rows = page.split("<tbody>")[1]
    assert made.patient in rows
    assert other.patient not in rows
    assert "王审计" not in page
    assert "7001" not in page
    rows = body(chef, "/trail?person=dr&act=patient.seen").split("<tbody>")[1]
    assert rows.count("<tr>") == 1
    assert (
        "patient.created"
        in body(chef, "/trail?act=patient&day=20200101&to=20991231").split("<tbody>")[1]
    )
    assert "没有符合的记录" in body(chef, "/trail?day=20200101")
    assert "日期请写作" in body(chef, "/trail?day=yesterday")


def test_the_trail_goes_out_as_csv_that_runs_nothing(chef: Client) -> None:
    user = people.user("=HYPERLINK(1)", "viewer")
    people.client(user.username).get("/trail")
    answer = chef.get("/trail.csv?act=access")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["act"] for row in rows] == ["access.refused"]
    assert rows[0]["name"] == "'=HYPERLINK(1)"
    assert all(row["hash"] for row in rows)
    assert Event.objects.filter(act="trail.exported", name="chef").count() == 1


def test_h36_a_tampered_trail_is_told_on_the_page_that_checks_it(chef: Client) -> None:
    people.patient(people.actor("dr"))
    head = chef.post("/trail/head")
    assert '"seq"' in head.content.decode()
    assert "全部完好" in body(chef, "/trail/check", now="1")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_event_kept_update")
        else:
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_event SET name = 'nobody' WHERE act = 'patient.created'")
    page = body(chef, "/trail/check", now="1")
    assert "处与写入时不符" in page
    assert "全部完好" not in page


def test_each_role_begins_where_it_may_be(sqlite_clinic: str) -> None:
    for role in ROLES:
        people.user(role, role, password=people.PASSWORD)
        client = people.browser()
        answer = client.post("/sign-in", {"username": role, "password": people.PASSWORD})
        assert client.get(answer["Location"]).status_code == 200, role
        page = body(client, "/account")
        assert "退出" in page
        assert f">{role}<" in page  # the name, on every page
