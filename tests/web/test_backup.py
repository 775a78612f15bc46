"""A backup that counts can be restored; one that is damaged is refused; what a restore loses is said."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from django.conf import settings

from myelobone.web.audit import heads
from myelobone.web.audit.models import Event
from myelobone.web.config import Unusable
from myelobone.web.serve import backup as making
from myelobone.web.serve import package, restore, schema
from myelobone.web.serve.verify import verify
from myelobone.web.store import reading
from myelobone.web.store.models import Patient, State
from myelobone.web.store.refusals import Stale

from . import people

WEIGHT = {"on": "2026-11-18", "what": "weight", "value": "58 kg"}


@pytest.fixture
def own(
    clinic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> str:
    """A clinic with a data folder of its own."""
    data = tmp_path / "own"
    data.mkdir()
    for name in ("audit.key", "secret.key"):
        (data / name).write_bytes((settings.DATA / name).read_bytes())
    monkeypatch.setattr(settings, "DATA", data)
    monkeypatch.setattr(settings, "AUDIT_HEADS", data)
    monkeypatch.setattr(schema, "engine", lambda: clinic)
    return clinic


def digests() -> list[str]:
    return [reading.chart(patient).record.digest for patient in Patient.objects.order_by("pk")]


def test_h26_a_backup_that_was_made_was_restored_once_and_holds_everything(
    own: str, tmp_path: Path
) -> None:
    by = people.actor()
    people.add(by, people.patient(by), WEIGHT)
    before = digests()
    file, told = making.backup(tmp_path / "backups")
    assert told["engine"] == own
    assert restore.inspect(file) == []
    assert digests() == before
    assert verify(heads.exported()) == []
    assert Event.objects.filter(act="backup.made").count() == 1
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [file.name]


def test_h25_after_a_restore_the_gap_is_said_and_forms_of_before_are_refused(
    own: str, tmp_path: Path
) -> None:
    by = people.actor()
    made = people.add(by, people.patient(by), WEIGHT)
    file, _ = making.backup(tmp_path / "backups")
    kept = digests()
    later = people.add(by, made, WEIGHT)
    people.add(by, later, WEIGHT)
    lost = Event.objects.count() - Event.objects.get(act="backup.made").seq + 1
    done = restore.restore(file)
    assert done.events_lost == lost
    assert digests() == kept
    state = State.objects.get()
    assert (state.epoch, state.events_lost) == (2, lost)
    for token in (made.token, later.token):
        with pytest.raises(Stale):
            people.add(by, type(made)(patient=made.patient, token=token), WEIGHT)
    assert verify(heads.exported()) == []  # the heads of what was given up are explained
    page = people.client("chef", "administrator").get("/sign-in").content.decode()
    assert re.search(r"class=.strip warn.", page)
    people.client("chef").post("/restored")
    page = people.client("chef").get("/sign-in").content.decode()
    assert "strip warn" not in page
    assert Event.objects.filter(act="restore.seen_to").count() == 1


def test_h25_the_data_that_were_replaced_are_kept(own: str, tmp_path: Path) -> None:
    by = people.actor()
    people.patient(by)
    file, _ = making.backup(tmp_path / "backups")
    people.patient(by, number="2")
    done = restore.restore(file)
    assert Patient.objects.count() == 1
    from myelobone.web.serve.elsewhere import elsewhere

    with elsewhere(done.replaced):
        assert Patient.objects.count() == 2
    if own == "postgresql":
        from myelobone.web.serve import postgresql

        postgresql.drop(done.replaced)


def test_h36_after_a_restore_a_head_that_it_does_not_explain_is_still_missed(
    own: str, tmp_path: Path
) -> None:
    by = people.actor()
    people.patient(by)
    file, _ = making.backup(tmp_path / "backups")
    restore.restore(file)
    people.patient(by, number="2")
    heads.export_head()
    people.patient(by, number="3")
    gone = heads.exported()[-1]
    forged = [*heads.exported(), heads.Head(at=gone.at, seq=gone.seq + 50, hash="0" * 64)]
    assert [fault.kind for fault in verify(forged)] == ["cut"]


def test_h26_every_damaged_backup_is_refused(
    sqlite_clinic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = people.actor()
    people.add(by, people.patient(by), WEIGHT)
    file, _ = making.backup(tmp_path / "backups", test=False)
    whole = file.read_bytes()
    chance = random.Random(26)
    damaged = tmp_path / "damaged.backup"
    for each in range(100):
        at = chance.randrange(len(whole))
        match each % 4:
            case 0:
                content = whole[:at]
            case 1:
                content = (
                    whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
                )
            case 2:
                content = (
                    whole[:at] + bytes(512) + whole[at + 512 :]
                    if any(whole[at : at + 512])
                    else whole[:-1]
                )
            case _:
                content = whole + bytes([chance.randrange(256)])
        damaged.write_bytes(content)
        with pytest.raises(Unusable):
            restore.inspect(damaged)
    damaged.write_bytes(whole)
    assert restore.inspect(damaged) == []


def test_h26_a_backup_of_another_clinic_or_of_altered_rows_is_refused(
    sqlite_clinic: str, tmp_path: Path
) -> None:
    by = people.actor()
    people.add(by, people.patient(by), WEIGHT)
    file, _ = making.backup(tmp_path / "backups", test=False)
    into = tmp_path / "unpacked"
    into.mkdir()
    told = package.unpack(file, into)
    rest = {
        key: value for key, value in told.items() if key not in ("signature", "members", "format")
    }
    members = {name: into / name for name in told["members"]}
    package.write(tmp_path / "other.backup", members, rest, b"another key")
    assert [fault.kind for fault in restore.inspect(tmp_path / "other.backup")] == ["signature"]
    raw = (into / "clinic.sqlite3").read_bytes()
    (into / "clinic.sqlite3").write_bytes(raw.replace(b"58 kg", b"85 kg"))
    package.write(tmp_path / "altered.backup", members, rest, settings.AUDIT_KEY)
    assert {fault.kind for fault in restore.inspect(tmp_path / "altered.backup")} == {"altered"}
    with pytest.raises(Unusable):
        restore.restore(tmp_path / "altered.backup")


def test_h25_a_backup_of_the_other_engine_is_refused_in_words(
    sqlite_clinic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = making.backup(tmp_path / "backups", test=False)
    monkeypatch.setattr(schema, "engine", lambda: "postgresql")
    with pytest.raises(Unusable, match="another engine"):
        restore.inspect(file)


def test_a_backup_for_which_there_is_no_room_leaves_nothing(
    sqlite_clinic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    full = shutil.disk_usage(tmp_path)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(Unusable, match="not enough room"):
        making.backup(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
