"""The example patients of a demonstration: worked patients of the knowledge, moved so that their day is today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ...change.worked import worked
from ...decide.patients import Case
from ...edition import own_edition
from ...language.compiled import default_folder
from ...record.plain import Plain
from .. import clock
from ..audit.chain import append, writing
from ..frame.demo import ACCOUNT
from ..people.actor import SYSTEM, Actor, of_user
from ..people.models import User, Ward
from ..store.entries import add_entries
from ..store.models import Patient, State
from ..store.patients import create_patient
from ..store.person import OWN, Number, Person

MOST = 24
NAMED = re.compile(r"-\d{4}-\d{2}-\d{2}.*$")
KINDS = re.compile(r"(?:W|N)\d+|story_\w+")
DAY = re.compile(r"^(\d{4}-\d{2}-\d{2})(T.*)?$")
MONTH = re.compile(r"^(\d{4})-(\d{2})$")
DATED = ("on", "from", "to", "entered")  # and whatever the vocabulary says is a day
# Invented; two are alike on purpose, so that telling them apart can be tried.
NAMES = (
    "王建国", "李秀英", "张伟", "刘桂兰", "陈志强", "杨玉珍", "赵德明", "黄淑华", "周国庆", "吴春梅", "徐海涛", "孙丽华",
    "马占山", "朱玉兰", "胡立新", "林美玲", "何永福", "高凤英", "李秀英", "罗志远", "郑爱萍", "梁文斌", "谢桂芳", "宋长河",
)  # fmt: skip


def fill() -> int:
    """Makes the demonstration account and the example patients, once; returns how many there are."""
    if State.objects.get(pk=1).demo:
        return Patient.objects.count()
    actor = _account()
    chosen = _chosen()
    for name, (stem, case) in zip(NAMES, chosen, strict=False):
        _patient(actor, stem, name, case)
    with writing():
        State.objects.filter(pk=1).update(demo=True)
        append(SYSTEM, "demo.filled", details={"count": len(chosen)})
    return len(chosen)


def _chosen() -> list[tuple[str, Case]]:
    """Worked patients on one of their days: the first; of a long story the last."""
    found: dict[str, Case] = {}
    for case in worked(default_folder() / "patients"):
        stem = NAMED.sub("", case.name)
        if KINDS.fullmatch(stem) and (stem.startswith("story") or stem not in found):
            found[stem] = case
    return list(found.items())[:MOST]


def _account() -> Actor:
    ward, _ = Ward.objects.get_or_create(code="demo", defaults={"name": "示例病区"})
    user = User.objects.filter(username=ACCOUNT).first()
    if user is None:
        user = User.objects.make(
            ACCOUNT, None, role="clinician", full_name="示例医生", every_ward=True
        )
        user.wards.add(ward)
    return of_user(user, channel="command")


def _patient(actor: Actor, stem: str, name: str, case: Case) -> None:
    moved = moved_to(case.record, case.as_of, clock.today())
    person = moved["patient"]
    site = moved.get("site")
    who = Person(
        name=name, sex=str(person.get("sex") or ""), born=str(person.get("born") or ""), ward="demo",
        numbers=(Number(OWN, stem),), site=site if isinstance(site, dict) else None,
    )  # fmt: skip
    made = create_patient(actor, who, key=f"demo-{stem}-person")
    add_entries(
        actor, made.patient, moved["entries"], expected=made.token, key=f"demo-{stem}-entries",
        as_written=True,
    )  # fmt: skip


def moved_to(record: Mapping[str, Any], day: str, today: date) -> dict[str, Any]:
    """The record with every dated entry moved by the days from `day` to `today`; the person stays."""
    days = (today - date.fromisoformat(day)).days
    return {**record, "entries": [_moved(entry, days) for entry in record["entries"]]}


def _moved(entry: Mapping[str, Any], days: int) -> dict[str, Plain]:
    term = own_edition().vocabulary.terms.get(str(entry["what"]))
    shapes = term.attributes if term is not None else {}
    dated = {*DATED, *(key for key, shape in shapes.items() if shape.kind == "day")}
    return {key: _later(value, days) if key in dated else value for key, value in entry.items()}


def _later(value: Any, days: int) -> Any:
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        return text
    if found := DAY.match(text):
        day = date.fromordinal(date.fromisoformat(found[1]).toordinal() + days)
        return day.isoformat() + (found[2] or "")
    if found := MONTH.match(text):
        middle = date(int(found[1]), int(found[2]), 15).toordinal()
        return date.fromordinal(middle + days).isoformat()[:7]
    return text
