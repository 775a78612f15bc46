"""No character of a picture is drawn as an empty box: a real browser draws each beside one that no font has."""

from __future__ import annotations

import os
import shutil

import pytest

from ..knowledge.files import knowledge
from .seen import Picture
from .shown import charted, drawn, lesion, record, study

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
NO_GLYPH = "\U0010fffd"  # in no font
MEASURE = """(letters) => {
  const canvas = document.createElement("canvas"), side = 32;
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d", {willReadFrequently: true});
  const picture = (letter) => {
    pen.clearRect(0, 0, side, side);
    pen.font = "500 20px 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";
    pen.fillText(letter, 4, 24);
    return pen.getImageData(0, 0, side, side).data.join();
  };
  const box = picture(letters[0]);
  return letters.slice(1).filter((letter) => picture(letter) === box);
}"""


def boxed(letters: str) -> list[str]:
    """The characters that this machine's fonts cannot draw."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found: list[str] = browser.new_page().evaluate(MEASURE, [NO_GLYPH, *letters])
        browser.close()
    return found


@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="needs chromium")
def test_every_character_of_the_pictures_has_a_glyph() -> None:
    sites = knowledge().vocabulary.sites
    every = record(study("2026-08-20", *(lesion(site, 8) for site in sites)))
    value = {"on": "2026-01-05", "what": "free_light_chain_kappa", "value": "<3.3 mg/L"}
    texts = [Picture(drawn(every, lang)).texts for lang in ("zh", "en")]
    texts += [charted(record(value), lang).texts for lang in ("zh", "en")]
    letters = sorted(
        {letter for boxes in texts for box in boxes for letter in box.what if not letter.isspace()}
    )
    assert len(letters) > 150
    assert boxed("".join(letters) + "\U0010fffe") == ["\U0010fffe"]
