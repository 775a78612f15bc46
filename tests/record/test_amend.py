"""A supposed record: what was put in counts, what was taken away does not, everything else stays."""

from typing import Any

import pytest

from myelobone.language.model import Vocabulary
from myelobone.language.problems import Refused
from myelobone.record.amend import Supposed, suppose
from myelobone.record.read import read_record
from myelobone.record.write import to_plain

from .made import data, record

DAY = "2026-11-24"
Put = list[tuple[str, Any]]


def put(vocabulary: Vocabulary, *pairs: tuple[str, Any], entries: list[Any] | None = None, **more: Any) -> Supposed:  # fmt: skip
    return suppose(record(vocabulary, *(entries or [])), vocabulary, put=pairs, on=DAY, **more)


def refused(vocabulary: Vocabulary, *pairs: tuple[str, Any], **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        put(vocabulary, *pairs, **more)
    return [(problem.code, problem.where) for problem in found.value.problems]


def test_what_is_put_in_reads_as_if_the_record_said_it(vocabulary: Vocabulary) -> None:
    before = {"on": "2026-11-01", "what": "weight", "value": "60 kg"}
    supposed = put(vocabulary, ("creatinine", "150 umol/L"), entries=[before])
    written = data(before, {"value": "150 umol/L", "what": "creatinine", "on": DAY})
    assert supposed.record == read_record(written, vocabulary)


@pytest.mark.parametrize(
    ("pair", "entry"),
    [
        (("dialysis", "yes"), {"value": "yes", "what": "dialysis", "on": DAY}),
        (("pain_score", 3), {"value": 3, "what": "pain_score", "on": DAY}),
        (("given", "{agent: agent_a, dose: 4 mg}"), {"agent": "agent_a", "dose": "4 mg", "what": "given", "on": DAY}),
        (("procedure", "{status: planned, on: 2027-02-01}"), {"status": "planned", "on": "2027-02-01", "what": "procedure"}),
        (("allergy", {"to": "agent_a", "value": "yes"}), {"to": "agent_a", "value": "yes", "what": "allergy", "on": DAY}),
        (("medication", "{name: x}"), {"name": "x", "what": "medication", "from": DAY}),
        (("medication", "{name: x, to: 2026-11-20}"), {"name": "x", "to": "2026-11-20", "what": "medication"}),
        (("study", "{modality: ct, findings: [{kind: lytic, size: 14 mm}]}"),
         {"modality": "ct", "findings": [{"kind": "lytic", "size": "14 mm"}], "what": "study", "on": DAY}),
    ],
)  # fmt: skip
def test_an_entry_may_be_a_value_or_whole_and_gets_the_day_unless_it_says_one(
    vocabulary: Vocabulary, pair: tuple[str, Any], entry: dict[str, Any]
) -> None:
    supposed = put(vocabulary, pair)
    assert supposed.put == (entry,)
    assert supposed.record.problems == ()


def test_a_supposed_answer_replaces_that_of_the_same_day_only(vocabulary: Vocabulary) -> None:
    entries = [
        {"on": "2026-11-23", "what": "dialysis", "value": "no"},
        {"on": DAY, "what": "dialysis", "value": "no"},
        {"on": f"{DAY}T09:30", "what": "creatinine", "value": "90 umol/L"},
        {"on": DAY, "what": "allergy", "to": "agent_a", "value": "no"},
        {"on": DAY, "what": "allergy", "to": "agent_b", "value": "no"},
        {"on": DAY, "what": "given", "agent": "agent_a"},
    ]
    supposed = put(
        vocabulary,
        ("dialysis", "yes"),
        ("creatinine", "150 umol/L"),
        ("allergy", "{to: agent_b, value: yes}"),
        ("given", "{agent: agent_b}"),
        entries=entries,
    )
    assert supposed.replaced == ("entries[1]", "entries[2]", "entries[4]")
    assert supposed.record.problems == ()  # no conflict with what it replaces


def test_entries_keep_their_places_when_others_are_taken_away(vocabulary: Vocabulary) -> None:
    entries = [
        {"on": "2026-11-01", "what": "weight", "value": "60 kg"},
        {"on": "2026-11-02", "what": "creatinine", "value": "90 umol/L"},
        {"on": "2026-11-03", "what": "weight", "value": "61"},
        {"on": "2026-11-04", "what": "creatinine", "value": "95"},
    ]
    supposed = put(vocabulary, entries=entries, take=["weight", "entries[1]"])
    told = [(entry.seq, entry.what) for entry in supposed.record.entries]
    assert told == [(0, ""), (1, ""), (2, ""), (3, "creatinine")]
    assert [problem.where for problem in supposed.record.problems] == ["entries[3].value"]
    assert to_plain(supposed.record)["entries"] == [entries[3]]


def test_the_person_is_set_like_a_term(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, sex="female", born="1961-03-04")
    supposed = suppose(read, vocabulary, put=[("sex", "male")], take=["born"], on=DAY)
    assert (supposed.record.patient.sex, supposed.record.patient.born) == ("male", None)
    assert supposed.put == ({"sex": "male"},)


def test_the_record_itself_stays_as_it_is(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, {"on": DAY, "what": "weight", "value": "60 kg"})
    whole = to_plain(read)
    suppose(read, vocabulary, put=[("weight", "70 kg"), ("sex", "male")], take=["weight"], on=DAY)
    assert to_plain(read) == whole


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (("creatinin", "90 umol/L"), ("record.unknown_term", "creatinin")),
        (("creatinine", "90"), ("record.no_unit", "creatinine")),
        (("creatinine", "90 kg"), ("record.wrong_unit", "creatinine")),
        (("creatinine", "90000 umol/L"), ("record.implausible", "creatinine")),
        (("dialysis", "maybe"), ("record.unknown_word", "dialysis")),
        (("given", "yes"), ("record.unknown_attribute", "given")),
        (("given", "{agent: nobody}"), ("record.unknown_word", "given.agent")),
        (("given", "{agent: ["), ("yaml.syntax", "given")),
        (("given", "{agent: agent_a, agent: agent_b}"), ("yaml.duplicate_key", "given")),
        (("study", "{modality: ct, findings: [{kind: x}]}"), ("record.unknown_word", "study.findings[0].kind")),
        (("procedure", "{on: 2027-13-01}"), ("record.not_a_day", "procedure.on")),
        (("sex", "man"), ("record.unknown_word", "sex")),
        (("born", "03/04/1961"), ("record.ambiguous_day", "born")),
    ],
)  # fmt: skip
def test_what_could_not_be_used_is_refused_at_its_term(
    vocabulary: Vocabulary, pair: tuple[str, Any], told: tuple[str, str]
) -> None:
    assert refused(vocabulary, pair)[0] == told


def test_everything_wrong_is_told_at_once(vocabulary: Vocabulary) -> None:
    found = refused(vocabulary, ("creatinine", "90"), ("sex", "man"), take=["wieght"])
    assert [where for _, where in found] == ["wieght", "creatinine", "sex"]


def test_taking_away_what_the_record_does_not_hold_changes_nothing(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, {"on": DAY, "what": "weight", "value": "60 kg"})
    assert suppose(read, vocabulary, take=["calcium", "born"], on=DAY).record == read


def test_a_misspelt_term_of_the_record_can_be_taken_away(vocabulary: Vocabulary) -> None:
    entries = [{"on": DAY, "what": "wieght", "value": "60 kg"}]
    assert put(vocabulary, entries=entries, take=["wieght"]).record.problems == ()
