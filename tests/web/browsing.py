"""A real browser in a clinic that is really served; whatever leaves the host, complains or is hard to use fails.

Fixtures: `office` is the clinic, one for each test process; `visit` a browser window of its own in it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from .served import Served, served

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
# Rules that concern a whole site, or need a person to judge.
LEFT_TO_PEOPLE: tuple[str, ...] = ()


class Visit:
    """A window of a browser. `page` is Playwright's; `complaints` what went wrong in it."""

    def __init__(self, context: Any, base: str) -> None:
        self.context, self.base = context, base
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()  # parts of complaints that a test provokes
        self.page = self.open()

    def open(self) -> Any:
        """Another tab of the same window."""
        page = self.context.new_page()
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        return page

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"console: {text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked for {url}")

    def go(self, path: str) -> Any:
        """Opens an address of the clinic."""
        return self.page.goto(self.base + path)

    def sign_in(self, name: str = "dr", password: str | None = None) -> None:
        """Signs in through the form."""
        from .people import PASSWORD

        self.go("/sign-in")
        self.page.fill("[name=username]", name)
        self.page.fill("[name=password]", password or PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def language(self, lang: str) -> None:
        """Chinese or English from now on."""
        self.context.add_cookies([{"name": "lang", "value": lang, "url": self.base}])

    def axe(self, page: Any = None) -> None:
        """Fails with every finding of axe on the page as it is."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(page or self.page).response["violations"]
        told = [
            f"{each['id']}: {each['help']}: "
            + "; ".join(n["html"][:120] for n in each["nodes"][:3])
            for each in found
            if each["id"] not in LEFT_TO_PEOPLE
        ]
        assert told == []

    def well(self) -> None:
        """Fails when anything went wrong in this window that the test did not provoke."""
        left = [c for c in self.complaints if not any(part in c for part in self.expected)]
        assert left == []


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic that is served, with the clinician `dr`."""
    with served(Path(tmp_path_factory.mktemp("office")) / "data") as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The Chromium of this machine; without one it is said, or fails under CI."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on this machine")
        pytest.skip("NOT TESTED IN A BROWSER: no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, office: Served) -> Iterator[Visit]:
    """A window of its own: nobody signed in, Chinese; checked when the test is over."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(20_000)
    made = Visit(context, f"http://127.0.0.1:{office.port}")
    yield made
    context.close()
    made.well()
