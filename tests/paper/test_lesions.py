"""The lesion map: every site in its place, markers numbered like the table, nothing covered."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import hypot
from typing import Any

import pytest

from myelobone.decide.advise import advise
from myelobone.page.words import Lang
from myelobone.paper.lesions.arrange import Box, arrange
from myelobone.paper.lesions.lesion_map import lesion_table
from myelobone.paper.lesions.markers import FILLS, R
from myelobone.paper.lesions.places import (
    VIEWS,
    anchor,
    drawn_sites,
    index,
    listed,
    spread,
)

from ..knowledge.files import knowledge
from .seen import Picture
from .shown import (
    NEW,
    OLD,
    drawn,
    everywhere,
    lesion,
    markers,
    record,
    rows,
    seen,
    study,
    two_studies,
    words,
    worked,
)

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
WIDTHS = (680, 760, 380)


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
