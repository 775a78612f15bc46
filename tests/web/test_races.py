"""Several people at once: one wins each version, the others are told, and no field is lost."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connections

from myelobone.web.audit.models import Event
from myelobone.web.serve.verify import verify
from myelobone.web.store import entries, reading
from myelobone.web.store.models import Answered, EntryVersion, Patient
from myelobone.web.store.refusals import NumberTaken, Stale

from . import people

WEIGHT = {"on": "2026-11-18", "what": "weight", "value": "58 kg"}
RACES = 40


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each act gives or raises, all begun at the same instant."""
    gate = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        try:
            found[place] = acts[place]()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def raced(races: int) -> None:
    chance = random.Random(races)
    by = people.actor()
    made = people.add(by, people.patient(by), WEIGHT)
    for race in range(races):
        fields = [f"{name}{race}" for name in range(chance.randint(2, 8))]
        acts = [
            partial(
                entries.correct_entry, by, made.patient, 0, {**WEIGHT, "note": field}, "race",
                expected=made.token, key=people.key(),
            )
            for field in fields
        ]  # fmt: skip
        found = together(acts)
        won = [each for each in found if not isinstance(each, Exception)]
        assert len(won) == 1, found
        assert all(isinstance(each, Stale) for each in found if each not in won), found
        made = won[0]
        last = EntryVersion.objects.filter(position=0).latest("revision")
        assert json.loads(last.body)["note"] == fields[found.index(won[0])]
    assert Patient.objects.get().version == races + 2
    assert EntryVersion.objects.count() == races + 1
    assert verify() == []


@pytest.mark.usefixtures("clinic")
def test_h17_of_several_writers_exactly_one_wins_each_version() -> None:
    raced(RACES)


@pytest.mark.nightly
@pytest.mark.usefixtures("clinic")
def test_h17_of_several_writers_exactly_one_wins_each_of_a_thousand_versions() -> None:
    raced(1_000)


@pytest.mark.usefixtures("clinic")
def test_h18_one_request_sent_five_times_at_once_is_carried_out_once() -> None:
    by, key = people.actor(), people.key()
    made = people.patient(by)
    acts = [
        lambda: entries.add_entries(by, made.patient, [WEIGHT], expected=made.token, key=key)
    ] * 5
    found = together(acts)
    assert len({each.token for each in found}) == 1
    assert sorted(each.repeated for each in found) == [False, True, True, True, True]
    assert EntryVersion.objects.count() == 1
    assert Event.objects.filter(act="entry.added").count() == 1
    assert Answered.objects.filter(key=key).count() == 1


@pytest.mark.usefixtures("clinic")
def test_h4_one_number_taken_in_by_several_at_once_is_one_patient() -> None:
    by = people.actor()
    found = together([lambda: people.patient(by, number="0007")] * 4)
    assert sum(isinstance(each, NumberTaken) for each in found) == 3
    assert Patient.objects.count() == 1


@pytest.mark.usefixtures("clinic")
def test_the_trail_does_not_fork_under_many_writers() -> None:
    from myelobone.web.audit.chain import tell

    by = people.actor()

    def write() -> None:
        for _ in range(15):
            tell(by, "patient.seen")

    assert [each for each in together([write] * 8) if each is not None] == []
    assert Event.objects.count() == 120
    assert verify() == []


@pytest.mark.usefixtures("clinic")
def test_whoever_reads_while_others_write_sees_one_whole_version() -> None:
    by = people.actor()
    made = people.patient(by)
    public = made.patient
    stop = threading.Event()

    def write() -> None:
        nonlocal made
        for _ in range(25):
            made = people.add(by, made, WEIGHT, {**WEIGHT, "what": "height", "value": "160 cm"})
        stop.set()

    def read() -> int:
        seen = 0
        while not stop.is_set():
            chart = reading.chart(Patient.objects.get(public=public))
            assert len(chart.record.entries) == 2 * (chart.version - 1)
            seen += 1
        return seen

    found = together([write, read, read])
    assert not any(isinstance(each, Exception) for each in found), found
    assert found[1] > 0


@pytest.mark.usefixtures("clinic")
def test_h22_a_writer_that_waits_too_long_is_told_and_writes_nothing() -> None:
    from myelobone.web.audit.chain import writing
    from myelobone.web.serve.elsewhere import use

    place = dict(connections.settings["default"])
    options = dict(place["OPTIONS"])
    if "timeout" in options:
        options["timeout"] = 0.3
    else:
        options["options"] = "-c lock_timeout=300"
    use({**place, "OPTIONS": options})
    by = people.actor()
    made = people.patient(by)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writing():
            held.set()
            done.wait(20)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(20)
    try:
        with pytest.raises(OperationalError):
            people.add(by, made, WEIGHT)
    finally:
        done.set()
        holder.join()
    assert EntryVersion.objects.count() == 0
    assert people.add(by, made, WEIGHT).positions == (0,)


def test_h22_what_was_typed_is_kept_in_the_page_that_says_busy(sqlite_clinic: str) -> None:
    import sqlite3

    from myelobone.web.serve.elsewhere import use

    place = dict(connections.settings["default"])
    use({**place, "OPTIONS": {**place["OPTIONS"], "timeout": 0.2}})
    client = people.client("dr")
    typed = {"number": "0815", "name": "王<b>五</b>", "key": people.key()}
    holder = sqlite3.connect(str(place["NAME"]), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    page = client.post("/patients/new", typed)
    holder.execute("ROLLBACK")
    holder.close()
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    shown = page.content.decode()
    for name, value in typed.items():
        assert f'name="{name}" value="{value.replace("<", "&lt;").replace(">", "&gt;")}"' in shown
    assert Patient.objects.count() == 0
