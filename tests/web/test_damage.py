"""A disk that is full or flips a bit: nothing half-written, nothing wrong that goes unseen."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections

from myelobone.web.audit import heads
from myelobone.web.serve import backup as making
from myelobone.web.serve.elsewhere import elsewhere, use
from myelobone.web.serve.verify import verify
from myelobone.web.store.models import EntryVersion, Identifier, Patient, PersonVersion

from . import people


def filled(patients: int, entries: int) -> None:
    by = people.actor()
    for number in range(patients):
        made = people.patient(by, number=f"{number:04}", name=f"患者{number}", born="1961-03-04")
        bodies = [
            {"on": f"2026-11-{day + 1:02}", "what": "medication", "name": "按医嘱每 28 天一次", "note": f"第 {day} 次"}
            for day in range(entries)
        ]  # fmt: skip
        people.add(by, made, *bodies)


def told() -> Any:
    """Everything that was said of patients, as a reader gets it."""
    versions = [
        list(model.objects.order_by("pk").values_list())
        for model in (PersonVersion, EntryVersion, Identifier)
    ]
    columns = ("public", "version", "name", "sex", "born", "ward_id")
    return [*versions, list(Patient.objects.order_by("pk").values_list(*columns))]


def flipped(flips: int, folder: Path) -> None:
    filled(3, 6)
    expected = told()
    file = Path(str(connections["default"].settings_dict["NAME"]))
    connections.close_all()
    whole = file.read_bytes()
    spans = _rows(whole)
    chance = random.Random(flips)
    found = 0
    for each in range(flips):
        # half of them in what was written of patients, half anywhere
        at = chance.choice(spans) if each % 2 else chance.randrange(len(whole))
        content = bytearray(whole)
        content[at] ^= 1 << chance.randrange(8)
        found += _seen(bytes(content), folder, expected, f"byte {at}")
    assert found > flips // 2 - flips // 30


def _seen(content: bytes, folder: Path, expected: Any, what: str) -> bool:
    """True when verification finds fault; otherwise every value must be what it was."""
    broken = folder / "broken.sqlite3"
    broken.write_bytes(content)
    with elsewhere(str(broken)):
        if verify():
            return True
        assert told() == expected, f"{what} changed a value unseen"
    return False


def test_h24_a_flipped_bit_is_found_or_changed_no_value(sqlite_clinic: str, tmp_path: Path) -> None:
    flipped(60, tmp_path)


@pytest.mark.nightly
def test_h24_of_three_hundred_flipped_bits_each_is_found_or_changed_no_value(
    sqlite_clinic: str, tmp_path: Path
) -> None:
    flipped(300, tmp_path)


@pytest.mark.nightly
def test_h24_a_page_that_is_lost_or_an_end_that_is_cut_off_is_found_or_changed_no_value(
    sqlite_clinic: str, tmp_path: Path
) -> None:
    filled(3, 6)
    expected = told()
    file = Path(str(connections["default"].settings_dict["NAME"]))
    connections.close_all()
    whole = file.read_bytes()
    chance = random.Random(50)
    pages = len(whole) // 4096
    for _ in range(50):
        page = chance.randrange(pages)
        zeroed = whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :]
        _seen(zeroed, tmp_path, expected, f"page {page}")
        size = chance.randrange(len(whole))
        _seen(whole[:size], tmp_path, expected, f"cut at {size}")


def _rows(whole: bytes) -> list[int]:
    """The places of bytes that lie in what was written of patients."""
    places = []
    for word in ("按医嘱每 28 天一次".encode(), "患者".encode(), b"1961-03-04"):
        at = whole.find(word)
        while at >= 0:
            places += range(at, at + len(word))
            at = whole.find(word, at + 1)
    assert len(places) > 100
    return places


def limited(pages: int) -> None:
    """The database may not grow beyond so many pages, as on a disk that is full."""
    place = dict(connections.settings["default"])
    options = dict(place["OPTIONS"])
    options["init_command"] = options["init_command"].split("PRAGMA max_page_count")[0]
    if pages:
        options["init_command"] += f" PRAGMA max_page_count={pages};"
    use({**place, "OPTIONS": options})


@pytest.mark.parametrize("room", [1, 3, 8])
def test_h23_a_full_disk_keeps_what_was_acknowledged_and_works_again_with_room(
    sqlite_clinic: str, room: int
) -> None:
    by = people.actor()
    made = people.patient(by)
    client = people.client("dr")
    with closing(sqlite3.connect(str(connections["default"].settings_dict["NAME"]))) as direct:
        pages = direct.execute("PRAGMA page_count").fetchone()[0]
    limited(pages + room)
    acknowledged = 0
    body = {"on": "2026-11-18", "what": "weight", "value": "58 kg", "note": "x" * 200}
    with suppress(DatabaseError):
        for _ in range(2_000):
            made = people.add(by, made, body)
            acknowledged += 1
    assert acknowledged < 2_000
    with pytest.raises(DatabaseError, match="full"):
        people.add(by, made, body)
    assert EntryVersion.objects.count() == acknowledged
    assert verify() == []
    # seeing is told in the trail too; some small rows may still fit
    pages_seen = [client.get(f"/patients/{made.patient}") for _ in range(60)]
    assert {page.status_code for page in pages_seen} <= {200, 503}
    assert pages_seen[-1].status_code == 503
    assert "磁盘已满" in pages_seen[-1].content.decode()
    limited(0)
    people.add(by, made, {"on": "2026-11-18", "what": "weight", "value": "59 kg"})
    assert verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("limit", [0, 40, 5_000, 200_000])
def test_h23_a_backup_or_a_head_that_could_not_be_written_leaves_no_half_file(
    sqlite_clinic: str, tmp_path: Path, limit: int
) -> None:
    import resource
    import signal

    filled(2, 4)
    heads.export_head(tmp_path)
    people.patient(people.actor(), number="last")
    before = (tmp_path / heads.FILE).stat().st_size
    connections.close_all()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (before + limit if limit < 100 else limit, hard))
        refused = []
        for act in (
            lambda: heads.export_head(tmp_path),
            lambda: making.backup(tmp_path / "backups"),
        ):
            try:
                act()
            except Exception as error:
                refused.append(type(error).__name__)
        (os._exit)(len(refused))
    refused = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert refused >= 1
    assert not list((tmp_path / "backups").glob("*")) if (tmp_path / "backups").exists() else True
    head = heads.export_head(tmp_path)
    assert head is not None
    assert heads.exported(tmp_path)[-1].seq == head.seq
    file, _ = making.backup(tmp_path / "backups")
    assert file.is_file()
    assert verify(heads.exported(tmp_path)) == []


@pytest.mark.skipif(
    not hasattr(os, "unshare") and not shutil.which("unshare"), reason="no small volume"
)
def test_h23_on_a_volume_of_three_megabytes_all_that_was_acknowledged_is_there(
    tmp_path: Path,
) -> None:
    """A real small volume; where none may be mounted the limits above stand for it."""
    import subprocess

    from .served import ROOT, environment

    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'mount -t tmpfs -o size=3m none {tmp_path} && exec "$@"', "sh",
         sys.executable, "-m", "tests.web.small_volume", str(tmp_path / "data")],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "mount" in done.stderr and done.returncode in (1, 32):
        pytest.skip("no volume may be mounted here")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["acknowledged"] > 20
    assert found["kept"] == found["acknowledged"]
    assert found["faults"] == []
    assert found["again"] == 1
