"""The JSON interface: what another system reads and writes, and what it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from time_machine import travel

from myelobone.web import routes
from myelobone.web.api.interface import interface
from myelobone.web.audit.models import Event
from myelobone.web.people.models import User
from myelobone.web.people.permissions import PERMISSIONS
from myelobone.web.people.tokens import BadToken, issue, revoke
from myelobone.web.store.models import KeptAdvice

from . import people

DAY = "2026-12-01"
ENTRIES = [
    {"on": "2026-08-24", "what": "disease", "value": "active_myeloma"},
    {"on": "2026-11-20", "what": "weight", "value": "58 kg"},
    {"on": "2026-11-20", "what": "creatinine", "value": "168 umol/L"},
]


class Caller:
    """Another system with a key."""

    def __init__(self, role: str = "clinician", scopes: tuple[str, ...] = (), **more: Any) -> None:
        self.user = User.objects.filter(username=role).first() or people.user(role, role, **more)
        scopes = scopes or tuple(p for p in PERMISSIONS if self.user.may(p))
        self.token, self.text = issue(
            people.actor("sec", "administrator"), self.user, "his", scopes, 30
        )
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=False)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = {"authorization": f"Bearer {self.text}", **headers}
        data = b"" if body is None else json.dumps(body).encode()
        found = self.client.generic(method, f"/api{path}", data, "application/json", headers=sent)
        assert isinstance(found, HttpResponse)
        return found

    def write(
        self, method: str, path: str, body: Any, match: str = "", **more: str
    ) -> HttpResponse:
        headers = {"idempotency-key": more.pop("key", people.key()), **more}
        return self(method, path, body, **headers, **({"if-match": match} if match else {}))


def said(response: HttpResponse) -> Any:
    return json.loads(response.content)


def code(response: HttpResponse) -> str:
    return str(said(response)["problems"][0]["code"])


def new(caller: Caller, number: str = "0012") -> tuple[str, str]:
    """A patient made through the interface: the path, and the version of the chart."""
    numbers = [{"system": "his", "number": number}]
    person = {"name": "张三", "sex": "female", "born": "1961-03-04", "numbers": numbers}
    made = caller.write("POST", "/patients", person)
    assert made.status_code == 201, made.content
    return f"/patients/{said(made)['patient']}", made.headers["ETag"]


@pytest.fixture(autouse=True)
def a_day() -> Any:
    with travel(f"{DAY}T02:00:00Z", tick=True):
        yield


def test_another_system_takes_a_patient_in_and_gets_the_advice(clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    added = his.write("POST", f"{path}/entries", {"entries": ENTRIES}, match)
    assert (added.status_code, said(added)["positions"]) == (201, [0, 1, 2])
    advice = his("GET", f"{path}/advice")
    assert said(advice)["as_of"] == DAY
    assert said(advice)["facts"]["active_myeloma"]["value"] == "yes"
    assert advice.headers["ETag"] == added.headers["ETag"]
    record = said(his("GET", f"{path}/record"))
    assert [entry["what"] for entry in record["entries"]] == ["disease", "weight", "creatinine"]
    assert said(his("GET", f"{path}/plan"))["format"] == "myelobone-plan/1"
    assert Event.objects.filter(channel="api", act="record.exported").count() == 1


def test_h18_the_same_request_sent_again_is_carried_out_once(clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    body, key = {"entries": ENTRIES[:1]}, people.key()
    first = his.write("POST", f"{path}/entries", body, match, key=key)
    again = his.write("POST", f"{path}/entries", body, match, key=key)
    assert (first.content, first.status_code) == (again.content, again.status_code)
    assert len(said(his("GET", f"{path}/entries"))["entries"]) == 1
    other = his.write("POST", f"{path}/entries", {"entries": ENTRIES[1:]}, match, key=key)
    assert (other.status_code, code(other)) == (409, "key_reused")


def test_h17_a_write_on_an_older_version_is_refused_with_the_present_one(clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    now = his.write("POST", f"{path}/entries", {"entries": ENTRIES[:1]}, match).headers["ETag"]
    late = his.write("POST", f"{path}/entries", {"entries": ENTRIES[1:]}, match)
    assert (late.status_code, code(late), late.headers["ETag"]) == (409, "stale", now)


def test_an_entry_is_corrected_and_withdrawn_and_its_past_stays(sqlite_clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    match = his.write("POST", f"{path}/entries", {"entries": ENTRIES}, match).headers["ETag"]
    right = {**ENTRIES[2], "value": "86 umol/L"}
    unsaid = his.write("PUT", f"{path}/entries/2", {"entry": right, "because": " "}, match)
    assert (unsaid.status_code, code(unsaid)) == (422, "no_reason")
    done = his.write("PUT", f"{path}/entries/2", {"entry": right, "because": "misread"}, match)
    assert done.status_code == 200
    gone = his.write(
        "POST", f"{path}/entries/1/withdraw", {"because": "other patient"}, done.headers["ETag"]
    )
    assert gone.status_code == 200
    told = said(his("GET", f"{path}/entries"))["entries"]
    assert [revision["act"] for revision in told[2]["revisions"]] == ["add", "correct"]
    assert told[2]["revisions"][0]["entry"]["value"] == "168 umol/L"
    assert (told[1]["index"], told[2]["index"]) == (None, 1)


def test_h4_a_number_that_another_patient_has_is_refused(sqlite_clinic: str) -> None:
    his = Caller()
    new(his, "0012")
    twice = his.write(
        "POST", "/patients", {"name": "李四", "numbers": [{"system": "his", "number": "0012"}]}
    )
    assert (twice.status_code, code(twice)) == (409, "number_taken")
    new(his, "12")  # a lost zero is another number


def test_h20_confirming_asks_again_and_refuses_what_has_changed(clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    match = his.write("POST", f"{path}/entries", {"entries": ENTRIES}, match).headers["ETag"]
    seen = his("GET", f"{path}/advice").headers["Advice-Digest"]
    changed = his.write(
        "POST", f"{path}/entries", {"entries": [{"on": DAY, "what": "creatinine", "value": "300 umol/L"}]},
        match,
    )  # fmt: skip
    old = his.write("POST", f"{path}/advice/confirm", {"seen": seen}, match)
    assert (old.status_code, code(old)) == (409, "stale")
    new_match = changed.headers["ETag"]
    other = his.write("POST", f"{path}/advice/confirm", {"seen": seen}, new_match)
    assert (other.status_code, code(other)) == (409, "advice_changed")
    seen = his("GET", f"{path}/advice").headers["Advice-Digest"]
    key = people.key()
    done = his.write("POST", f"{path}/advice/confirm", {"seen": seen}, new_match, key=key)
    assert (done.status_code, said(done)["purpose"]) == (201, "confirmed")
    again = his.write("POST", f"{path}/advice/confirm", {"seen": seen}, new_match, key=key)
    assert said(again) == said(done)
    with travel("2026-12-02T02:00:00Z", tick=True):
        late = his.write("POST", f"{path}/advice/confirm", {"seen": seen}, new_match)
        assert (late.status_code, code(late)) == (409, "advice_changed")


def test_what_was_said_is_kept_and_would_be_said_again_byte_for_byte(clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    his.write("POST", f"{path}/entries", {"entries": ENTRIES}, match)
    sent = his("GET", f"{path}/advice")
    kept = said(his("GET", f"{path}/advice/kept"))["kept"]
    assert [(each["purpose"], each["by"], each["as_of"]) for each in kept] == [
        ("sent", "clinician", DAY)
    ]
    body = his("GET", f"{path}/advice/kept/{kept[0]['id']}")
    assert body.content == sent.content
    assert body.headers["Advice-Again"] == "same"
    assert his("GET", f"{path}/advice/kept/{kept[0]['id'] + 1}").status_code == 404


def test_a_supposition_answers_and_is_stored_nowhere(sqlite_clinic: str) -> None:
    his = Caller()
    path, match = new(his)
    his.write("POST", f"{path}/entries", {"entries": ENTRIES}, match)
    before = his("GET", f"{path}/record").content
    found = said(his("POST", f"{path}/what-if", {"put": {"creatinine": "60 umol/L"}, "on": DAY}))
    assert any(name.startswith("facts.creatinine_clearance") for name in found["changed"])
    assert his("GET", f"{path}/record").content == before
    wrong = his("POST", f"{path}/what-if", {"put": {"creatinine": "60"}})
    assert wrong.status_code == 422


def test_a_record_is_asked_about_without_being_stored(sqlite_clinic: str) -> None:
    record = {
        "format": "myelobone-record/1", "patient": {"id": "X", "sex": "female", "born": "1961-03-04"},
        "entries": ENTRIES,
    }  # fmt: skip
    found = Caller()("POST", "/advise", {"record": record, "as_of": DAY})
    assert said(found)["patient"] == {"id": "X"}
    assert KeptAdvice.objects.count() == 0
    refused = Caller()("POST", "/advise", {"record": {"format": "other"}, "as_of": DAY})
    assert (refused.status_code, code(refused)) == (422, "record.format")


@pytest.mark.parametrize(
    "body",
    [
        {"name": 7, "numbers": [{"system": "his", "number": "1"}]},
        {"name": "x", "numbers": [{"system": "his", "number": 12}]},
        {"name": "x", "numbers": [{"system": "his", "number": "1"}], "age": 61},
        {"name": "x", "numbers": []},
        {"name": "x", "numbers": [{"system": "his", "number": "1"}], "born": "04/03/1961"},
    ],
)
def test_what_is_of_another_type_or_not_named_is_refused(sqlite_clinic: str, body: Any) -> None:
    found = Caller().write("POST", "/patients", body)
    assert (found.status_code, code(found)) == (422, "unreadable")


def test_without_a_key_that_opens_it_nothing_is_answered(sqlite_clinic: str) -> None:
    his = Caller()
    path, _ = new(his)
    assert people.browser().get(f"/api{path}").status_code == 401
    secret = his.text
    his.text = secret[:-1] + ("a" if secret[-1] != "a" else "b")
    assert his("GET", path).status_code == 401
    his.text = secret
    revoke(people.actor("sec", "administrator"), his.token)
    assert his("GET", path).status_code == 401
    late = Caller("coordinator")
    with travel("2027-01-05T00:00:00Z", tick=True):
        assert late("GET", path).status_code == 401
    assert Event.objects.filter(act="token.refused").count() == 3


def test_h34_every_operation_asks_for_scope_role_and_ward(sqlite_clinic: str) -> None:
    maker = Caller()
    path, match = new(maker)
    maker.write("POST", f"{path}/entries", {"entries": ENTRIES}, match)
    public = path.removeprefix("/patients/")
    blind = Caller("knowledge_reviewer")
    narrow = Caller("coordinator", ("patient.see",))
    people.ward("H9")
    away = Caller("pharmacist", every_ward=False)
    for (method, template), permission in routes.API.items():
        if permission in (routes.PUBLIC, routes.SIGNED_IN):
            continue
        where = (
            template.replace("{public}", public)
            .replace("{position}", "0")
            .replace("{kept_id}", "1")
        )
        assert blind(method, where).status_code == 403, (method, where)
        if permission != "patient.see":
            assert narrow(method, where).status_code == 403, (method, where)
        if "{public}" in template and away.user.may(permission):
            body = {"put": {}} if template.endswith("what-if") else None
            assert away(method, where, body).status_code == 404, (method, where)
    assert Event.objects.filter(act="access.refused").count() > 10
    assert Event.objects.filter(act="patient.refused").count() > 5


def test_a_key_is_issued_only_for_what_its_account_may(sqlite_clinic: str) -> None:
    by, viewer = people.actor("sec", "administrator"), people.user("v", "viewer")
    for scopes, days in [
        (("patient.write",), 30),
        (("nothing",), 30),
        ((), 30),
        (("patient.see",), 400),
    ]:
        with pytest.raises(BadToken):
            issue(by, viewer, "his", scopes, days)
    _, text = issue(by, viewer, "his", ["patient.see"], 30)
    assert text.split("_", 2)[2] not in json.dumps(list(Event.objects.values()), default=str)


def test_the_description_names_every_operation_and_nothing_else(sqlite_clinic: str) -> None:
    described = json.loads(people.browser().get("/api/openapi.json").content)
    found = {
        (method.upper(), path.removeprefix("/api"))
        for path, methods in described["paths"].items()
        for method in methods
    }
    assert found | {("GET", "/openapi.json")} == set(routes.API)
    assert described == json.loads(json.dumps(interface.get_openapi_schema()))


def test_the_edition_its_entries_and_the_schemas_can_be_asked_for(sqlite_clinic: str) -> None:
    his = Caller("knowledge_reviewer")
    edition = said(his("GET", "/knowledge"))
    assert (edition["review"], edition["counts"]["agent"]) == ("unsigned", 7)
    rule = said(his("GET", "/knowledge/entries?kind=rule"))["entries"][0]
    assert said(his("GET", f"/knowledge/entries/{rule['id']}"))["entries"][0] == rule
    assert his("GET", "/knowledge/entries/none.such").status_code == 404
    assert said(his("GET", "/schemas/record"))["$schema"]
    assert his("GET", "/schemas/other").status_code == 422
