"""Every address of the clinic with its methods and what each requires: one table; what is not in it is refused.

A line is address, methods with their permission, and view (`module:function` below `web/`). The route ×
method × role matrix of the tests is made from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from .people.permissions import PUBLIC, SIGNED_IN


class Route(Struct, frozen=True):
    """An address (Django's path syntax, without the leading slash) and who may use it how."""

    path: str
    name: str
    view: str
    needs: dict[str, str]  # method: permission


def _get(path: str, name: str, view: str, permission: str) -> Route:
    return Route(path, name, view, {"GET": permission})


def _form(path: str, name: str, view: str, permission: str) -> Route:
    return Route(path, name, view, {"GET": permission, "POST": permission})


def _post(path: str, name: str, view: str, permission: str) -> Route:
    return Route(path, name, view, {"POST": permission})


ROUTES: tuple[Route, ...] = (
    # is it alive, is it ready
    _get("health", "health", "pages.state:health", PUBLIC),
    _get("ready", "ready", "pages.state:ready", PUBLIC),
    _post("restored", "restored", "pages.state:restored", "system.manage"),
    # people
    _form("sign-in", "sign_in", "pages.sign_in:sign_in", PUBLIC),
    _form("sign-in/code", "code", "pages.sign_in:code", PUBLIC),
    _form("sign-on", "oidc", "pages.sign_on:there", PUBLIC),
    _get("sign-on/back", "oidc_back", "pages.sign_on:back", PUBLIC),
    _get("open", "open", "context.opening:opened", PUBLIC),
    Route("session", "session", "pages.sign_in:session", {"GET": PUBLIC, "POST": SIGNED_IN}),
    _post("sign-out", "sign_out", "pages.sign_in:sign_out", SIGNED_IN),
    _form("again", "again", "pages.account:again", SIGNED_IN),
    _get("account", "account", "pages.account:account", SIGNED_IN),
    _form("account/password", "password", "pages.account:password", SIGNED_IN),
    _form("account/factor", "factor", "pages.account:second", SIGNED_IN),
    _get("people", "people", "pages.people:people", "people.manage"),
    _form("people/new", "new_account", "pages.people:new", "people.manage"),
    _form("people/wards", "wards", "pages.people:wards", "people.manage"),
    _form("people/keys", "keys", "pages.people:keys", "people.manage"),
    _post("people/keys/<int:key>/revoke", "revoke_key", "pages.people:revoke", "people.manage"),
    _form("people/<int:account>", "edit_account", "pages.people:account", "people.manage"),
    # the trail
    _get("trail", "trail", "pages.trail:trail", "audit.see"),
    _post("trail/find", "trail_find", "pages.trail:find", "audit.see"),
    _get("trail.csv", "trail_file", "pages.trail:as_csv", "audit.see"),
    _post("trail/head", "trail_head", "pages.trail:head", "audit.see"),
    _post("trail/check", "trail_check", "pages.trail:check", "audit.see"),
    _post("language", "language", "pages.sign_in:language", PUBLIC),
    # the worklist and the patient
    _get("", "worklist", "pages.worklist:worklist", "patient.see"),
    _get("patients.<str:kind>", "worklist_file", "pages.worklist:as_file", "record.export"),
    _form("patients/new", "new_patient", "pages.patients:new", "patient.write"),
    _get("patients/<str:public>", "patient", "pages.patient:patient", "patient.see"),
    _post("patients/<str:public>/confirm", "confirm", "pages.patient:confirm", "advice.sign"),
    _post("patients/<str:public>/answer", "answer", "pages.patient_acts:answer", "patient.write"),
    _post("patients/<str:public>/decide", "decide", "pages.patient_acts:decide", "patient.write"),
    _post(
        "patients/<str:public>/override", "override", "pages.patient_acts:override", "patient.write"
    ),
    _form("patients/<str:public>/done", "done", "pages.patient_acts:done", "patient.write"),
    _get("knowledge/<str:known>", "knowledge_entry", "pages.known:entry", SIGNED_IN),
    _get(
        "patients/<str:public>/pictures/<str:drawing>.svg",
        "picture",
        "pages.drawn:picture",
        "patient.see",
    ),
    _get(
        "patients/<str:public>/plan.ics", "plan_file", "pages.drawn:calendar_file", "record.export"
    ),
    _get("patients/<str:public>/what-if", "suppose", "pages.supposing:suppose", "patient.see"),
    _get("patients/<str:public>/past", "past", "pages.past:past", "patient.see"),
    _get("patients/<str:public>/past/<int:number>", "past_one", "pages.past:one", "patient.see"),
    # entries
    _form("patients/<str:public>/entries/new", "new_entry", "pages.entries:new", "patient.write"),
    _form(
        "patients/<str:public>/entries/<int:position>",
        "entry",
        "pages.entries:entry",
        "patient.write",
    ),
)

# The JSON interface is mounted whole; each of its operations stands here as (method, path below /api/).
API: dict[tuple[str, str], str] = {
    ("GET", "/health"): PUBLIC,
    ("GET", "/openapi.json"): PUBLIC,
    ("GET", "/patients"): "patient.see",
    ("POST", "/patients"): "patient.write",
    ("GET", "/patients/{public}"): "patient.see",
    ("PUT", "/patients/{public}"): "patient.write",
    ("GET", "/patients/{public}/record"): "record.export",
    ("GET", "/patients/{public}/entries"): "patient.see",
    ("POST", "/patients/{public}/entries"): "patient.write",
    ("PUT", "/patients/{public}/entries/{position}"): "patient.write",
    ("POST", "/patients/{public}/entries/{position}/withdraw"): "patient.write",
    ("GET", "/patients/{public}/advice"): "patient.see",
    ("GET", "/patients/{public}/advice/kept"): "patient.see",
    ("GET", "/patients/{public}/advice/kept/{kept_id}"): "patient.see",
    ("POST", "/patients/{public}/advice/confirm"): "advice.sign",
    ("GET", "/patients/{public}/plan"): "patient.see",
    ("POST", "/patients/{public}/what-if"): "patient.see",
    ("POST", "/advise"): "patient.see",
    ("GET", "/knowledge"): SIGNED_IN,
    ("GET", "/knowledge/entries"): SIGNED_IN,
    ("GET", "/knowledge/entries/{entry_id}"): SIGNED_IN,
    ("GET", "/schemas/{which}"): SIGNED_IN,
}


def needed(path: str, method: str) -> str | None:
    """What a method of an address requires, None for one that is not declared."""
    wanted = "GET" if method == "HEAD" else method
    if path.startswith("api/"):
        return API.get((wanted, path.removeprefix("api")))
    for route in ROUTES:
        if route.path == path:
            return route.needs.get(wanted)
    return None


def declared() -> Iterator[tuple[str, str, str]]:
    """Every address, method and permission."""
    for route in ROUTES:
        for method, permission in route.needs.items():
            yield route.path, method, permission
    for (method, path), permission in API.items():
        yield f"api{path}", method, permission
