"""Default deny: every route × method × role, made from the table; what is not declared does not start."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import path

from myelobone.web import checks, routes, urls
from myelobone.web.asked import advice_of
from myelobone.web.audit.models import Event
from myelobone.web.people.permissions import PUBLIC, ROLES, SIGNED_IN, may
from myelobone.web.people.tokens import issue
from myelobone.web.store.kept import keep
from myelobone.web.store.models import Patient
from myelobone.web.store.reading import chart

from . import people

# Signing in without a password is refused, and signing out would end the session of the cells that follow.
APART = {("sign_in", "POST"), ("sign_out", "POST")}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def address(route: routes.Route, public: str) -> str:
    return "/" + route.path.replace("<str:public>", public).replace("<int:position>", "0").replace(
        "<str:kind>", "csv"
    ).replace("<int:account>", "1").replace("<int:key>", "1").replace(
        "<str:known>", "3.2.b"
    ).replace("<str:drawing>", "timeline").replace("<int:number>", "1")


def test_h34_every_cell_of_route_method_and_role_is_as_declared(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    made = people.add(
        by, people.patient(by), {"on": "2026-11-18", "what": "weight", "value": "58 kg"}
    )
    issue(by, people.User.objects.get(username="maker"), "lab", ["patient.see"], 30)
    then = chart(Patient.objects.get(public=made.patient))
    assert keep(by, then, advice_of(then), "shown").pk == 1
    clients: dict[str, Client] = {role: people.client(role, role) for role in ROLES}
    clients["anonymous"] = people.browser()
    seen = 0
    for route in routes.ROUTES:
        for method in METHODS:
            for role, client in clients.items():
                if (route.name, method) in APART and role != "anonymous":
                    continue
                status = client.generic(method, address(route, made.patient)).status_code
                permission = route.needs.get(method)
                cell = f"{method} /{route.path} {role}: {status}"
                if permission is None:
                    assert status in (302, 403, 405), cell
                elif permission == PUBLIC or (role != "anonymous" and may(role, permission)):
                    assert (
                        status not in (401, 403, 404, 405, 500) or (route.name, method) in APART
                    ), cell
                elif role == "anonymous" and method == "GET":
                    assert status == 302, cell
                else:
                    assert status == 403, cell
                seen += 1
    assert seen > 300


def test_what_was_refused_to_somebody_is_in_the_trail(sqlite_clinic: str) -> None:
    assert people.client("k", "knowledge_reviewer").get("/").status_code == 403
    assert Event.objects.filter(act="access.refused", name="k").count() == 1


def test_everything_that_is_served_is_declared() -> None:
    assert checks.routes() == []
    assert {permission for _, _, permission in routes.declared()} >= {PUBLIC, SIGNED_IN}


def test_a_route_that_is_not_declared_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = path("stray", lambda request: None)  # type: ignore[arg-type,return-value]
    monkeypatch.setattr(
        checks, "get_resolver", lambda: type("R", (), {"url_patterns": [*urls.urlpatterns, stray]})
    )
    assert [found.id for found in checks.routes()] == ["clinic.E003"]
    monkeypatch.undo()
    monkeypatch.setattr(checks, "API", {})
    assert "clinic.E004" in [found.id for found in checks.routes()]


def test_a_patient_of_another_ward_is_not_found(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    people.ward("H1"), people.ward("H2")
    here = people.patient(by, number="1", ward="H1")
    there = people.patient(by, number="2", ward="H2")
    client = people.client("h1", every_ward=False)
    from myelobone.web.people.models import User

    User.objects.get(username="h1").wards.add(people.ward("H1"))
    assert client.get(f"/patients/{here.patient}").status_code == 200
    for place in ("", "/entries/new", "/entries/0"):
        assert client.get(f"/patients/{there.patient}{place}").status_code == 404
    assert there.patient not in client.get("/").content.decode()
