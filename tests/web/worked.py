"""Worked patients of the knowledge in a clinic, moved so that their day is the clinic's."""

from __future__ import annotations

import json
import secrets
from datetime import date
from functools import cache
from typing import Any

from myelobone.change.worked import worked
from myelobone.decide.patients import Case
from myelobone.edition import own_edition
from myelobone.language.compiled import default_folder
from myelobone.record.read import read_record
from myelobone.web.screen.look import View
from myelobone.web.screen.whole import view_of
from myelobone.web.serve.demo import moved_to
from myelobone.web.store.entries import add_entries
from myelobone.web.store.patients import create_patient
from myelobone.web.store.person import OWN, Number, Person
from myelobone.web.store.reading import Chart
from myelobone.web.store.writing import Written

from . import people
from .served import Served


@cache
def cases() -> dict[str, Case]:
    """Every worked patient on every one of its days, by name."""
    return {case.name: case for case in worked(default_folder() / "patients")}


def case(start: str) -> Case:
    """The first case whose name begins so."""
    return next(
        each for name, each in cases().items() if name == start or name.startswith(f"{start}-")
    )


def view(of: Case, lang: str = "zh", *, without: tuple[str, ...] = ()) -> View:
    """The screen's view of a case on its own day, without a database."""
    from myelobone.api import advise

    entries = [each for each in of.record["entries"] if each["what"] not in without]
    record = read_record({**of.record, "entries": entries}, own_edition().vocabulary)
    nobody: Any = None
    chart = Chart(
        patient=nobody, person=Person(name="x"), version=1, token="", record=record,
        positions=tuple(range(len(entries))),
    )  # fmt: skip
    return view_of(chart, advise(record, of.as_of), lang)  # type: ignore[arg-type]


def taken_in(of: Case, number: str, day: date, name: str = "张三") -> Written:
    """The case as a patient of the clinic of this test, its day moved to `day`."""
    moved = moved_to(of.record, of.as_of, day)
    who = moved["patient"]
    by = people.actor()
    made = create_patient(
        by, Person(
            name=name, sex=str(who.get("sex") or ""), born=str(who.get("born") or ""),
            numbers=(Number(OWN, number),), site=moved.get("site"),
        ), key=people.key(),
    )  # fmt: skip
    return add_entries(
        by, made.patient, moved["entries"], expected=made.token, key=people.key(), as_written=True
    )


def brought(office: Served, of: Case, number: str, name: str = "王示例") -> str:
    """The case as a patient of a clinic that is served, its day moved to today; its opaque id."""
    moved = moved_to(of.record, of.as_of, date.today())
    who = moved["patient"]
    body = {
        "name": name, "numbers": [{"system": "his", "number": number}],
        "sex": str(who.get("sex") or ""), "born": str(who.get("born") or ""),
    }  # fmt: skip
    status, headers, answer = office.ask(
        "POST", "/api/patients", body, Idempotency_Key=secrets.token_hex(12)
    )
    assert status == 201, answer
    public = str(json.loads(answer)["patient"])
    more(office, public, headers["ETag"], *moved["entries"])
    return public


def more(office: Served, public: str, token: str, *entries: dict[str, Any]) -> str:
    """Entries added to a patient of a clinic that is served; the new token."""
    plain = json.loads(json.dumps({"entries": list(entries)}, default=str))
    status, headers, answer = office.ask(
        "POST", f"/api/patients/{public}/entries", plain, If_Match=token, Idempotency_Key=secrets.token_hex(12),
    )  # fmt: skip
    assert status < 300, answer
    return str(headers["ETag"])


def token(office: Served, public: str) -> str:
    """The token of a patient's present version."""
    return str(office.ask("GET", f"/api/patients/{public}")[1]["ETag"])
