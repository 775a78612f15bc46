"""The pages of worked patients, and the plans of three, as they are printed; `python -m tests.cli.goldens` makes them anew.

Their difference is what a reader of the page sees change, be it through the knowledge or the program.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from myelobone import advise, plan, read_record, series
from myelobone.page.layout import plain
from myelobone.page.plan_months import facts_shown
from myelobone.page.plan_months import page as plan_page
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
PLANS = {
    "plan.W1": "W1-2026-12-01",  # two agents to choose from, side by side for two years
    "plan.W7": "W7-2026-11-17",  # month 12, three intervals
    "plan.W8": "W8-2026-12-10",  # stopped on an agent with a deadline
}
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
GOLDENS: dict[str, tuple[str, Lang, int]] = {
    f"{name}.{lang}.txt": (name, lang, 80) for name in (*CASES, *PLANS) for lang in LANGUAGES
} | {"W4.zh.120.txt": ("W4", "zh", 120)}


def drawn(name: str, lang: Lang, width: int) -> str:
    """The page of a worked patient as plain text, or of its plan."""
    if name in PLANS:
        return plan_drawn(PLANS[name], lang, width)
    case = patient_cases()[CASES[name]]
    record = read_record(case.record, knowledge().vocabulary)
    advice = advise(record, case.as_of, knowledge())
    lines = page(advice.to_dict(), knowledge(), lang=lang, width=width, patient=record.patient)
    return "".join(plain(line) + "\n" for line in lines)


def plan_drawn(case_id: str, lang: Lang, width: int, *, full: bool = False) -> str:
    """The plan of a worked patient as plain text."""
    case = patient_cases()[case_id]
    record = read_record(case.record, knowledge().vocabulary)
    found = plan(record, case.as_of, None, knowledge())
    names = facts_shown(knowledge())
    over_time = series(record, names, case.as_of, case.as_of, knowledge())
    facts = {name: msgspec.to_builtins(over_time.facts[name][0].fact) for name in names}
    lines = plan_page(
        found.to_dict(), facts, record, knowledge(), lang=lang, width=width, full=full
    )
    return "".join(plain(line) + "\n" for line in lines)


def write() -> None:
    """Writes every golden page anew."""
    PAGES.mkdir(exist_ok=True)
    for file, (name, lang, width) in GOLDENS.items():
        (PAGES / file).write_text(drawn(name, lang, width), encoding="utf-8")


if __name__ == "__main__":
    write()
