"""A small edition made of a few terms and whatever a test adds to it, and advice by it."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from myelobone import Knowledge, advise, read_record
from myelobone.decide.examples import check_examples
from myelobone.language.load import load_folder

HERE = Path(__file__).parent / "small"
TODAY = "2026-06-15"


@cache
def edition(facts: str = "", rules: str = "", calendar: str = "", **agents: str) -> Knowledge:
    """The small edition with facts, rules, calendar items and agents, each given as YAML."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(HERE, folder, dirs_exist_ok=True)
        added = {"facts/added": facts, "rules/topic": rules, "calendar/added": calendar}
        for file, text in {
            **added,
            **{f"agents/{agent}": agents[agent] for agent in agents},
        }.items():
            if text:
                (folder / file).parent.mkdir(exist_ok=True)
                (folder / f"{file}.yaml").write_text(text, encoding="utf-8")
        knowledge = load_folder(folder)
    check_examples(knowledge)
    return knowledge


def fact(name: str, **form: Any) -> str:
    """One fact as a line of YAML; its label is its name."""
    inner = ", ".join(f"{key.rstrip('_')}: {value}" for key, value in form.items())
    return f"{name}: {{label: {{zh: {name}, en: {name}}}, {inner}}}\n"


def asked(
    knowledge: Knowledge,
    *entries: dict[str, Any],
    on: str = TODAY,
    known_then: bool = False,
    all_rules: bool = False,
    **record: Any,
) -> dict[str, Any]:
    """The advice for some entries on a day, as plain data; `record` adds `patient` or `site`."""
    patient = {"id": "T", **record.pop("patient", {})}
    written = {
        "format": "myelobone-record/1",
        "patient": patient,
        "entries": list(entries),
        **record,
    }
    read_in = read_record(written, knowledge.vocabulary)
    plain: dict[str, Any] = advise(
        read_in, on, knowledge, known_then=known_then, all_rules=all_rules
    ).to_dict()
    return plain


def shown(fact: dict[str, Any]) -> Any:
    """A fact in short: its value, its limits, `none`, or `?` and why it is unknown."""
    match fact["status"]:
        case "known":
            return fact["value"]
        case "between":
            return (fact["low"], fact["high"])
        case "none":
            return "none"
        case _:
            return f"?{fact['why']}"


def by(parts: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    """Parts of an advice by one of their keys."""
    return {part[key]: part for part in parts}
