"""The trail: nothing in it, and nothing that it tells of, can be altered unseen; its clock does not go back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection

from myelobone.web.audit import chain, digests, heads
from myelobone.web.audit.models import Event
from myelobone.web.people.actor import SYSTEM
from myelobone.web.serve.settle import accept_clock
from myelobone.web.serve.verify import verify
from myelobone.web.store.models import EntryVersion

from . import people

WEIGHT = {"on": "2026-11-18", "what": "weight", "value": "58 kg"}


def run(*statements: str) -> None:
    """Statements of somebody with all rights on the database, who first takes the guards away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            for _, made in guards:
                cursor.execute(made)


def filled(entries: int = 4) -> None:
    by = people.actor()
    made = people.patient(by)
    for number in range(entries):
        made = people.add(by, made, {**WEIGHT, "value": f"{50 + number} kg"})


def kinds(found: list[object]) -> set[str]:
    return {fault.kind for fault in found}  # type: ignore[attr-defined]


@pytest.mark.usefixtures("clinic")
def test_h36_a_trail_that_nobody_touched_is_well() -> None:
    filled()
    assert verify(heads.exported()) == []


def _forged() -> None:
    """An event made without the key, and the chain after it made to fit as well as can be."""
    event = Event.objects.get(seq=3)
    event.details = event.details.replace("5", "6")
    made = digests.of_event(event, b"guessed")
    run(f"UPDATE audit_event SET details = '{event.details}', hash = '{made}' WHERE seq = 3",
        f"UPDATE audit_event SET previous = '{made}' WHERE seq = 4")  # fmt: skip


TAMPERED: dict[str, tuple[Callable[[], None], str]] = {
    "an event altered": (lambda: run("UPDATE audit_event SET name = 'x' WHERE seq = 3"), "altered"),
    "an event deleted": (lambda: run("DELETE FROM audit_event WHERE seq = 3"), "missing"),
    "two events exchanged": (
        lambda: run("UPDATE audit_event SET seq = 900 WHERE seq = 2", "UPDATE audit_event SET seq = 2 WHERE seq = 3",
                    "UPDATE audit_event SET seq = 3 WHERE seq = 900"), "chain"),
    "an event forged without the key": (_forged, "altered"),
    "a value altered": (
        lambda: run("UPDATE store_entryversion SET body = replace(body, '51 kg', '81 kg')"), "altered"),
    "a row deleted": (lambda: run("DELETE FROM store_entryversion WHERE position = 2"), "missing"),
    "a row slipped in": (
        lambda: run("INSERT INTO store_entryversion (patient_id, version, body, because, by_id, by_name, at, position,"
                    " revision, act, what) SELECT patient_id, version, body, because, by_id, by_name, at, 99, 1, act,"
                    " what FROM store_entryversion WHERE position = 1"), "unknown"),
    "who said it altered": (lambda: run("UPDATE store_entryversion SET by_name = 'other'"), "altered"),
    "a name altered in the list of patients": (lambda: run("UPDATE store_patient SET name = '李四'"), "derived"),
    "a number given to another patient": (lambda: run("UPDATE store_identifier SET number = '9'"), "derived"),
}  # fmt: skip


@pytest.mark.usefixtures("clinic")
@pytest.mark.parametrize("tamper", TAMPERED)
def test_h36_whoever_has_all_rights_on_the_database_cannot_alter_it_unseen(tamper: str) -> None:
    filled()
    act, kind = TAMPERED[tamper]
    act()
    assert kind in kinds(list(verify()))


@pytest.mark.usefixtures("clinic")
def test_h36_a_tail_that_was_cut_off_shows_only_against_an_exported_head(tmp_path: Path) -> None:
    filled()
    heads.export_head(tmp_path)
    run("DELETE FROM audit_event WHERE seq >= 4", "DELETE FROM store_entryversion WHERE position >= 2",
        "UPDATE store_patient SET version = 3")  # fmt: skip
    assert verify() == []
    assert kinds(list(verify(heads.exported(tmp_path)))) == {"cut"}


@pytest.mark.usefixtures("clinic")
def test_h36_a_tail_written_anew_does_not_fit_the_exported_head(tmp_path: Path) -> None:
    filled()
    heads.export_head(tmp_path)
    run("DELETE FROM audit_event WHERE seq >= 5", "DELETE FROM store_entryversion WHERE position >= 3",
        "UPDATE store_patient SET version = 4")  # fmt: skip
    for _ in range(3):
        chain.tell(SYSTEM, "clinic.started")
    assert "chain" in kinds(list(verify(heads.exported(tmp_path))))


@pytest.mark.usefixtures("clinic")
def test_h36_guards_that_were_taken_away_are_noticed() -> None:
    filled(1)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE store_entryversion DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER store_entryversion_kept_update")
    assert kinds(list(verify())) == {"guards"}


def test_a_head_is_exported_once_and_half_a_line_counts_for_nothing(
    sqlite_clinic: str, tmp_path: Path
) -> None:
    filled(1)
    heads.export_head(tmp_path)
    heads.export_head(tmp_path)
    assert len(heads.exported(tmp_path)) == 1
    with (tmp_path / heads.FILE).open("a") as file:
        file.write('{"at": "2026')
    assert len(heads.exported(tmp_path)) == 1


@pytest.mark.usefixtures("clinic")
@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(days=1), timedelta(days=3650)])
def test_h10_a_clock_that_went_back_stops_every_write(back: timedelta) -> None:
    filled(1)
    with time_machine.travel(datetime.now(UTC) - back, tick=True):
        with pytest.raises(chain.ClockWentBack):
            people.patient(people.actor(), number="2")
        page = people.client("dr").get("/")
        assert page.status_code in (200, 503)
    assert EntryVersion.objects.count() == 1
    assert verify() == []


@pytest.mark.usefixtures("sqlite_clinic")
def test_h10_a_clock_that_is_being_set_right_keeps_the_order_of_events() -> None:
    filled(1)
    last = Event.objects.latest("seq").at
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=20), tick=True):
        chain.tell(SYSTEM, "clinic.started")
    assert Event.objects.latest("seq").at == last
    assert verify() == []


@pytest.mark.usefixtures("sqlite_clinic")
def test_h10_after_a_clock_that_had_run_ahead_somebody_says_so_and_writing_goes_on() -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3650), tick=True):
        filled(1)
    with pytest.raises(chain.ClockWentBack):
        chain.tell(SYSTEM, "clinic.started")
    assert accept_clock() > timedelta(days=3600)
    chain.tell(SYSTEM, "clinic.started")
    assert Event.objects.filter(act="clock.accepted").count() == 1
    assert verify() == []
    assert accept_clock() == timedelta(0)


def test_an_event_outside_a_transaction_is_refused(sqlite_clinic: str) -> None:
    from django.db.transaction import TransactionManagementError

    with pytest.raises(TransactionManagementError):
        chain.append(SYSTEM, "clinic.started")
