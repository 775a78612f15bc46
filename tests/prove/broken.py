"""The small edition of `tests/decide/small` with files added or replaced, ready to be proved."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from myelobone import Knowledge, advise, read_record
from myelobone.language.load import load_folder
from myelobone.prove.finding import Examined, Finding, Witness
from myelobone.prove.subject import Subject

SMALL = Path(__file__).parents[1] / "decide" / "small"
FACTS = """\
weight: {label: {zh: 体重, en: weight}, unit: kg, is: latest weight within 90 days}
stage: {label: {zh: 期, en: stage}, values: [early, late, end], is: latest stage}
dialysis: {label: {zh: 透析, en: dialysis}, is: latest dialysis}
"""
EXAMPLES = "examples: {fires: {age: 1 a}, quiet: {age: 2 a}, asks: {age: unknown}}"


def small(**files: str) -> Knowledge:
    """The small edition with files, named with `__` for a slash; rule examples are not tried."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SMALL, folder, dirs_exist_ok=True)
        for key, text in files.items():
            path = folder / (key.replace("__", "/") + ".yaml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_folder(folder)


def subject(**files: str) -> Subject:
    """The same, as proofs take it."""
    return Subject(small(**files))


def rule(name: str, when: str, says: str = "", then: str = "{advise: yes}", more: str = "") -> str:
    """One rule as a line of a list; its examples only satisfy the form."""
    text = f"{{zh: '甲{says}', en: 'A {says}'}}"
    return (
        f"- {{id: topic.{name}, title: {{zh: 甲, en: A}}, cite: [S1], when: {when}, then: {then}, "
        f"says: {text}, {more}{EXAMPLES}}}\n"
    )


def codes(examined: Examined) -> list[str]:
    """The codes of the findings, in order."""
    return [finding.code for finding in examined.findings]


def only(examined: Examined, code: str) -> Finding:
    """The one finding of a code."""
    found = [finding for finding in examined.findings if finding.code == code]
    assert len(found) == 1, codes(examined)
    return found[0]


def facts_on(knowledge: Knowledge, witness: Witness | None) -> dict[str, object]:
    """What `advise` says of a witness: the value of each fact, `none` or `unknown`."""
    assert witness is not None
    record = read_record(witness.record, knowledge.vocabulary)
    assert not record.problems
    advice = advise(record, witness.as_of, knowledge).to_dict()
    return {
        name: fact["value"] if fact["status"] == "known" else fact["status"]
        for name, fact in advice["facts"].items()
    }
