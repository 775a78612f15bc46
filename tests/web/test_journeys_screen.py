"""Five journeys on the patient's screen, in both languages, by keyboard where a hand would leave the mouse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from . import worked
from .browsing import Visit
from .served import Served

LANGUAGES = pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.nightly)])
ENGLISH = pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.nightly)])


def _open(visit: Visit, office: Served, name: str, lang: str, number: str) -> tuple[Any, str]:
    public = worked.brought(office, worked.case(name), number)
    visit.language(lang)
    visit.sign_in()
    visit.go(f"/patients/{public}")
    return visit.page, public


@LANGUAGES
def test_hypercalcaemia_at_night(visit: Visit, office: Served, lang: str) -> None:
    page, _ = _open(visit, office, "W4", lang, f"night-{lang}")
    alarm = page.locator(".alarms a")
    assert alarm.count() == 1
    assert {"zh": "立即", "en": "Now"}[lang] in alarm.inner_text()
    page.keyboard.press("Tab")  # the skip link is first
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.alarms')"):
            break
    page.keyboard.press("Enter")
    item = page.locator("[id='item-hypercalcaemia.treat_now']")
    assert item.is_visible()
    assert item.locator(".do li").count() == 4  # what to do, named
    assert {"zh": "血液科", "en": "haematology"}[lang] in item.inner_text()
    evidence = item.locator("details.evidence")
    evidence.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "3.20" in evidence.inner_text()
    evidence.locator("a.id").first.click()
    page.wait_for_url("**/knowledge/3.2.b")
    assert page.inner_text(".told").strip()


@LANGUAGES
def test_start_of_denosumab(visit: Visit, office: Served, lang: str) -> None:
    page, public = _open(visit, office, "W1", lang, f"start-{lang}")
    choice = page.locator("#choice-bone_agent")
    assert choice.locator("input:checked").count() == 0
    choice.locator("input[value=denosumab]").focus()
    page.keyboard.press("Space")
    choice.locator("input[name=because]").fill("静脉通路困难")
    page.keyboard.press("Enter")
    page.wait_for_url("**stored=*")
    assert "静脉通路困难" in page.inner_text("#choice-bone_agent .decided")
    due = page.locator("#due")
    link = due.locator("a[href*='/done?item=']").first
    assert "denosumab" not in page.url
    link.click()
    page.wait_for_url("**/done?*")
    visit.axe()
    assert page.input_value("#dose") == "120 mg"
    assert page.input_value("#route") == "sc"
    page.press("#on", "Enter")  # moves on, saves nothing
    assert page.evaluate("document.activeElement.id") == "dose"
    page.click("form.steps button")
    page.wait_for_url("**stored=*")
    assert "120 mg" in page.inner_text(".stored")
    assert page.locator(f"a[href='/patients/{public}/done']").count() == 0
    assert {"zh": "地舒单抗", "en": "denosumab"}[lang] in page.inner_text(".cell.state")


@ENGLISH
def test_a_question_answered_and_the_dose_appears(visit: Visit, office: Served, lang: str) -> None:
    page, _ = _open(visit, office, "W4", lang, f"answer-{lang}")
    row = page.locator("#agent-zoledronic_acid")
    assert "？" in row.inner_text()
    assert " mg" not in row.locator("td").first.inner_text()
    page.locator(".cell.lacking a").first.focus()
    page.keyboard.press("Enter")
    field = page.locator("#ask-weight [name=value]")
    field.fill("750")
    field.press("Enter")
    page.wait_for_selector(".refused")
    assert page.locator("#ask-weight [name=value]").input_value() == "750"
    page.locator("#ask-weight [name=value]").fill("75")
    page.locator("#ask-weight [name=value]").press("Enter")
    page.wait_for_url("**stored=*")
    assert "75 kg" in page.inner_text(".stored")
    assert page.locator("#ask-weight").count() == 0
    assert "？" not in page.locator("#agent-zoledronic_acid").locator("th").inner_text()
    assert "mL/min" in page.inner_text(".patient-banner")
    visit.expected = ("422",)


@LANGUAGES
def test_an_item_set_aside_and_its_end(visit: Visit, office: Served, lang: str) -> None:
    page, public = _open(visit, office, "W9", lang, f"aside-{lang}")
    name = "onj.procedure_too_soon"
    item = page.locator(f"[id='item-{name}']")
    before = page.locator(".alarms li").count()
    item.locator("details.act summary").focus()
    page.keyboard.press("Enter")
    item.locator("[name=because]").fill("急性感染，MDT 同意")
    item.locator("[name=until]").fill(date.today().strftime("%Y%m%d"))
    page.keyboard.press("Enter")
    page.wait_for_url("**stored=*")
    aside = page.locator(f".away[id='item-{name}']")
    assert "急性感染，MDT 同意" in aside.inner_text()
    assert "dr" in aside.inner_text()
    assert date.today().isoformat() in aside.inner_text()
    assert page.locator(".alarms li").count() == before - 1
    visit.axe()
    # its end: the same words of a month ago hold nothing back any more
    on = date.today() - timedelta(days=40)
    other = worked.brought(office, worked.case("W9"), f"aside-end-{lang}")
    old = {
        "on": on.isoformat(),
        "what": "override",
        "item": name,
        "because": "x",
        "by": "dr",
        "until": (on + timedelta(days=5)).isoformat(),
    }
    worked.more(office, other, worked.token(office, other), old)
    visit.go(f"/patients/{other}")
    assert page.locator(".alarms li").count() == before
    assert page.locator(f".message.stop[id='item-{name}']").count() == 1
    assert public != other


@ENGLISH
def test_the_decision_at_twenty_four_months(visit: Visit, office: Served, lang: str) -> None:
    name = next(
        name for name, case in worked.cases().items()
        if name.startswith(("W7", "course", "story_regular"))
        and any(c["id"] == "course" and not c["chosen"] for c in worked.view(case).data["choices"])
    )  # fmt: skip
    public = worked.brought(office, worked.cases()[name], f"months-{lang}")
    visit.language(lang)
    visit.sign_in()
    visit.go(f"/patients/{public}")
    page = visit.page
    choice = page.locator("#choice-course")
    assert choice.locator("input[type=radio]").count() == 2
    assert choice.locator("input:checked").count() == 0
    choice.locator("input[value=stop]").check()
    page.click("#choice-course button")
    page.wait_for_selector(".refused")  # stopping needs a reason
    assert page.locator("#choice-course input[value=stop]").is_checked()
    page.fill("#choice-course [name=because]", "两年已满，深度缓解")
    page.click("#choice-course button")
    page.wait_for_url("**stored=*")
    assert "两年已满，深度缓解" in page.inner_text(".stored") + page.inner_text("#record")
    visit.expected = ("409",)
