"""The list of patients: what it counts, filters, orders and exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from time_machine import travel

from myelobone.api import advise
from myelobone.edition import own_edition
from myelobone.web.store.models import Glance as Kept
from myelobone.web.store.models import Patient
from myelobone.web.store.reading import chart
from myelobone.web.worklist import rows as listing
from myelobone.web.worklist.export import safe
from myelobone.web.worklist.glance import glance

from . import people

DISEASE = {"on": "2026-08-24", "what": "disease", "value": "active_myeloma"}
HIGH = {"on": "2026-11-30", "what": "calcium", "value": "3.4 mmol/L"}
GIVEN = {"on": "2026-10-20", "what": "given", "agent": "zoledronic_acid", "dose": "4 mg"}


@pytest.fixture(autouse=True)
def a_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(listing, "MOMENT", 60.0)  # however busy the machine is
    with travel("2026-12-01T02:00:00Z", tick=True):
        yield


def three() -> None:
    """Nothing known, a course under way, something that cannot wait."""
    by = people.actor("maker")
    people.patient(by, "0001", "陈静")
    people.add(by, people.patient(by, "0002", "李明"), DISEASE, GIVEN)
    people.add(by, people.patient(by, "0003", "=1+1"), DISEASE, HIGH)


def names(text: str) -> list[str]:
    return [name for name in ("陈静", "李明", "=1+1") if f">{name}</a>" in text]


def test_the_list_shows_first_who_cannot_wait(clinic: str) -> None:
    three()
    text = people.client().get("/").content.decode()
    assert text.index(">=1+1</a>") < text.index(">李明</a>")
    assert "has-stop" in text


def test_the_filters_stand_in_the_address_and_count_what_they_show(sqlite_clinic: str) -> None:
    three()
    client = people.client()
    text = client.get("/").content.decode()
    assert names(client.get("/?show=stops").content.decode()) == ["=1+1"]
    assert names(client.get("/?q=lm").content.decode()) == ["李明"]
    assert names(
        client.get("/?show=nonsense&sort=nonsense&page=99999999999").content.decode()
    ) == names(text)
    for row in listing.rows(list(Patient.objects.all())):
        made = glance(advise(chart(row.patient).record, "2026-12-01"), own_edition().screens)
        assert row.glance == made


def test_a_line_is_made_anew_when_record_or_day_is_another(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    made = people.add(by, people.patient(by, "0002", "李明"), DISEASE, GIVEN)
    client = people.client()
    assert names(client.get("/?show=stops").content.decode()) == []
    assert Kept.objects.get().day == "2026-12-01"
    people.add(by, made, HIGH)
    assert names(client.get("/?show=stops").content.decode()) == ["李明"]
    with travel("2026-12-02T02:00:00Z", tick=True):
        people.client().get("/")
        assert Kept.objects.get().day == "2026-12-02"


def test_what_takes_too_long_is_said_and_made_behind(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    three()
    monkeypatch.setattr(listing, "MOMENT", 0.0)
    behind: list[int] = []
    monkeypatch.setattr(listing, "_go_on", behind.extend)
    text = people.client().get("/?show=stops").content.decode()
    assert names(text) == ["陈静", "李明", "=1+1"]
    assert len(behind) == 3
    assert "正在计算" in text


def test_h32_a_name_never_becomes_a_formula_in_the_exported_list(sqlite_clinic: str) -> None:
    three()
    client = people.client()
    response = client.get("/patients.csv?show=stops")
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[1] for row in table[1:]] == ["'=1+1"]
    assert [row[0] for row in table[1:]] == ["0003"]  # text: its zeros are kept
    assert [safe(text) for text in ("+1", "-1", "@x", "\tx", "张")] == [
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "张",
    ]
    told = json.loads(client.get("/patients.json").content)
    assert {each["name"] for each in told} == {"陈静", "李明", "=1+1"}
    assert people.client("v", "viewer").get("/patients.csv").status_code == 403


def test_h34_the_list_holds_the_wards_of_the_account_alone(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    people.ward("H1"), people.ward("H2")
    people.patient(by, "1", "陈静", ward="H1")
    people.patient(by, "2", "李明", ward="H2")
    one = people.user("one", every_ward=False)
    one.wards.add(people.ward("H1"))
    client = people.client("one")
    assert names(client.get("/").content.decode()) == ["陈静"]
    assert [each["name"] for each in json.loads(client.get("/patients.json").content)] == ["陈静"]


def test_h30_the_number_of_a_patient_keeps_its_zeros_however_wide_it_is_typed(
    sqlite_clinic: str,
) -> None:
    people.patient(people.actor("maker"), "００１２", "陈静")
    client = people.client()
    assert names(client.get("/?q=0012").content.decode()) == ["陈静"]
    assert names(client.get("/?q=12").content.decode()) == []
    told = json.loads(client.get("/patients.json").content)
    assert told[0]["numbers"][0]["number"] == "0012"
