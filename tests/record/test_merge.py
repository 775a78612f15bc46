from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myelobone.language.model import Vocabulary
from myelobone.language.problems import Refused
from myelobone.record.merge import merge
from myelobone.record.read import read_record

from .made import codes, data

NO = {"on": "2026-11-20", "what": "dialysis", "value": "no"}
YES = {"on": "2026-11-21", "what": "dialysis", "value": "yes"}


def test_entries_of_the_second_record_follow_those_of_the_first() -> None:
    assert merge(data(YES), data(NO))["entries"] == [YES, NO]


def test_an_entry_that_both_hold_stands_once_whatever_the_order_of_its_keys() -> None:
    again = dict(reversed(NO.items())) | {"note": None}
    assert merge(data(NO, YES), data(again))["entries"] == [NO, YES]


def test_records_of_two_patients_are_never_merged() -> None:
    with pytest.raises(Refused) as caught:
        merge(data(), {**data(), "patient": {"id": "P2"}})
    assert [problem.code for problem in caught.value.problems] == ["record.other_patient"]


def test_what_is_no_record_is_not_merged() -> None:
    with pytest.raises(Refused):
        merge(data(), {"patient": {"id": "P1"}})


def test_what_one_record_does_not_say_comes_from_the_other(vocabulary: Vocabulary) -> None:
    read = read_record(merge(data(sex="female"), data(born="1961")), vocabulary)
    assert (read.patient.sex, read.problems) == ("female", ())
    assert read.patient.born is not None


@pytest.mark.parametrize(
    ("a", "b"), [({"sex": "female"}, {"sex": "male"}), ({"born": "1961"}, {"born": "1962-03-04"})]
)
def test_a_person_on_whom_two_records_disagree_is_reported_and_unknown(
    vocabulary: Vocabulary, a: dict[str, Any], b: dict[str, Any]
) -> None:
    read = read_record(merge(data(**a), data(**b)), vocabulary)
    assert codes(read) == ["record.patient_conflict"]
    assert (read.patient.sex, read.patient.born) == (None, None)


def test_a_merged_site_offers_what_either_offers() -> None:
    a = {**data(), "site": {"offers": ["ct"]}}
    b = {**data(), "site": {"offers": ["mri", "ct"], "agents": ["agent_a"]}}
    assert merge(a, b)["site"] == {"offers": ["ct", "mri"], "agents": ["agent_a"]}
    assert merge(a, data())["site"] == {"offers": ["ct"]}


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"on": st.sampled_from(["2026-11-20", "2026"]), "what": st.sampled_from(["x", "y"])},
        optional={"value": st.integers(0, 2), "note": st.none()},
    ),
    max_size=4,
)
RECORDS = st.builds(
    lambda entries, patient, site: {
        "format": "myelobone-record/1",
        "patient": {"id": "P1", **patient},
        "entries": entries,
        **({"site": site} if site else {}),
    },
    ENTRIES,
    st.fixed_dictionaries(
        {},
        optional={
            "sex": st.sampled_from(["female", "male", "unknown"]),
            "born": st.sampled_from(["1961", "1961-03-04"]),
            "name": st.none() | st.just("甲"),
        },
    ),
    st.none() | st.fixed_dictionaries({"offers": st.lists(st.sampled_from(["ct", "mri"]))}),
)


@given(a=RECORDS, b=RECORDS)
def test_merging_again_changes_nothing(a: Any, b: Any) -> None:
    once = merge(a, b)
    assert merge(once, b) == once
    assert merge(once, a) == once
    assert merge(once, once) == once


@given(a=RECORDS, b=RECORDS, c=RECORDS)
def test_it_does_not_matter_which_two_are_merged_first(a: Any, b: Any, c: Any) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
