"""The patient's screen in a real browser: hostile text, the page that grew old, paper, widths, keyboard."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

import pytest

from . import worked
from .browsing import Visit
from .payloads import payloads
from .served import Served

WIDTHS = (1280, 760, 380)


NIGHTLY = pytest.mark.nightly


@pytest.mark.parametrize("step", [pytest.param(1, marks=NIGHTLY), 10])
def test_h33_two_hundred_hostile_texts_in_every_field_stay_text(
    visit: Visit, office: Served, step: int
) -> None:
    assert len(set(payloads())) == 200
    hostile = payloads()[::step]
    entries: list[dict[str, Any]] = []
    for text in hostile:
        shared = {"on": "2026-11-18", "note": text, "source": text, "by": text}
        entries += [
            {**shared, "what": "medication", "name": text, "from": "2026-11-01", "on": None},
            {**shared, "what": "decision", "choose": "bone_agent", "value": "denosumab", "because": text, "by": text},
            {**shared, "what": "override", "item": "bta_indication.active", "because": text, "by": text, "on": worked.date.today().isoformat()},
            {**shared, "what": text},
            {**shared, "what": "weight", "value": text},
        ]  # fmt: skip
    entries = [{key: value for key, value in each.items() if value is not None} for each in entries]
    entries.append({"on": "2026-11-01", "what": "disease", "value": "active_myeloma"})
    public = _hostile(office, hostile[0], "<script>alert(2)</script>")
    token = worked.token(office, public)
    for start in range(0, len(entries), 400):
        token = worked.more(office, public, token, *entries[start : start + 400])
    visit.sign_in()
    for path in (f"/patients/{public}", f"/patients/{public}?whole", "/"):
        visit.go(path)
        assert (
            visit.page.evaluate(
                "document.querySelectorAll('main script, main iframe, main [onerror], main [onload], main [onfocus]').length"
            )
            == 0
        )
    visit.go(f"/patients/{public}")
    shown = visit.page.inner_text("#record") + visit.page.inner_text("#problems")
    lacking = [text for text in hostile if " ".join(text.split()) not in " ".join(shown.split())]
    assert lacking == []
    assert hostile[0] in visit.page.inner_text(".patient-banner")


@pytest.mark.parametrize(
    "start", [0, *(pytest.param(n, marks=NIGHTLY) for n in range(40, 200, 40))]
)
def test_h33_a_hostile_name_stays_text_in_title_banner_and_list(
    visit: Visit, office: Served, start: int
) -> None:
    found = [_hostile(office, text) for text in payloads()[start : start + 40 : 10]]
    visit.sign_in()
    for public, text in zip(found, payloads()[start : start + 40 : 10], strict=True):
        visit.go(f"/patients/{public}")
        plain = " ".join(text.split())
        assert plain in " ".join(visit.page.inner_text(".patient-banner").split())
        assert plain in " ".join(visit.page.title().split())


def _hostile(office: Served, name: str, number: str = "") -> str:
    body = {
        "name": name[:120],
        "numbers": [{"system": "his", "number": (number + secrets.token_hex(6))[:60]}],
    }
    status, _, answer = office.ask(
        "POST", "/api/patients", body, Idempotency_Key=secrets.token_hex(12)
    )
    assert status == 201, answer
    return str(json.loads(answer)["patient"])


def test_h20_a_page_that_was_left_open_greys_and_lets_nobody_sign(
    visit: Visit, office: Served
) -> None:
    public = worked.brought(office, worked.case("W1"), "grey-1")
    visit.sign_in()
    visit.page.clock.install()
    visit.go(f"/patients/{public}")
    assert visit.page.locator(".grown-old").is_hidden()
    assert visit.page.locator(".signs").is_enabled()
    visit.page.clock.fast_forward(11 * 60_000)
    visit.page.wait_for_selector(".grown-old:not([hidden])")
    assert visit.page.locator(".signs").is_disabled()
    assert "重新载入" in visit.page.inner_text(".grown-old")


@pytest.mark.parametrize(
    "name", ["W4", *(pytest.param(name, marks=NIGHTLY) for name in ("W1", "W9", "W10", "W11"))]
)
def test_h38_on_paper_everything_is_there_and_the_banner_heads_every_page(
    visit: Visit, office: Served, name: str
) -> None:
    case = worked.case(name)
    public = worked.brought(office, case, f"paper-{name}")
    visit.sign_in()
    visit.go(f"/patients/{public}")
    page = visit.page
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    said = " ".join(page.inner_text("main").split())
    data = worked.json.loads(office.ask("GET", f"/api/patients/{public}/advice")[2])
    for item in data["items"]:
        assert item["text"]["zh"].rstrip("。") in said or item["id"].endswith("/refer")
    for agent in data["agents"]:
        if agent["dose"]:
            assert agent["dose"]["display"]["zh"].replace(" ", "") in said.replace(" ", "")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.patient-banner')).display")
        == "table-header-group"
    )
    assert page.evaluate("document.querySelectorAll('details.evidence:not([open])').length") == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("W4", "zh"),
        ("W10", "en"),
        pytest.param("W4", "en", marks=NIGHTLY),
        pytest.param("W10", "zh", marks=NIGHTLY),
    ],
)
def test_every_width_fits_and_axe_finds_nothing(
    visit: Visit, office: Served, name: str, lang: str
) -> None:
    public = worked.brought(office, worked.case(name), f"wide-{name}-{lang}")
    visit.language(lang)
    visit.sign_in()
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.go(f"/patients/{public}")
        assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    visit.page.set_viewport_size({"width": 640, "height": 450})  # 1280 × 900 at 200 %
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    visit.page.reload()
    visit.axe()
    assert "王示例" in visit.page.title()
    assert f"wide-{name}-{lang}" in visit.page.title()


def test_the_page_of_a_cited_thing_is_clean(visit: Visit, office: Served) -> None:
    visit.sign_in()
    for known in (
        "3.2.b",
        "B8",
        "hypercalcaemia.treat_now",
        "zoledronic_acid",
        "creatinine_clearance",
    ):
        visit.go(f"/knowledge/{known}")
        assert re.search(r"\S", visit.page.inner_text(".told"))
    visit.axe()
