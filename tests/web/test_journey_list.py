"""Signing in, the list of patients by keyboard, signing out, and the button back: in a real browser."""

from __future__ import annotations

import pytest

from .browsing import Visit
from .served import Served

WORDS = {"zh": ("患者", "退出", "全部"), "en": ("Patients", "Sign out", "All")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_is_walked_through_by_keyboard(visit: Visit, office: Served, lang: str) -> None:
    first, _ = office.patient(f"k1-{lang}", "王键盘")
    office.patient(f"k2-{lang}", "李键盘")
    visit.language(lang)
    visit.sign_in()
    page = visit.page
    assert WORDS[lang][0] in page.inner_text("h1")
    visit.axe()
    page.keyboard.press("/")
    page.keyboard.type("键盘")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    assert page.locator("#patients tbody tr").count() >= 2
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/patients/*")
    assert first


def test_h42_after_signing_out_the_button_back_shows_nothing(visit: Visit, office: Served) -> None:
    office.patient("back-1", "陈后退")
    visit.sign_in()
    page = visit.page
    page.fill("#q", "陈后退")
    page.keyboard.press("Enter")
    page.click("text=陈后退")
    page.wait_for_url("**/patients/*")
    page.click("header .quiet:has-text('退出')")
    page.wait_for_url("**/sign-in*")
    page.go_back()
    page.wait_for_load_state()
    page.wait_for_url("**/sign-in*")
    assert "陈后退" not in page.content()
