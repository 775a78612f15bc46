"""The matcher finds what is missing, and says nothing when nothing is."""

from __future__ import annotations

import pytest

from myelobone.decide.patients import cases, match, report

ADVICE = {
    "facts": {
        "weight": {"status": "known", "value": 61.04, "unit": "kg", "readings": ["A1"]},
        "height": {"status": "unknown", "why": "missing"},
    },
    "agents": [
        {
            "agent": "one",
            "standing": "preferred",
            "reasons": [{"cites": ["R3.1"], "readings": ["B7"], "origin": "guideline"}],
            "dose": {"amount": 3.0, "unit": "mg", "readings": ["A3"]},
        },
        {"agent": "two", "standing": "forbidden", "reasons": [], "dose": None},
    ],
    "items": [
        {"id": "x.y", "kind": "alert", "level": "stop", "text": {"zh": "立即", "en": "At once"}}
    ],
    "plan": [
        {"what": "calcium", "due": "2026-12-01", "branch": None},
        {"what": "dose", "due": "2026-12-29", "branch": {"choice": "agent", "option": "one"}},
    ],
    "choices": [{"id": "agent", "options": [{"id": "b"}, {"id": "a"}], "chosen": None}],
}

HOLDS = [
    {"facts": {"weight": 61.0}},
    {"facts": {"weight": {"value": "61.04", "unit": "kg", "readings": ["A1"]}}},
    {"facts": {"mass|weight": 61}},
    {"facts": {"height": {"status": "unknown"}}},
    {"agents": {"one": {"standing": "preferred", "dose": {"amount": 3.0, "cites": "A3"}}}},
    {"agents": {"one": {"reasons": [{"cites": ["R3.1", "B7"]}]}}},
    {"agents": {"two": {"dose": None}}},
    {"items": [{"kind": ["alert", "advice"], "text": "at once"}]},
    {"items_none": [{"level": "caution"}]},
    {"plan": [{"due": {"each": ["2026-12-01", "2026-12-29"]}, "in_branch": "one"}]},
    {"plan_none": [{"due": {"before": "2026-12-01"}}]},
    {"choices": [{"options": ["a", "b"], "chosen": None}]},
    {"anywhere": [{"cites": "B7", "origin": "guideline"}]},
    {"items": [{"any_of": [{"level": "info"}, {"level": "stop"}]}]},
]
FAILS = [
    {"facts": {"weight": 61.1}},
    {"facts": {"weight": {"value": "61.042"}, "height": 170}},
    {"facts": {"age": 60}},
    {"facts": {"weight": {"value": 61, "readings": ["A2"]}}},
    {"agents": {"one": {"dose": {"amount": 3.04}}}},
    {"agents": {"one": {"dose": None}}},
    {"agents": {"one": {"reasons": [{"cites": ["R3.1", "B8"]}]}}},
    {"agents": {"one": {"reasons_none": [{"cites": "R3.1"}]}}},
    {"agents": {"two": {"dose": {"amount": 3.0}}}},
    {"agents": {"three": {"standing": "option"}}},
    {"items": [{"kind": "advice"}]},
    {"items_none": [{"text": "立即"}]},
    {"plan": [{"due": {"each": ["2026-12-01", "2026-12-30"]}}]},
    {"plan": [{"what": "dose", "in_branch": "two"}]},
    {"plan": [{"what": "dose", "branch": None}]},
    {"plan_none": [{"what": "calcium", "in_branch": "two"}]},
    {"choices": [{"options": ["a"]}]},
    {"choices": [{"chosen": "a"}]},
    {"anywhere": [{"cites": "3.2.a"}]},
    {"orders": [{"verdict": "stopped"}]},
]


@pytest.mark.parametrize("expect", HOLDS, ids=str)
def test_what_the_advice_shows_is_no_difference(expect: dict) -> None:
    assert report(match(expect, ADVICE)) == ""


@pytest.mark.parametrize("expect", FAILS, ids=str)
def test_what_the_advice_does_not_show_is_one_difference(expect: dict) -> None:
    differences = match(expect, ADVICE)
    assert len(differences) == (2 if "height" in str(expect) else 1)
    assert "expected" in report(differences)


def test_background_is_dated_from_the_day_and_gives_way_to_the_patients_own_entries() -> None:
    background = {
        "entries": [
            {"ago": "1 days", "what": "allergy", "to": "one", "value": "no"},
            {"ago": "1 days", "what": "allergy", "to": "two", "value": "no"},
            {"ago": "1 months", "what": "weight", "value": "60 kg"},
            {"ago": "2 days", "what": "calcium", "value": "2.3 mmol/L"},
        ],
        "women": [{"ago": "1 days", "what": "menopause", "value": "yes"}],
    }
    own = [
        {"on": "2026-01-01", "what": "allergy", "to": "two", "value": "yes"},
        {"on": "2026-03-01", "what": "weight", "value": "50 kg"},
    ]
    patient = {
        "id": "P",
        "background": "yes",
        "record": {"patient": {"id": "P", "sex": "female"}, "entries": own},
        "days": [
            {"as_of": "2026-03-31", "without": ["calcium"], "expect": {}},
            {"as_of": "2026-04-01", "name": "heavy", "also": [own[1]], "expect": {}},
        ],
    }
    first, second = cases(patient, background)
    assert (first.name, second.name) == ("P-2026-03-31", "P-2026-04-01-heavy")
    assert first.record["entries"] == [
        {"on": "2026-03-30", "what": "allergy", "to": "one", "value": "no"},
        {"on": "2026-03-30", "what": "menopause", "value": "yes"},
        *own,
    ]
    assert {"on": "2026-03-30", "what": "calcium", "value": "2.3 mmol/L"} in second.record[
        "entries"
    ]
    assert second.record["entries"][-1] == own[1]
