"""What would change: both advices are those of the real records, and every difference has its path."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from myelobone import read_record
from myelobone.decide.advise import advise
from myelobone.decide.compare import Change, compare
from myelobone.decide.what_if import what_if

from .edition import TODAY, edition, fact

FACTS = fact("weight", unit="kg", is_="latest weight within 90 days") + fact(
    "stage", is_="latest stage"
)
ALPHA = """
id: alpha
label: {zh: 甲药, en: alpha}
standing:
  - {id: end_stage, forbid: {any: [stage is end]}, cite: [S1], says: {zh: 终末。, en: End stage.}}
doses:
  - route: iv
    over: at least 15 min
    cite: [S3]
    by: weight
    bands:
      - {above: 60, give: 4 mg}
      - {through: 60, give: 3 mg}
    unknown: ask
"""
RULES = """
- id: topic.heavy
  cite: [S1]
  strength: should
  when: {any: [weight > 80 kg]}
  then: {alert: caution}
  says: {zh: "体重 {weight}。", en: "Weight {weight}."}
  examples:
    fires: {weight: 81 kg}
    quiet: {weight: 80 kg}
    asks: {weight: unknown}
"""
ENTRIES = [
    {"on": "2026-06-01", "what": "weight", "value": "70 kg"},
    {"on": "2026-06-01", "what": "stage", "value": "early"},
]


@pytest.fixture(scope="module")
def known() -> Any:
    return edition(FACTS, RULES, alpha=ALPHA)


def record(known: Any, *entries: dict[str, Any]) -> Any:
    written = {"format": "myelobone-record/1", "patient": {"id": "T"}, "entries": list(entries)}
    return read_record(written, known.vocabulary)


def told(known: Any, *put: tuple[str, Any], **more: Any) -> Any:
    return what_if(record(known, *ENTRIES), TODAY, known, put=put, **more)


def at(found: Any, path: str) -> Change:
    (change,) = [change for change in found.changes if change.path == path]
    return change


def test_both_advices_are_those_of_the_records_as_they_would_be(known: Any) -> None:
    found = told(known, ("weight", "50 kg"))
    real = record(known, *ENTRIES, {"value": "50 kg", "what": "weight", "on": TODAY})
    assert found.before == advise(record(known, *ENTRIES), TODAY, known)
    assert found.after == advise(real, TODAY, known)


def test_a_changed_dose_has_its_path_and_both_doses(known: Any) -> None:
    change = at(told(known, ("weight", "50 kg")), "agents.alpha.dose")
    assert (change.kind, change.before.amount, change.after.amount) == ("changed", 4.0, 3.0)


def test_what_comes_and_what_goes_is_told_whole(known: Any) -> None:
    came = at(told(known, ("weight", "90 kg")), "items.topic.heavy")
    assert (came.kind, came.before, came.after.id) == ("added", None, "topic.heavy")
    heavy = record(known, {**ENTRIES[0], "value": "90 kg"})
    went = at(what_if(heavy, TODAY, known, put=[("weight", "70 kg")]), "items.topic.heavy")
    assert (went.kind, went.before.id, went.after) == ("removed", "topic.heavy", None)


def test_an_item_that_says_another_value_is_a_change(known: Any) -> None:
    heavy = record(known, {**ENTRIES[0], "value": "90 kg"})
    found = what_if(heavy, TODAY, known, put=[("weight", "95 kg")])
    assert "items.topic.heavy.text" in found.changed
    assert "facts.weight.value" in found.changed


def test_a_standing_a_reason_and_a_question_are_told(known: Any) -> None:
    found = told(known, ("stage", "end"))
    assert at(found, "agents.alpha.standing").after == "forbidden"
    assert any(path.startswith("agents.alpha.reasons.alpha.end_stage") for path in found.changed)
    without = told(known, take=["weight"])
    assert at(without, "agents.alpha.standing").after == "undetermined"
    assert any(change.part == "questions" and change.kind == "added" for change in without.changes)


def test_what_changes_nothing_says_so(known: Any) -> None:
    assert told(known, ("stage", "early")).changed == ()
    newer = told(known, ("weight", "70 kg"))  # the same value, good for longer
    assert newer.changed == ("next_change",)
    assert told(known, take=["calcium"]).changed == ()


def test_the_day_of_a_supposition_counts(known: Any) -> None:
    assert told(known, ("weight", "50 kg"), on="2026-05-01").changed == ()
    assert told(known, ("weight", "50 kg"), on="2026-06-02").changed != ()
    ahead = told(known, ("weight", "50 kg"), on="2026-12-01")
    assert [change.part for change in ahead.changes] == ["problems"]  # told, never silently unseen


def test_the_same_question_gives_the_same_bytes_and_can_be_kept(known: Any) -> None:
    found = told(known, ("weight", "50 kg"))
    assert found.to_json() == told(known, ("weight", "50 kg")).to_json()
    assert pickle.loads(pickle.dumps(found)) == found
    assert set(found.to_dict()) >= {"before", "after", "changed"}


IGNORED = (
    "as_of",
    "record_digest",
    "because",
    "for",
    "from",
    "age_days",
    "display",
    "assumed",
    "entry",
    "on",
)


def trimmed(thing: Any) -> Any:
    """An advice without what `compare` leaves out."""
    if isinstance(thing, dict):
        return {key: trimmed(value) for key, value in thing.items() if key not in IGNORED}
    return [trimmed(each) for each in thing] if isinstance(thing, list) else thing


def test_no_difference_goes_untold(known: Any) -> None:
    """Advices that compare as equal say the same; each word changed alone is found."""
    base = told(
        known,
        ("weight", "90 kg"),
        ("ordered", "{agent: alpha, dose: 4 mg, route: iv, over: 15 min}"),
    ).after
    assert compare(base, base) == ()
    plain = base.to_dict()
    parts = (
        "items",
        "agents",
        "questions",
        "choices",
        "plan",
        "orders",
        "lesions",
        "margins",
        "problems",
    )
    for part in parts:
        for n, element in enumerate(plain[part]):
            for key, value in trimmed(element).items():
                if not isinstance(value, str) or key in (
                    "id",
                    "topic",
                    "agent",
                    "fact",
                    "what",
                    "unit",
                    "code",
                    "where",
                ):
                    continue
                changed = copy.deepcopy(plain)
                changed[part][n][key] = f"{value}!"
                assert _differs(base, changed, part, n, key), f"{part}[{n}].{key}"


def _differs(base: Any, changed: dict[str, Any], part: str, n: int, key: str) -> bool:
    from msgspec.structs import replace

    element = replace(getattr(base, part)[n], **{key: changed[part][n][key]})
    elements = tuple(element if i == n else each for i, each in enumerate(getattr(base, part)))
    return compare(base, replace(base, **{part: elements})) != ()
