"""The numbers of the text against the knowledge: the statement that says each, and the line that acts on it."""

from __future__ import annotations

import re
from pathlib import Path

from myelobone import Knowledge
from myelobone.language.model import Part

from .raw import Cells

DAYS = {"h": 1 / 24, "d": 1, "day": 1, "week": 7}
MONTHS = {"mo": 1, "month": 1, "a": 12, "year": 12}
SAME = {"IU/d": "[iU]/d", "hour": "h", "lesion": "", "dose": "", "session": ""}
SIGNS = {"≥": (">=", "<"), ">": (">", "<="), "<": ("<", ">=")}  # and what says the same of the rest
WORDED = {
    "≥": ("at least", "or more", "或以上"),
    ">": ("above", "over", "more than", "after"),
    "<": ("below",),
}
IN_WORDS = {"1": ("每", "每次", "every", "one", "once", "monthly", "each"), "2": ("two", "2年")}
_QUANTITY = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)(?: ([a-zA-Z\[][\w\[\]/]*))?")


def faults(knowledge: Knowledge, folder: Path, printed: Cells, carried: Cells) -> list[str]:
    """What is wrong with one number: its statement, its line, or a reading too many or too few."""
    found = []
    statement = knowledge.statements.get(carried["statement"])
    if statement is None:
        return [f"no statement {carried['statement']}"]
    for lang, text in (("zh", statement.says.zh), ("en", statement.says.en)):
        if not said(printed, text):
            found.append(f"{statement.id} ({lang}) does not say {shown(printed)}")
    if printed["kind"] != "rule":
        return found
    parts = [named(knowledge, name) for name in carried["part"].split()]
    if not parts or None in parts:
        return [*found, f"nothing is called {carried['part']!r}"]
    whole = "\n".join(source(folder, part) for part in parts if part is not None)
    found += [f"no {line!r} there" for line in carried["line"].split(" | ") if line not in whole]
    cites = {id_ for part in parts for id_ in (*part.cites, *part.evidence)}  # type: ignore[union-attr]
    if statement.id not in cites:
        found.append(f"{carried['part']} does not cite {statement.id}")
    if same(printed, carried["line"]) == bool(carried["reading"]):
        found.append(f"a reading is {'not needed' if carried['reading'] else 'needed'}")
    readings = {id_ for part in parts for id_ in part.readings}  # type: ignore[union-attr]
    if carried["reading"] and carried["reading"] not in readings:
        found.append(f"{carried['part']} does not rest on {carried['reading']}")
    return found


def said(printed: Cells, text: str) -> bool:
    """Whether a statement holds the printed numbers, in figures or words, and the printed sign."""
    plain = text.translate(str.maketrans("＞＜–", "><-")).lower()
    plain = re.sub(r"(?<!\d) | (?!\d)", "", plain)
    sign = printed["direction"] if printed["direction"] in SIGNS else ""
    numbers = re.findall(r"[\d.]+", printed["value"])
    if not all(_holds(plain, number) for number in numbers):
        return False
    return not sign or any(word.replace(" ", "") in plain for word in (sign, *WORDED[sign]))


def _holds(plain: str, number: str) -> bool:
    if re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", plain):
        return True
    return any(word in plain for word in IN_WORDS.get(number, ()))


def same(printed: Cells, line: str) -> bool:
    """Whether the line holds exactly the printed numbers, in the printed unit, with the printed sign."""
    wanted = [
        measured(number, printed["unit"]) for number in re.findall(r"[\d.]+", printed["value"])
    ]
    ours = [measured(number, unit) for number, unit in _QUANTITY.findall(line)]
    if any(number not in ours for number in wanted) or not wanted:
        return False
    signs = SIGNS.get(printed["direction"])
    return signs is None or any(f"{sign} {printed['value']}" in line for sign in signs)


def measured(number: str, unit: str) -> tuple[float, str]:
    """A number in days, in months, or in its own unit."""
    unit = SAME.get(unit, unit)
    single = unit.removesuffix("s")
    if single in MONTHS:
        return float(number) * MONTHS[single], "months"
    if single in DAYS:
        return round(float(number) * DAYS[single], 6), "days"
    return float(number), unit


def named(knowledge: Knowledge, name: str) -> Part | None:
    """The fact, rule or calendar item of a name."""
    return knowledge.facts.get(name) or knowledge.rules.get(name) or knowledge.calendar.get(name)


def source(folder: Path, part: Part) -> str:
    """The part as it is written: from its line to the next that begins in the first column."""
    name, line, _ = part.place.split(":")
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    rest = lines[int(line) - 1 :]
    end = next((n for n, each in enumerate(rest) if n and each[:1] not in ("", " ", "#")), None)
    return "\n".join(rest[:end])


def shown(printed: Cells) -> str:
    """The printed number for a message."""
    return f"{printed['direction']} {printed['value']} {printed['unit']} ({printed['en']})".strip()
