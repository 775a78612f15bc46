from typing import Any

import pytest

from myelobone.language.model import Vocabulary
from myelobone.record.read import read_record

from .made import codes, data, one, record


@pytest.mark.parametrize(
    ("raw", "code", "where", "nearest"),
    [
        ({"what": "creatinin", "value": "1 kg"}, "record.unknown_term", "entries[0].what", "creatinine"),
        ({"what": "肌酐", "value": "1 kg"}, "record.unknown_term", "entries[0].what", "creatinine"),
        ({"what": "Creatinine"}, "record.unknown_term", "entries[0].what", "creatinine"),
        ({"what": 7}, "record.unknown_term", "entries[0].what", None),
        ({"value": "1 kg"}, "record.no_term", "entries[0]", None),
        ({"what": "dialysis", "value": "yess"}, "record.unknown_word", "entries[0].value", "yes"),
        ({"what": "dialysis", "value": "是"}, "record.unknown_word", "entries[0].value", "yes"),
        ({"what": "dialysis", "value": True}, "record.unknown_word", "entries[0].value", "yes"),
        ({"what": "dialysis", "value": ["yes"]}, "record.unknown_word", "entries[0].value", "yes"),
        ({"what": "dialysis"}, "record.missing_value", "entries[0].value", None),
        ({"what": "dialysis", "value": None}, "record.missing_value", "entries[0].value", None),
        ({"what": "dialysis", "value": " "}, "record.missing_value", "entries[0].value", None),
        ({"what": "ethnicity", "value": {"a": 1}}, "record.not_a_text", "entries[0].value", None),
        ({"what": "given"}, "record.missing_attribute", "entries[0].agent", None),
        ({"what": "given", "agent": "unknown"}, "record.missing_attribute", "entries[0].agent", None),
        ({"what": "given", "agent": "agnt_a"}, "record.unknown_word", "entries[0].agent", "agent_a"),
        ({"what": "given", "agent": "agent_a", "dose": 4}, "record.no_unit", "entries[0].dose", None),
        ({"what": "given", "agent": "agent_a", "value": "4 mg"}, "record.unknown_attribute", "entries[0].value", None),
        ({"what": "procedure", "invasve": "no"}, "record.unknown_attribute", "entries[0].invasve", "invasive"),
        ({"what": "procedure", "site": "l1"}, "record.unknown_site", "entries[0].site", "L1"),
        ({"what": "procedure", "healed_on": "1/2/26"}, "record.ambiguous_day", "entries[0].healed_on", None),
        ({"what": "procedure", "note": {"a": 1}}, "record.not_a_text", "entries[0].note", None),
        ("creatinine 168", "record.not_an_entry", "entries[0]", None),
        (None, "record.not_an_entry", "entries[0]", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place_and_the_nearest_word(
    vocabulary: Vocabulary, raw: Any, code: str, where: str, nearest: str | None
) -> None:
    read = record(vocabulary, {"on": "2026-11-20", **raw} if isinstance(raw, dict) else raw)
    assert [(p.code, p.where, p.nearest) for p in read.problems] == [(code, where, nearest)]
    assert len(read.entries) == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"what": "given", "on": "2026-11-20"},
        {"what": "given", "on": "2026-11-20", "agent": "agent_c"},
        {"what": "allergy", "on": "2026-11-20", "value": "yes"},
        {"what": "weight", "on": "20.11.26", "value": "58 kg"},
        {"what": "weigth", "on": "2026-11-20", "value": "58 kg"},
        {"what": "dialysis", "on": "2026-11-20"},
        7,
    ],
)
def test_an_entry_without_what_it_cannot_do_without_is_kept_and_never_used(
    vocabulary: Vocabulary, raw: Any
) -> None:
    entry = record(vocabulary, raw).entries[0]
    assert entry.unusable
    assert entry.value is None or entry.value.doubt == "invalid"


def test_a_good_entry_beside_a_bad_one_keeps_its_place(vocabulary: Vocabulary) -> None:
    read = record(vocabulary, 7, {"on": "2026-11-20", "what": "weight", "value": "58 kg"})
    assert [entry.seq for entry in read.entries] == [0, 1]
    assert read.entries[1].where == "entries[1]"
    assert not read.entries[1].unusable


def test_an_unknown_word_is_written_as_such_and_is_no_problem(vocabulary: Vocabulary) -> None:
    entry = one(vocabulary, "procedure", invasive="unknown", healed_on="unknown")
    assert entry.attributes["invasive"].doubt == "unknown"
    assert entry.attributes["healed_on"].doubt == "unknown"


def test_an_unknown_attribute_is_kept_without_being_used(vocabulary: Vocabulary) -> None:
    cell = one(vocabulary, "procedure", colour="red").attributes["colour"]
    assert (cell.written, cell.doubt) == ("red", "invalid")


