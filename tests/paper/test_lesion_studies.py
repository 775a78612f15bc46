"""What the map says of studies: what they found, did not say, and how two of them differ."""

from __future__ import annotations

from .shown import (
    NEW,
    OLD,
    lesion,
    markers,
    record,
    rows,
    seen,
    study,
    two_studies,
    words,
)


def test_a_study_without_a_list_of_findings_is_not_shown_as_negative() -> None:
    told = words(seen(record(study(NEW, None, modality="mri", region="spine"))))
    assert "2026-08-20 MRI spine: findings not listed, not a negative study" in told
    assert "(negative)" not in told


def test_a_study_with_an_empty_list_is_negative_and_no_study_is_said_to_be_none() -> None:
    assert "(negative)" in words(seen(record(study(NEW))))
    assert "No study is recorded" in words(seen(record()))
    assert "No study is recorded" not in words(seen(record(study(NEW))))


def test_what_lies_ahead_or_is_only_planned_is_not_drawn() -> None:
    found = record(
        study("2026-12-24", lesion("skull", 9)),
        study("2026-12-01", status="planned"),
        {"on": "2026-12-02", "what": "bone_radiotherapy", "site": "T8", "status": "planned"},
        {"on": "2026-09-02", "what": "bone_radiotherapy", "site": "L1", "dose": "20 Gy"},
    )
    assert [(r["site"], r["shape"]) for r in rows(found)] == [("L1", "square")]


def test_a_study_without_a_day_is_counted_and_not_drawn() -> None:
    undated = {"what": "study", "modality": "wbldct", "findings": [lesion("skull", 9)]}
    assert "1 without a day, not drawn" in words(seen(record(undated)))


def test_one_study_shows_what_it_found_and_nothing_that_came_later() -> None:
    assert [row["site"] for row in rows(two_studies(), study=OLD)] == ["skull", "L2", "L3", "T8"]
    assert {row["on"] for row in rows(two_studies(), study=OLD)} == {OLD}


def test_a_day_without_a_study_is_said_to_have_none() -> None:
    assert "no study done on 2026-05-05" in words(seen(two_studies(), study="2026-05-05"))


def test_two_like_studies_tell_what_is_new_grown_smaller_the_same_and_gone() -> None:
    found = two_studies(region="whole_body")
    told = {row["site"]: row["status"] for row in rows(found, study=NEW, compare=OLD)}
    assert told == {
        "skull": "same",
        "L2": "grown",
        "L3": "smaller",
        "ilium_left": "new",
        "T8": "gone",
    }


def test_studies_of_another_method_or_region_are_not_compared_by_what_is_missing() -> None:
    found = two_studies(modality="xray")
    told = {row["site"]: row["status"] for row in rows(found, study=NEW, compare=OLD)}
    assert told["T8"] == told["ilium_left"] == "unlike"
    assert "Not comparable" in words(seen(found, study=NEW, compare=OLD))


def test_a_study_without_listed_findings_makes_nothing_new_or_gone() -> None:
    found = record(study(OLD, None), study(NEW, lesion("skull", 9)))
    assert [row["status"] for row in rows(found, study=NEW, compare=OLD)] == ["unlike"]
    later = record(study(OLD, lesion("skull", 9)), study(NEW, None))
    assert [row["status"] for row in rows(later, study=NEW, compare=OLD)] == ["unlike"]


def test_without_a_study_named_the_last_one_with_listed_findings_is_compared() -> None:
    found = record(
        study(OLD, lesion("skull", 8)), study(NEW, lesion("skull", 9)), study("2026-09-30", None)
    )
    told = words(seen(found, compare=OLD, beside=True))
    assert f"Now {NEW}" in told
    assert f"study of {NEW} · against {OLD}" in told


def test_beside_each_other_the_earlier_has_no_new_and_the_later_no_lost_lesion() -> None:
    found = two_studies(region="whole_body")
    numbers = {row["site"]: row["n"] for row in rows(found, study=NEW, compare=OLD)}
    picture = seen(found, study=NEW, compare=OLD, beside=True)
    middle = float(picture.root.attrib["width"]) / 2
    left = {n for n, x, _ in markers(picture) if x < middle}
    right = {n for n, x, _ in markers(picture) if x > middle}
    assert numbers["T8"] in left - right
    assert numbers["ilium_left"] in right - left
    assert {numbers["skull"], numbers["L2"]} <= left & right
