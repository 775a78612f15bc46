"""What is said of a patient is only added to, by whom it was, once, and in a stable order."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection

from myelobone.web.audit.models import Event, Unchangeable
from myelobone.web.store import entries, patients, reading
from myelobone.web.store.models import EntryVersion, Patient
from myelobone.web.store.person import OWN, Number, Person
from myelobone.web.store.refusals import (
    KeyReused,
    NoReason,
    NoSuchEntry,
    NumberTaken,
    Stale,
    Unreadable,
)

from . import people

pytestmark = pytest.mark.usefixtures("clinic")
WEIGHT = {"on": "2026-11-18", "what": "weight", "value": "58 kg"}


def chart(public: str, version: int | None = None) -> reading.Chart:
    return reading.chart(Patient.objects.get(public=public), version)


def test_an_entry_that_was_added_is_in_the_record_that_advice_is_made_from() -> None:
    by = people.actor()
    made = people.add(by, people.patient(by, sex="female", born="1961-03-04"), WEIGHT)
    read = chart(made.patient)
    assert read.record.patient.sex == "female"
    assert [(entry.what, entry.value and entry.value.low) for entry in read.record.entries] == [
        ("weight", 58.0)
    ]
    assert read.token == made.token
    assert read.positions == (0,)


def test_a_corrected_entry_keeps_its_place_and_the_old_one_stays_with_who_and_why() -> None:
    by = people.actor()
    made = people.add(
        by, people.patient(by), WEIGHT, {"on": "2026-11-18", "what": "height", "value": "160 cm"}
    )
    better = {**WEIGHT, "value": "85 kg"}
    done = entries.correct_entry(
        by, made.patient, 0, better, "读错", expected=made.token, key=people.key()
    )
    read = chart(made.patient)
    assert [entry.what for entry in read.record.entries] == ["weight", "height"]
    assert read.record.entries[0].value is not None
    assert read.record.entries[0].value.low == 85.0
    old, new = reading.history(read.patient)[0]
    assert json.loads(old.body)["value"] == "58 kg"
    assert (new.act, new.because, new.by_name) == ("correct", "读错", "dr")
    assert done.token == read.token


def test_a_withdrawn_entry_no_longer_counts_and_can_still_be_read() -> None:
    by = people.actor()
    made = people.add(by, people.patient(by), WEIGHT)
    entries.withdraw_entry(by, made.patient, 0, "他人结果", expected=made.token, key=people.key())
    read = chart(made.patient)
    assert read.record.entries == ()
    assert [row.act for row in reading.history(read.patient)[0]] == ["add", "withdraw"]
    with pytest.raises(NoSuchEntry):
        entries.withdraw_entry(by, made.patient, 0, "再次", expected=read.token, key=people.key())


def test_every_earlier_version_can_be_read_as_it_was() -> None:
    by = people.actor()
    made = people.add(by, people.patient(by), WEIGHT)
    before = chart(made.patient).record.digest
    entries.withdraw_entry(by, made.patient, 0, "误录", expected=made.token, key=people.key())
    assert chart(made.patient, 2).record.digest == before
    assert chart(made.patient, 1).record.entries == ()


def test_a_form_made_from_an_older_version_writes_nothing() -> None:
    by = people.actor()
    made = people.patient(by)
    people.add(by, made, WEIGHT)
    with pytest.raises(Stale) as stale:
        people.add(by, made, WEIGHT)
    assert stale.value.present == "1-2"
    assert EntryVersion.objects.count() == 1


def test_the_same_request_sent_again_gives_the_same_answer_and_one_entry() -> None:
    by, key = people.actor(), people.key()
    made = people.patient(by)
    first = entries.add_entries(by, made.patient, [WEIGHT], expected=made.token, key=key)
    again = entries.add_entries(by, made.patient, [WEIGHT], expected=made.token, key=key)
    assert (again.token, again.positions, again.repeated) == (first.token, first.positions, True)
    assert EntryVersion.objects.count() == 1
    with pytest.raises(KeyReused):
        entries.add_entries(
            by, made.patient, [{**WEIGHT, "value": "59 kg"}], expected=made.token, key=key
        )


def test_nothing_is_corrected_or_withdrawn_without_a_reason() -> None:
    by = people.actor()
    made = people.add(by, people.patient(by), WEIGHT)
    with pytest.raises(NoReason):
        entries.correct_entry(
            by, made.patient, 0, WEIGHT, " ", expected=made.token, key=people.key()
        )
    with pytest.raises(NoReason):
        entries.withdraw_entry(by, made.patient, 0, "", expected=made.token, key=people.key())
    with pytest.raises(NoReason):
        patients.change_person(
            by,
            made.patient,
            Person(numbers=(Number(OWN, "1"),)),
            "",
            expected=made.token,
            key=people.key(),
        )


def test_an_entry_that_no_record_could_hold_is_refused() -> None:
    by = people.actor()
    made = people.patient(by)
    for body in ({}, {"on": "2026-11-18"}, {"what": "weight", "value": float("nan")}):
        with pytest.raises(Unreadable):
            people.add(by, made, body)
    assert EntryVersion.objects.count() == 0


def test_a_number_of_one_system_is_one_patient_and_never_merged() -> None:
    by = people.actor()
    made = people.patient(by, number="0012")
    with pytest.raises(NumberTaken) as taken:
        people.patient(by, number="0012", name="另一人")
    assert taken.value.patient == made.patient
    people.patient(by, number="12")  # zeros are part of the number
    assert Patient.objects.count() == 2


def test_who_the_patient_is_can_be_corrected_and_numbers_move_with_it() -> None:
    by = people.actor()
    made = people.patient(by, number="0012", name="张二")
    who = Person(name="张三", numbers=(Number(OWN, "0013"),))
    done = patients.change_person(
        by, made.patient, who, "写错", expected=made.token, key=people.key()
    )
    assert chart(made.patient).person.name == "张三"
    assert chart(made.patient, 1).person.name == "张二"
    assert done.token == "1-2"
    people.patient(by, number="0012")


@pytest.mark.parametrize("act", ["UPDATE {} SET body = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_written(act: str) -> None:
    by = people.actor()
    people.add(by, people.patient(by), WEIGHT)
    for table in ("store_entryversion", "store_personversion", "audit_event"):
        with pytest.raises(DatabaseError, match="kept for good"), connection.cursor() as cursor:
            cursor.execute(
                act.format(table).replace("body", "details" if "audit" in table else "body")
            )


def test_a_row_that_was_written_cannot_be_saved_or_deleted_again() -> None:
    by = people.actor()
    people.add(by, people.patient(by), WEIGHT)
    row = EntryVersion.objects.get()
    row.body = "{}"
    with pytest.raises(Unchangeable):
        row.save()
    with pytest.raises(Unchangeable):
        row.delete()


def test_every_write_has_exactly_one_row_in_the_trail() -> None:
    by = people.actor()
    made = people.add(by, people.patient(by), WEIGHT)
    entries.withdraw_entry(by, made.patient, 0, "误录", expected=made.token, key=people.key())
    told = [(event.seq, event.act, event.patient) for event in Event.objects.all()]
    assert told == [
        (1, "patient.created", made.patient),
        (2, "entry.added", made.patient),
        (3, "entry.withdrawn", made.patient),
    ]