@pytest.mark.parametrize(
    ("what", "more", "plan"),
    [
        ("ordered", {"agent": "agent_a"}, True),
        ("procedure", {"status": "planned"}, True),
        ("procedure", {"status": "urgent"}, True),
        ("procedure", {"status": "done"}, False),
        ("procedure", {}, False),
        ("study", {"modality": "ct", "status": "planned"}, True),
    ],
)
def test_orders_and_what_is_planned_or_urgent_are_plans(
    vocabulary: Vocabulary, what: str, more: dict[str, Any], plan: bool
) -> None:
    assert one(vocabulary, what, **more).plan is plan


def test_an_empty_list_of_findings_is_not_a_missing_one(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, "study", modality="ct", findings=[]).findings_listed
    assert not one(vocabulary, "study", modality="ct").findings_listed


def test_findings_are_read_one_by_one(vocabulary: Vocabulary) -> None:
    found = [{"kind": "lytic", "site": "L1", "size": "1.4 cm", "count": 2, "note": "old"}]
    (finding,) = one(vocabulary, "study", modality="ct", findings=found).findings
    assert (finding["kind"].word, finding["site"].word) == ("lytic", "L1")
    assert (finding["size"].low, finding["count"].low) == (14.0, 2.0)
    assert finding["note"].word == "old"


@pytest.mark.parametrize(
    ("findings", "code", "where"),
    [
        ("none", "record.not_a_list", "entries[0].findings"),
        (["lytic L1"], "record.not_an_entry", "entries[0].findings[0]"),
        ([{"site": "L1"}], "record.missing_attribute", "entries[0].findings[0].kind"),
        ([{"kind": "lytic", "size": 14}], "record.no_unit", "entries[0].findings[0].size"),
        ([{"kind": "lytic", "x": 1}], "record.unknown_attribute", "entries[0].findings[0].x"),
    ],
)
def test_a_finding_that_cannot_be_read_never_makes_a_study_look_negative(
    vocabulary: Vocabulary, findings: Any, code: str, where: str
) -> None:
    raw = {"on": "2026-11-20", "what": "study", "modality": "ct", "findings": findings}
    read = record(vocabulary, raw)
    assert (code, where) in [(problem.code, problem.where) for problem in read.problems]
    assert len(read.entries[0].findings) == 1


def test_who_wrote_it_from_where_and_a_note_are_kept(vocabulary: Vocabulary) -> None:
    entry = one(vocabulary, "weight", "58 kg", source="LIS", by="A. B.", note="in clothes")
    assert (entry.source, entry.by, entry.note) == ("LIS", "A. B.", "in clothes")


def test_several_names_may_stand_where_a_text_is_asked_for(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, "medication", name=["x", "y"]).attributes["name"].word == "x, y"


def test_a_number_may_stand_for_a_word_that_is_one(vocabulary: Vocabulary) -> None:
    assert one(vocabulary, "medication", step=2).attributes["step"].word == "2"


@pytest.mark.parametrize(
    ("patient", "sex", "found"),
    [
        ({}, None, []),
        ({"sex": "female"}, "female", []),
        ({"sex": "unknown"}, None, []),
        ({"sex": None}, None, []),
        ({"sex": "女"}, None, ["record.unknown_word"]),
        ({"sex": ["female", "male"]}, None, ["record.patient_conflict"]),
        ({"sex": "female", "mrn": "7"}, "female", ["record.unknown_attribute"]),
        ({"born": "4.3.61"}, None, ["record.ambiguous_day"]),
        ({"born": ["1961", "1961-03-04"]}, None, []),
        ({"born": ["1961-03-05", "1961-03-04"]}, None, ["record.patient_conflict"]),
        ({"name": ["甲", "乙"]}, None, ["record.patient_conflict"]),
    ],
)
def test_a_person_is_read_and_what_is_doubtful_counts_as_unknown(
    vocabulary: Vocabulary, patient: dict[str, Any], sex: str | None, found: list[str]
) -> None:
    read = record(vocabulary, **patient)
    assert read.patient.sex == sex
    assert codes(read) == found
    if "born" in patient and found:
        assert read.patient.born is None


def test_two_days_of_birth_that_agree_are_the_narrower_one(vocabulary: Vocabulary) -> None:
    born = record(vocabulary, born=["1961", "1961-03"]).patient.born
    assert born == record(vocabulary, born="1961-03").patient.born


@pytest.mark.parametrize(
    ("site", "offers", "found"),
    [
        (None, None, []),
        ({}, None, []),
        ({"offers": ["ct"]}, ("ct",), []),
        ({"offers": []}, (), []),
        ({"offers": ["CT", "mri"]}, ("mri",), ["record.unknown_word"]),
        ({"offers": "ct"}, None, ["record.not_a_list"]),
        ({"offer": ["ct"]}, None, ["record.unknown_attribute"]),
        (7, None, ["record.not_an_entry"]),
    ],
)
def test_a_site_offers_what_it_lists_and_everything_when_it_lists_nothing(
    vocabulary: Vocabulary, site: Any, offers: tuple[str, ...] | None, found: list[str]
) -> None:
    read = read_record({**data(), "site": site}, vocabulary)
    assert read.site.offers == offers
    assert codes(read) == found
