"""Pictures, the calendar file, past advice and suppositions: each as the one who may see it has it, and nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from time_machine import travel

from myelobone.edition import own_edition
from myelobone.web.asked import advice_of
from myelobone.web.store.kept import keep
from myelobone.web.store.models import EntryVersion
from myelobone.web.store.reading import chart
from myelobone.web.store.writing import Written

from . import people

ENTRIES = (
    {"on": "2026-08-24", "what": "disease", "value": "active_myeloma"},
    {"on": "2026-08-28", "what": "given", "agent": "zoledronic_acid", "dose": "4 mg"},
    {"on": "2026-11-20", "what": "weight", "value": "58 kg"},
    {"on": "2026-11-20", "what": "creatinine", "value": "86 umol/L"},
    {"on": "2026-11-20", "what": "study", "modality": "wbldct", "findings": [
        {"site": "L2", "kind": "lytic", "size": "14 mm"}]},
)  # fmt: skip


@pytest.fixture(autouse=True)
def a_day() -> Iterator[None]:
    with travel("2026-12-01T02:00:00Z", tick=True):
        yield


def somebody(name: str = "张三") -> Written:
    by = people.actor("maker")
    made = people.patient(by, name=name, sex="female", born="1961-03-04")
    return people.add(by, made, *ENTRIES)


@pytest.mark.parametrize("drawing", ["timeline", "lesions", "trends"])
def test_h33_each_picture_is_drawn_whatever_the_name_and_runs_nothing(
    sqlite_clinic: str, drawing: str
) -> None:
    made = somebody('<script>alert(1)</script>"><svg onload=alert(1)>')
    response = people.client().get(f"/patients/{made.patient}/pictures/{drawing}.svg?width=99999")
    assert response.status_code == 200
    assert "sandbox" in response.headers["Content-Security-Policy"]
    tags = {each.tag.rpartition("}")[2] for each in fromstring(response.content).iter()}
    assert "script" not in tags
    assert not any(
        name.startswith("on")
        for each in fromstring(response.content).iter()
        for name in each.attrib
    )
    other = people.client().get(f"/patients/{made.patient}/pictures/other.svg")
    assert other.status_code == 404


def test_the_patients_page_holds_its_pictures(sqlite_clinic: str) -> None:
    made = somebody()
    text = people.client().get(f"/patients/{made.patient}").content.decode()
    for drawing in ("timeline", "lesions", "trends"):
        assert f"/patients/{made.patient}/pictures/{drawing}.svg" in text


def test_the_calendar_file_names_nobody(sqlite_clinic: str) -> None:
    made = somebody()
    response = people.client().get(f"/patients/{made.patient}/plan.ics")
    text = response.content.decode()
    assert text.startswith("BEGIN:VCALENDAR")
    assert "张三" not in text
    assert made.patient not in text


def test_past_advice_is_read_as_it_was_and_asked_again(clinic: str) -> None:
    made = somebody()
    by = people.actor("maker")
    client = people.client()
    from myelobone.web.store.models import Patient

    then = chart(Patient.objects.get(public=made.patient))
    row = keep(by, then, advice_of(then), "shown")
    listed = client.get(f"/patients/{made.patient}/past").content.decode()
    assert f"/patients/{made.patient}/past/{row.pk}" in listed
    people.add(by, made, {"on": "2026-11-30", "what": "calcium", "value": "3.4 mmol/L"})
    one = client.get(f"/patients/{made.patient}/past/{row.pk}").content.decode()
    assert "逐字节相同" in one
    assert client.get(f"/patients/{made.patient}/past/{row.pk + 1}").status_code == 404
    other = people.patient(by, "0009")
    assert client.get(f"/patients/{other.patient}/past/{row.pk}").status_code == 404


def test_what_is_supposed_changes_the_answer_and_is_stored_nowhere(sqlite_clinic: str) -> None:
    made = somebody()
    client = people.client()
    before = EntryVersion.objects.count()
    page = client.get(f"/patients/{made.patient}/what-if").content.decode()
    for control in own_edition().screens.what_if:
        assert f'name="{control.term}"' in page
    part = client.get(f"/patients/{made.patient}/what-if?creatinine=160&part=1").content.decode()
    assert "<html" not in part
    assert "→" in part
    assert "160 umol/L" in part
    wrong = client.get(f"/patients/{made.patient}/what-if?disease=nonsense").content.decode()
    assert "refused" in wrong
    assert EntryVersion.objects.count() == before


def test_h34_nothing_of_a_patient_of_another_ward_is_drawn(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    people.ward("H1"), people.ward("H2")
    made = people.patient(by, number="1", ward="H2")
    client = people.client("one", every_ward=False)
    for path in ("pictures/timeline.svg", "plan.ics", "past", "past/1", "what-if"):
        assert client.get(f"/patients/{made.patient}/{path}").status_code == 404, path
