"""Sessions and accounts in a real browser: the warning, the covered page, the button back, every page's access (H42)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import people
from .browsing import Visit
from .served import Served, served


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic whose sessions end after a minute, so that the warning stands there from the beginning."""
    folder = Path(tmp_path_factory.mktemp("brief")) / "data"
    with served(folder, settings="idle_minutes = 1") as server:
        yield server


@pytest.fixture
def hurried(chromium: Any, brief: Served) -> Iterator[Visit]:
    """A window in that clinic."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(20_000)
    context.clock.install()
    made = Visit(context, f"http://127.0.0.1:{brief.port}")
    made.expected = ("403",)  # the browser tells of each answer that refuses
    yield made
    context.close()
    made.well()


def counted(visit: Visit) -> int:
    """Seconds that the warning shows."""
    minutes, seconds = visit.page.inner_text("#ends .count").split(":")
    return int(minutes) * 60 + int(seconds)


def test_h42_the_end_is_told_beforehand_and_put_off_by_a_click(hurried: Visit) -> None:
    hurried.sign_in()
    page = hurried.page
    assert page.is_visible("#ends .soon")
    assert 50 <= counted(hurried) <= 60
    page.clock.run_for(11_000)
    assert counted(hurried) <= 50
    hurried.axe()
    with page.expect_response("**/session") as answer:
        page.click("#ends .stay")
    assert answer.value.status == 200
    assert answer.value.request.method == "POST"


def test_h42_a_page_with_nothing_typed_makes_way_when_its_session_is_over(
    hurried: Visit, brief: Served
) -> None:
    public, _ = brief.patient("over-1", "王过期")
    hurried.sign_in()
    hurried.go(f"/patients/{public}")
    elsewhere(hurried)
    hurried.page.clock.run_for(62_000)
    hurried.page.wait_for_url("**/sign-in?over=idle*")
    assert "王过期" not in hurried.page.content()


def test_h42_what_is_being_typed_is_covered_and_still_there_after_signing_in_again(
    hurried: Visit, brief: Served
) -> None:
    hurried.sign_in()
    hurried.go("/patients/new")
    page = hurried.page
    page.fill("[name=number]", "covered-1")
    page.fill("[name=name]", "李未完")
    elsewhere(hurried)
    page.clock.run_for(62_000)
    page.wait_for_selector("body.covered")
    assert page.is_visible("#ends .over")
    assert not page.is_visible("[name=name]")
    tab = hurried.open()
    tab.goto(hurried.base + "/sign-in")
    tab.fill("[name=username]", "dr")
    tab.fill("[name=password]", people.PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url(lambda url: "/sign-in" not in url)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_selector("body:not(.covered)")
    assert page.input_value("[name=name]") == "李未完"
    page.click("main button")
    page.wait_for_url(re.compile("/patients/(?!new)"))
    assert "李未完" in page.content()


def test_h42_a_form_sent_too_late_is_sent_again_by_one_press(hurried: Visit, brief: Served) -> None:
    hurried.sign_in()
    hurried.go("/patients/new")
    page = hurried.page
    page.fill("[name=number]", "late-1")
    page.fill("[name=name]", "赵迟交")
    elsewhere(hurried)
    page.click("main button")
    page.wait_for_selector("text=登录已结束")
    assert "赵迟交" not in page.content()
    hurried.axe()
    page.fill("[name=username]", "dr")
    page.fill("[name=password]", people.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("h1:has-text('填写的内容还在')")
    page.keyboard.press("Enter")  # the button has the focus
    page.wait_for_url(re.compile("/patients/(?!new)"))
    assert "赵迟交" in page.content()


def elsewhere(visit: Visit) -> None:
    """Signs in and out at another workstation, which ends every session of the account."""
    context = visit.context.browser.new_context()

    def send(path: str, **form: str) -> None:
        page = context.request.get(visit.base + "/sign-in").text()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        sent = context.request.post(
            visit.base + path, form={**form, "csrfmiddlewaretoken": found[1]}
        )
        assert sent.ok, sent.status

    send("/sign-in", username="dr", password=people.PASSWORD)
    send("/sign-out")
    context.close()


PLACES = (
    "/account", "/account/password", "/account/factor", "/people", "/people/new", "/people/wards", "/people/keys",
    "/people/1", "/people/2", "/trail", "/trail?person=dr", "/again?next=/account",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_accounts_can_be_used_by_everybody(visit: Visit, lang: str) -> None:
    visit.language(lang)
    visit.go("/sign-in?over=idle")
    visit.axe()
    visit.sign_in("chef")
    for place in PLACES:
        visit.go(place)
        assert visit.page.inner_text(".who") == "chef", place
        visit.axe()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert visit.page.evaluate(wide) <= 0, place
    visit.page.set_viewport_size({"width": 380, "height": 800})
    for place in ("/trail", "/people", "/account/factor"):
        visit.go(place)
        assert visit.page.evaluate(wide) <= 0, place


def test_an_account_is_made_taken_over_and_closed(visit: Visit) -> None:
    visit.sign_in("chef")
    visit.go("/people/new")
    page = visit.page
    page.fill("[name=username]", "neu")
    page.fill("[name=full_name]", "新医生")
    page.select_option("[name=role]", "clinician")
    page.check("[name=every_ward]")
    page.click("main form button")
    first = page.inner_text(".once")
    visit.axe()
    context = visit.context.browser.new_context()
    owner = Visit(context, visit.base)
    owner.sign_in("neu", first)
    assert owner.page.url.endswith("/account/password")
    owner.page.fill("[name=new]", "Quitten-Gelee-19")
    owner.page.fill("[name=repeat]", "Quitten-Gelee-19")
    owner.page.press("[name=repeat]", "Enter")
    owner.page.wait_for_selector("h1:has-text('患者')")
    assert "新医生" in owner.page.inner_text("header")
    visit.go("/people")
    page.click("text=neu")
    page.click("button[value=disable]")
    page.wait_for_url("**/people")
    owner.go("/")
    assert "/sign-in" in owner.page.url
    owner.well()
    context.close()
