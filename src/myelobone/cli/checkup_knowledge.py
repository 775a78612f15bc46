"""What `doctor` looks at in the knowledge: that it is sound, speaks as it must, and starts fast."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..language import compiled
from ..language.model import Knowledge
from ..language.problems import Refused, Text
from ..page.words import Lang
from .checkup import Finding
from .faults import Unusable
from .progress import Progress

SHOWN = 3  # problems or differences named


def knowledge(folder: str | None) -> tuple[Knowledge | None, Finding]:
    """The knowledge, if it can be loaded, and what there is to say of it."""
    from ..api import load_knowledge

    label = Text("知识库", "knowledge")
    try:
        known = load_knowledge(folder)
    except Refused as refused:
        told = "; ".join(problem.line() for problem in refused.problems[:SHOWN])
        more = f" … {len(refused.problems)}" if len(refused.problems) > SHOWN else ""
        do = Text("请重新安装，或恢复知识库文件夹", "Install it again, or restore the folder")
        return None, Finding(id="knowledge", label=label, state="fault", found=told + more, do=do)
    edition = known.edition
    counts = f"{len(known.rules)} rules, {len(known.agents)} agents, {len(known.facts)} facts"
    found = f"{edition.id} {edition.version} ({edition.effective}), {counts}, {known.digest}"
    return known, Finding(id="knowledge", label=label, state="well", found=found)


def canaries(known: Knowledge, place: Path, lang: Lang, *, every: bool) -> Finding:
    """Whether the worked patients still get their answers: one a file, or every one.

    `place` is the folder of the patients.
    """
    from ..api import advise
    from ..decide.patients import match
    from ..record.read import read_record
    from .coverage import worked

    label = Text("示例患者", "worked patients")
    if not any(place.glob("*.yaml")):
        return Finding(id="canaries", label=label, state="note", found="0", do=_RESTORE)
    try:
        found = list(reversed(worked(place)))
    except (OSError, Refused, Unusable) as error:
        return Finding(id="canaries", label=label, state="fault", found=str(error), do=_RESTORE)
    cases = {case.name if every else case.name.split("-")[0]: case for case in found}
    progress = Progress(len(cases), lang)
    wrong = []
    for case in cases.values():
        record = read_record(case.record, known.vocabulary)
        advice = advise(record, case.as_of, known, all_rules="rules" in case.expect).to_dict()
        if match(case.expect, advice):
            wrong.append(case.name)
        progress.step(1)
    progress.clear()
    told = f"{len(cases) - len(wrong)} / {len(cases)}"
    if not wrong:
        return Finding(id="canaries", label=label, state="well", found=told)
    do = Text(
        f"答案与预期不符，不要使用：{', '.join(wrong[:SHOWN])}",
        f"Not the answer that is expected, do not use it: {', '.join(wrong[:SHOWN])}",
    )
    return Finding(id="canaries", label=label, state="fault", found=told, do=do)


_RESTORE = Text("请恢复知识库的 patients 文件夹", "Restore the folder of patients")


def compiled_form(folder: str | None) -> Iterator[Finding]:
    """Whether a compiled form is there and fresh, and whether a new one could be kept."""
    label = Text("编译后的知识", "compiled form")
    forms = compiled.forms(folder)
    told = (
        ", ".join(f"{form.place} {form.state}" for form in forms if form.state != "absent") or "-"
    )
    fresh = any(form.state == "fresh" for form in forms)
    slower = Text(
        "每次启动都要重新读取，会慢几秒", "Each start reads the folder afresh, seconds slower"
    )
    yield Finding(
        id="compiled", label=label, state="well" if fresh else "note", found=told,
        do=None if fresh else slower,
    )  # fmt: skip
    kept = next((form.file.parent for form in forms if form.place == "kept"), None)
    label = Text("缓存文件夹", "cache folder")
    writable = kept is not None and _writable(kept)
    yield Finding(
        id="cache", label=label, state="well" if writable else "note", found=str(kept or "-"),
        do=None if writable else Text(
            "不可写；不影响结果，自定的知识库启动较慢",
            "Cannot be written; results are the same, another edition starts slower",
        ),
    )  # fmt: skip


def _writable(folder: Path) -> bool:
    while not folder.exists() and folder.parent != folder:
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def newest(place: Path) -> float | None:
    """When the newest file of a folder was written, in seconds; None when there is none."""
    return max((file.stat().st_mtime for file in place.rglob("*.yaml")), default=None)
