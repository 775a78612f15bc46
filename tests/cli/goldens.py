"""The pages of four worked patients as they are printed; `python -m tests.cli.goldens` makes them anew.

Their difference is what a reader of the page sees change, be it through the knowledge or the program.
"""

from __future__ import annotations

from pathlib import Path

from myelobone import advise, read_record
from myelobone.page.layout import plain
from myelobone.page.whole import page
from myelobone.page.words import Lang

from ..knowledge.files import knowledge, patient_cases

PAGES = Path(__file__).parent / "pages"
CASES = {
    "W1": "W1-2026-12-01",  # a first agent to be chosen
    "W4": "W4-2026-12-07",  # an emergency, and no weight
    "W9": "W9-2026-11-12",  # an extraction too soon after a dose
    "W10": "W10-2026-11-09",  # osteonecrosis of the jaw
}
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
GOLDENS: dict[str, tuple[str, Lang, int]] = {
    f"{name}.{lang}.txt": (name, lang, 80) for name in CASES for lang in LANGUAGES
} | {"W4.zh.120.txt": ("W4", "zh", 120)}


def drawn(name: str, lang: Lang, width: int) -> str:
    """The page of a worked patient as plain text."""
    case = patient_cases()[CASES[name]]
    record = read_record(case.record, knowledge().vocabulary)
    advice = advise(record, case.as_of, knowledge())
    lines = page(advice.to_dict(), knowledge(), lang=lang, width=width, patient=record.patient)
    return "".join(plain(line) + "\n" for line in lines)


def write() -> None:
    """Writes every golden page anew."""
    PAGES.mkdir(exist_ok=True)
    for file, (name, lang, width) in GOLDENS.items():
        (PAGES / file).write_text(drawn(name, lang, width), encoding="utf-8")


if __name__ == "__main__":
    write()
