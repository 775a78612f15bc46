"""What one person may not see of a patient: guessed ids, other wards, logs, addresses, error pages, files (H34, H35)."""

from __future__ import annotations

import json
import os
import re
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from myelobone.web import routes
from myelobone.web.audit.models import Event
from myelobone.web.people.models import User
from myelobone.web.people.permissions import PUBLIC, ROLES
from myelobone.web.store.models import Patient

from . import people
from .served import Served, served
from .test_routes import METHODS, address

NAME, NUMBER = "魏canary翡翠", "CANARY0098317"


def in_ward(name: str, role: str, code: str) -> Client:
    client = people.client(name, role, every_ward=False)
    User.objects.get(username=name).wards.add(people.ward(code))
    return client


def test_h34_what_belongs_to_another_ward_is_as_if_it_were_not_there(clinic: str) -> None:
    by = people.actor("maker")
    people.ward("H1"), people.ward("H2")
    there = people.patient(by, number="2", name="邻病区", ward="H2")
    people.add(by, there, {"on": "2026-11-18", "what": "weight", "value": "58 kg"})
    client = in_ward("here", "clinician", "H1")
    before = Patient.objects.get(public=there.patient).version
    seen = 0
    for route in routes.ROUTES:
        if "<str:public>" not in route.path:
            continue
        for method in route.needs:
            real = client.generic(method, address(route, there.patient))
            guessed = client.generic(method, address(route, "zzzzzzzzzzzz"))
            assert real.status_code == guessed.status_code == 404, (method, route.path)
            assert "邻病区" not in real.content.decode()
            seen += 1
    assert seen >= 5
    assert Patient.objects.get(public=there.patient).version == before


def test_h34_a_hundred_guessed_ids_find_nothing(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    people.ward("H1"), people.ward("H2")
    public = people.patient(by, ward="H2").patient
    client = in_ward("here", "viewer", "H1")
    for number in range(100):
        guess = public[:-2] + f"{number:02d}"
        assert client.get(f"/patients/{guess}").status_code == 404
    assert Event.objects.filter(act="patient.refused", name="here").count() == 100


def ended(client: Client) -> None:
    session = client.session
    session["last"] -= 16 * 60
    session.save()


def closed(client: Client) -> None:
    User.objects.filter(username="dr").update(is_active=False)


def signed_out(client: Client) -> None:
    User.objects.filter(username="dr").update(epoch=99)


@pytest.mark.parametrize("how", [ended, closed, signed_out])
def test_h34_no_cell_of_the_matrix_opens_to_a_session_that_is_over(
    sqlite_clinic: str, how: object
) -> None:
    by = people.actor("maker")
    made = people.patient(by)
    client = people.client("dr", "clinician")
    assert client.get("/").status_code == 200
    assert callable(how)
    seen = 0
    for route in routes.ROUTES:
        for method in METHODS:
            if route.needs.get(method) == PUBLIC:
                continue
            if how is ended:
                client.force_login(User.objects.get(username="dr"), backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
            how(client)
            answer = client.generic(method, address(route, made.patient))
            expected = 302 if method == "GET" else 403
            allowed = (expected, 405) if method not in route.needs else (expected,)
            assert answer.status_code in allowed, (method, route.path, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"].startswith("/sign-in?")
            seen += 1
    assert seen > 60


def test_every_role_stands_in_the_words_and_in_the_page(sqlite_clinic: str) -> None:
    from myelobone.web.words.all import WORDS

    assert {f"role.{role}" for role in ROLES} <= set(WORDS)


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("canary")
    (folder / "tmp").mkdir()
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder / "tmp")
    try:
        with served(folder / "data") as server:
            yield server
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before


def test_h35_no_patient_in_logs_addresses_error_pages_or_files(
    canary: Served,
) -> None:
    public, token = canary.patient(NUMBER, NAME)
    canary.add(public, token, NAME)
    cookies: dict[str, str] = {}
    told: list[str] = []

    def ask(method: str, path: str, body: str | None = None, **more: str) -> tuple[int, str]:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), **more}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        status, headers, answer = canary.ask(method, path, body, **sent)
        for name, value in headers.items():
            told.append(f"{name}: {value}")
        return status, answer.decode("utf-8", "replace")

    def keep() -> None:
        for line in told:
            if line.lower().startswith("set-cookie:"):
                for name, morsel in SimpleCookie(line.partition(":")[2]).items():
                    cookies[name] = morsel.value

    def form(page: str, **fields: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        return urlencode({"csrfmiddlewaretoken": found[1], **fields})

    _, page = ask("GET", "/sign-in")
    keep()
    # somebody types a patient where an account belongs
    status, _ = ask("POST", "/sign-in", form(page, username=NAME, password=NUMBER))
    assert status == 403
    status, _ = ask("POST", "/sign-in", form(page, username="dr", password=people.PASSWORD))
    assert status == 302
    keep()
    status, page = ask("GET", f"/patients/{public}")
    assert status == 200
    assert NAME in page
    errors = []
    for method, path, fields in (
        ("POST", "/patients/new", {"number": NUMBER, "name": NAME, "key": "k" * 12}),  # taken
        ("POST", f"/patients/{public}/entries/new", {"value": NAME, "key": "k" * 13}),  # unreadable
        ("GET", f"/patients/{NUMBER}", None),
        ("GET", f"/open?number={NUMBER}&system=his&sig=00", None),
        ("GET", f"/sign-on/back?code={NUMBER}&state=1", None),
        ("GET", f"/?q={NUMBER}", None),
        ("POST", f"/{NUMBER}", {"name": NAME}),
        ("POST", "/patients/new", None),
    ):
        status, answer = ask(method, path, form(page, **fields) if fields else None)
        if method == "GET" and status >= 400:
            errors.append(answer)
    forged = ask("POST", "/patients/new", urlencode({"name": NAME, "number": NUMBER}))
    assert forged[0] == 403
    errors += [forged[1], ask("GET", f"/nowhere/{NUMBER}")[1]]
    assert len(errors) >= 3
    for error in errors:
        body = re.sub(
            r'name="next" value="[^"]*"', "", error
        )  # the address that the browser holds anyway
        assert NUMBER not in body
        assert NAME not in body
    log = canary.said()
    assert log.count('"event": "request"') > 10
    for line in [*log.splitlines(), *told]:
        assert NUMBER not in line, line
        assert NAME not in line, line
    trail = Path(canary.data)
    beside = [path for path in trail.rglob("*") if path.is_file() and "sqlite3" not in path.name]
    beside += [path for path in (trail.parent / "tmp").rglob("*") if path.is_file()]
    assert len(beside) >= 3
    for path in beside:
        content = path.read_bytes()
        assert NUMBER.encode() not in content, path
        assert NAME.encode() not in content, path
    assert json.loads(canary.ask("GET", "/ready")[2])["ready"]
    assert NAME not in canary.ask("GET", "/ready")[2].decode()
