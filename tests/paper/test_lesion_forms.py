"""The map for the screen, the keyboard and paper: nothing let through, nothing fetched, the same bytes."""

from __future__ import annotations

import pytest

from myelobone.page.words import Lang
from myelobone.paper.lesions.places import (
    drawn_sites,
    view_of,
)

from .seen import Picture
from .shown import (
    NASTY,
    NEW,
    drawn,
    lesion,
    record,
    rows,
    seen,
    study,
    two_studies,
    worked,
)

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
WIDTHS = (680, 760, 380)


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


def test_every_marker_says_which_site_it_stands_for() -> None:
    picture = seen(two_studies(), interactive=True)
    sites = [g.get("data-site") for g in picture.all("g") if g.get("class") == "marker"]
    assert set(sites) == {row["site"] for row in rows(two_studies())}


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
