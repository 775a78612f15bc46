"""Search, keys, the language switch and small screens, in a real browser that reads the book from files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from .made import site

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
BRIEF = (
    "index",
    "chapter-1",
    "agent-ibandronate",
    "agents",
    "sign",
)  # every day; the rest at night
SAMPLED = (
    "index", "chapter-1", "agent-clodronate", "agents", "calendar", "readings-C", "questions",
    "facts-calcium", "terms", "patients", "sign",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("book")
    for name, data in site().items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith("file:") else wrong.append(request.url),
    )
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert wrong == []


def found(page: Page, query: str) -> list[str]:
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type(query)
    return [link.get_attribute("href") or "" for link in page.query_selector_all(".hits a")]


def test_the_search_finds_ids_chinese_words_and_what_was_written_otherwise(
    page: Page, folder: Path
) -> None:
    page.goto((folder / "zh" / "index.html").as_uri())
    assert found(page, "3.2.b")[0] == "chapter-3.html#3.2.b"
    assert found(page, "唑来膦酸")[0] == "agent-zoledronic_acid.html#zoledronic_acid"
    assert "facts-kidney.html#creatinine_clearance" in found(page, "肌酐清除率")
    assert "chapter-5.html#onj.procedure_too_soon" in found(page, "牙科操作 过近")
    assert found(page, "肌酐的清除率")  # by pairs of characters
    assert found(page, "xyzzy") == []
    assert page.inner_text(".hits p") == "没有找到"


def test_the_keyboard_walks_through_what_was_found_and_opens_it(page: Page, folder: Path) -> None:
    page.goto((folder / "en" / "index.html").as_uri())
    first = found(page, "denosumab")[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Escape")
    assert page.is_hidden(".hits")
    found(page, "A3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/readings-A.html#A3")


def test_the_language_switch_leads_to_the_same_place(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "chapter-5.html").as_uri())
    page.evaluate("document.getElementById('5.2.2-2.d').scrollIntoView()")
    page.click("a.language")
    page.wait_for_url("**/en/chapter-5.html#5.2.2-2.d")
    page.set_viewport_size(
        {"width": 380, "height": 800}
    )  # where one must go up to reach the switch
    page.evaluate("window.scrollTo(0, 0)")
    page.click("a.language")
    page.wait_for_url("**/zh/chapter-5.html#5.2.2-2.d")


def test_a_hostile_query_is_only_text(page: Page, folder: Path) -> None:
    page.goto((folder / "zh" / "index.html").as_uri())
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert found(page, "<img src=x onerror=alert(1)>") == []


def too_wide(browser: Browser, paths: list[Path]) -> dict[str, int]:
    page = browser.new_page(viewport={"width": 380, "height": 800})
    wide = {}
    for path in paths:
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 380:
            wide[f"{path.parent.name}/{path.name}"] = width
    page.close()
    return wide


def findings(browser: Browser, folder: Path, names: tuple[str, ...], width: int) -> dict[str, str]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    found: dict[str, str] = {}
    for name in names:
        page.goto((folder / f"{name}.html").as_uri())
        violations = Axe().run(page).response["violations"]
        found |= {f"{name}: {each['id']}": each["nodes"][0]["html"] for each in violations}
    page.close()
    return found


def test_a_page_is_no_wider_than_a_phone(browser: Browser, folder: Path) -> None:
    names = ("index", "chapter-1", "agent-clodronate", "readings-A", "sign")
    assert too_wide(browser, [folder / "en" / f"{name}.html" for name in names]) == {}


@pytest.mark.nightly
def test_no_page_is_wider_than_a_phone(browser: Browser, folder: Path) -> None:
    assert too_wide(browser, sorted(folder.glob("*/*.html"))) == {}


@pytest.mark.parametrize(("lang", "width"), [("zh", 1280), ("en", 380)])
def test_who_cannot_see_the_page_can_use_it(
    browser: Browser, folder: Path, lang: str, width: int
) -> None:
    assert findings(browser, folder / lang, BRIEF, width) == {}


@pytest.mark.nightly
@pytest.mark.parametrize(("lang", "width"), [("zh", 1280), ("en", 380)])
def test_who_cannot_see_a_long_page_can_use_it(
    browser: Browser, folder: Path, lang: str, width: int
) -> None:
    assert findings(browser, folder / lang, SAMPLED, width) == {}


@pytest.mark.parametrize("name", ["chapter-2", "agent-zoledronic_acid"])
def test_a_page_prints_without_what_only_a_screen_needs(
    page: Page, folder: Path, name: str
) -> None:
    page.emulate_media(media="print")
    page.goto((folder / "zh" / f"{name}.html").as_uri())
    for hidden in (".bar", ".contents", ".turning"):
        assert page.is_hidden(hidden)
    assert page.is_visible(".sign")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
