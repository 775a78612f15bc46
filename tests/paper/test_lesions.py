"""The lesion map: every site in its place, markers like the table, nothing covered, nothing let through."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import hypot
from typing import Any

import pytest

from myelobone.decide.advise import advise
from myelobone.page.words import Lang
from myelobone.paper.lesions.arrange import Box, arrange
from myelobone.paper.lesions.lesion_map import Options, lesion_table
from myelobone.paper.lesions.markers import FILLS, R
from myelobone.paper.lesions.places import (
    VIEWS,
    anchor,
    drawn_sites,
    index,
    listed,
    spread,
    view_of,
)

from ..knowledge.files import knowledge
from .seen import Picture
from .shown import AS_OF, NASTY, drawn, everywhere, lesion, markers, record, seen, study, worked

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
WIDTHS = (680, 760, 380)
OLD, NEW = "2026-03-02", "2026-08-20"


def two_studies(**more: Any) -> Any:
    return record(
        study(OLD, lesion("skull", 8), lesion("L2", 12), lesion("L3", 9), lesion("T8", 20), **more),
        study(NEW, lesion("skull", 8), lesion("L2", 14), lesion("L3", 7), lesion("ilium_left", 30), region="whole_body"),
    )  # fmt: skip


def rows(found: Any, **how: Any) -> list[dict[str, Any]]:
    table = lesion_table(found, AS_OF, knowledge(), "en", Options(**how))
    return list(table["lesions"])


def words(picture: Picture) -> str:
    return " ".join(box.what for box in picture.texts)


# -- sites


def test_every_site_of_the_vocabulary_is_drawn_or_made_of_drawn_sites_or_named_as_text() -> None:
    sites = knowledge().vocabulary.sites
    assert listed(sites) == ["soft_tissue"]
    for row in index(sites):
        assert row["covers"] == [] or row["views"], row
    every = set().union(*(drawn_sites(view) for view in VIEWS))
    assert every <= set(sites)
    assert {name for site in sites for name in spread(site).covers} == every


@pytest.mark.parametrize("interactive", [False, True])
def test_every_drawn_site_has_an_id_and_a_title_in_each_view_that_shows_it(
    interactive: bool,
) -> None:
    picture = seen(record(), interactive=interactive)
    named = {
        each.get("id", "").partition("-")[2]: each
        for each in picture.all("g")
        if each.get("data-site")
    }
    look = knowledge().vocabulary.labels
    for view in VIEWS:
        for site in drawn_sites(view):
            group = named[f"{view}-{site}"]
            assert (group[0].text or "") == look[site].en


def test_ids_are_unique_on_a_page_with_several_maps() -> None:
    found = two_studies()
    pages = [
        drawn(found),
        drawn(found, "en"),
        drawn(found, interactive=True),
        drawn(found, study=NEW, compare=OLD, beside=True),
    ]
    for page in pages:
        ids = [each.get("id") for each in Picture(page).root.iter() if each.get("id")]
        assert [name for name, count in Counter(ids).items() if count > 1] == []
    every = [
        each.get("id") for page in pages for each in Picture(page).root.iter() if each.get("id")
    ]
    assert len(every) == len(set(every))


def test_the_right_side_stands_at_the_left_from_the_front_and_at_the_right_from_behind() -> None:
    for view, sign in (("front", -1), ("back", 1)):
        for site in drawn_sites(view):  # type: ignore[arg-type]
            x, _ = anchor(site, view)  # type: ignore[arg-type]
            if site.endswith("_right"):
                assert x * sign > 0, (view, site)
            if site.endswith("_left"):
                assert x * sign < 0, (view, site)
    marks = [box for box in seen(record()).texts if box.what in ("R", "L")]
    assert [box.what for box in sorted(marks, key=lambda box: box.left)] == ["R", "L", "L", "R"]


def test_vertebrae_follow_each_other_from_above_and_ribs_too() -> None:
    spine = [
        f"{part}{n}" for part, count in (("C", 7), ("T", 12), ("L", 5)) for n in range(1, count + 1)
    ]
    heights = [anchor(name, "back")[1] for name in [*spine, "sacrum", "coccyx"]]
    assert heights == sorted(heights)
    ribs = [anchor(f"rib_{n}_left", "back")[1] for n in range(1, 11)]
    assert ribs == sorted(ribs)


# -- markers and table


@pytest.mark.parametrize("case", ["W11-2026-11-18", "W6-2026-10-30"])
def test_the_findings_are_numbered_as_in_the_advice(case: str) -> None:
    from ..knowledge.files import patient_cases

    case = (
        case
        if case in patient_cases()
        else next(c for c in patient_cases() if c.startswith(case[:3]))
    )
    found, as_of = worked(case)
    told = {
        (each.n, each.site, each.kind, each.status)
        for each in advise(found, as_of, knowledge()).lesions
    }
    table = lesion_table(found, as_of, knowledge())["lesions"]
    assert told
    assert {(r["n"], r["site"], r["what"], r["status"]) for r in table if r["status"]} == told


@pytest.mark.parametrize("width", WIDTHS)
def test_every_row_with_a_place_has_its_marker_and_no_marker_lacks_a_row(width: int) -> None:
    found = everywhere()
    placed = {row["n"] for row in rows(found) if row["placed"]}
    shown = {n for n, _, _ in markers(seen(found, width=width))}
    assert shown == placed
    assert {row["n"] for row in rows(found)} - placed == {
        row["n"] for row in rows(found) if row["site"] == "soft_tissue"
    }


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("beside", [False, True])
def test_no_two_markers_overlap(width: int, beside: bool) -> None:
    spine = [
        f"{part}{n}" for part, count in (("C", 7), ("T", 12), ("L", 5)) for n in range(1, count + 1)
    ]
    findings = [lesion(site, 9) for site in [*spine, *spine, "sacrum", "ilium_left", "rib_6_right"]]
    found = record(study(OLD, *findings), study(NEW, *findings))
    how: dict[str, Any] = {"study": NEW, "compare": OLD, "beside": True} if beside else {}
    points = markers(seen(found, width=width, **how))
    assert len(points) >= len(findings)
    close = [(a, b) for a, b in combinations(points, 2) if hypot(a[1] - b[1], a[2] - b[2]) < 2 * R]
    assert close == []


def test_a_marker_that_cannot_stand_at_its_place_stands_as_near_as_can_be() -> None:
    bounds = Box(0, 0, 200, 200)
    stands = arrange([(100, 100)] * 12, 8, bounds)
    assert stands[0] == (100, 100)
    assert all(hypot(x - 100, y - 100) < 60 for x, y in stands)
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(stands, 2)) >= 16


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_stands_inside_the_picture(lang: Lang, width: int) -> None:
    for how in ({}, {"study": NEW, "compare": OLD}, {"study": NEW, "compare": OLD, "beside": True}):
        picture = Picture(drawn(two_studies(), lang, width=width, **how))
        height = float(picture.root.attrib["height"])
        outside = [
            b for b in picture.texts if b.left < -1 or b.right > width + 1 or b.bottom > height
        ]
        assert [box.what for box in outside if box.what not in ("",)] == []


def test_names_and_table_cover_no_other_text() -> None:
    for lang in LANGUAGES:
        picture = Picture(drawn(two_studies(), lang, spine=True))
        texts = [b for b in picture.texts if len(b.what) > 2 or not b.what.isdigit()]
        pairs = [(a.what, b.what) for a, b in combinations(texts, 2) if a.covers(b)]
        assert pairs == []


def test_each_kind_has_a_shape_of_its_own_and_every_shape_can_be_drawn() -> None:
    screens = knowledge().screens.lesions
    shapes = [marker.shape for marker in screens]
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(FILLS)
    kinds = knowledge().vocabulary.terms["study"].attributes["findings"].attributes["kind"].values
    assert sorted(kind for marker in screens for kind in marker.kinds) == sorted(kinds)


def test_a_site_without_its_side_is_marked_on_both_with_a_broken_edge() -> None:
    picture = seen(record(study(NEW, lesion("femur_shaft", 20))))
    assert [n for n, _, _ in markers(picture)] == [1, 1]
    assert rows(record(study(NEW, lesion("femur_shaft", 20))))[0]["exact"] is False
    assert "side or level not recorded" in words(picture)
    assert "side or level not recorded" not in words(
        seen(record(study(NEW, lesion("femur_shaft_left", 20))))
    )


def test_what_has_no_place_is_named_below() -> None:
    picture = seen(
        record(study(NEW, lesion("soft_tissue", 30, "extramedullary"), {"kind": "lytic"}))
    )
    assert (
        "Without a place on the drawing: 1 soft tissue extramedullary lesion; 2 site not recorded"
        in words(picture)
    )
    assert markers(picture) == []


def test_the_spine_is_enlarged_when_a_vertebra_is_involved_or_on_request() -> None:
    bare = record(study(NEW, lesion("skull", 9)))
    assert "Spine, side" not in words(seen(bare))
    assert "Spine, side" in words(seen(bare, spine=True))
    assert "Spine, side" in words(seen(record(study(NEW, lesion("T5", 9)))))
    assert len(markers(seen(record(study(NEW, lesion("T5", 9)))))) == 2


# -- what the record says and does not say


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


# -- two studies


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


# -- forms


def test_the_tab_key_stops_at_each_site_once_and_hears_what_is_there() -> None:
    picture = seen(record(study(NEW, lesion("L2", 12), lesion("femur", 9))), interactive=True)
    stops = [g for g in picture.all("g") if g.get("tabindex") == "0"]
    sites = [g.get("data-site") for g in stops]
    assert len(sites) == len(set(sites))
    assert set(sites) >= drawn_sites("front") | drawn_sites("back")
    assert all(g.get("role") == "button" and g.get("aria-label") for g in stops)
    told = {g.get("data-site"): g.get("aria-label") or "" for g in stops}
    assert told["L2"].startswith("L2, 1 entry; 1 L2: lytic lesion")
    assert "lytic" in told["femur_shaft_left"]
    assert view_of("L2") == "back"


def test_the_form_for_paper_has_no_buttons() -> None:
    svg = drawn(two_studies())
    assert "tabindex" not in svg
    assert 'role="button"' not in svg


def test_whatever_a_record_says_stays_text() -> None:
    found = record(
        study(NEW, lesion("L2", 9, note=NASTY), {"kind": "lytic", "site": NASTY}),
        {"on": NEW, "what": "bone_surgery", "site": "L2", "note": NASTY},
        name=NASTY,
    )
    for how in ({}, {"interactive": True}):
        svg = drawn(found, **how)
        assert Picture(svg).all("script") == []
        assert "<script" not in svg
        assert not any(character in svg for character in "\x07\u202e")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_arguments_give_the_same_bytes(lang: Lang) -> None:
    found = two_studies()
    assert drawn(found, lang) == drawn(found, lang)


def test_nothing_is_fetched_and_the_file_stays_small() -> None:
    found, as_of = worked(next(c for c in _cases() if c.startswith("W11-")))
    svg = drawn(found, "zh", as_of)
    picture = Picture(svg)
    links = [each.get("href") for each in picture.root.iter() if each.get("href")]
    assert all((link or "").startswith("#") for link in links)
    ids = {each.get("id") for each in picture.root.iter()}
    assert {(link or "")[1:] for link in links} <= ids
    assert "<style" not in svg
    assert len(svg.encode()) < 150_000


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        drawn(record(), as_of="2026-02-30")


def _cases() -> list[str]:
    from ..knowledge.files import patient_cases

    return list(patient_cases())
