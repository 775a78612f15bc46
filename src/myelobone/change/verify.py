"""Whether knowledge may be relied on now: its files as sealed, nothing missing, no rule silent.

Every server calls `verify` at its start and daily and gives no advice while the result is not `ok`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..decide.knowledge_ref import review_of
from ..decide.patients import Case, match
from ..language import manifest as sealing
from ..language.compiled import default_folder, digest_of, is_shipped
from ..language.model import Knowledge
from ..language.problems import Problem, Refused, Text
from ..language.topics import Key
from . import canaries
from .worked import NoPatient, worked

PATIENTS = "patients"
# Of what a case expects, what an advice shows that was not asked for questions and margins.
ASKED_FOR = ("questions", "margins", "next_change", "anywhere")
MESSAGES = {
    "knowledge.silent": Text("没有任何示例患者能使它起作用", "It is at work in no worked patient"),
    "knowledge.gone": Text("示例清单中有，知识库里没有了", "A canary stands for it and it is gone"),
    "knowledge.canary": Text(
        "示例患者的建议与预期不符", "A canary's advice is not what is expected"
    ),
    "knowledge.canary_failed": Text("示例患者未能得出建议", "A canary got no advice"),
    "knowledge.no_patients": Text(
        "没有可用的示例患者", "There are no worked patients to try it on"
    ),
    "knowledge.other_files": Text(
        "文件夹已不是所载入的知识", "The folder is no longer what was loaded"
    ),
    "knowledge.count": Text("数目与封存时不同", "There are not as many as were sealed"),
    "knowledge.not_sealed": Text(
        "工作稿未封存，不能用于服务", "A working copy that was not sealed serves nobody"
    ),
}


class CanaryRun(Struct, frozen=True, kw_only=True):
    """How many patient days were tried, and by kind how many parts were seen at work of how many."""

    days: int
    seen: dict[str, int]
    of: dict[str, int]


class Verified(Struct, frozen=True, kw_only=True):
    """The result: `ok` is true when there is no failure."""

    ok: bool
    edition: str
    version: str
    effective: str
    digest: str
    sealed: bool
    review: Literal["unsigned", "partly", "signed"]
    counts: dict[str, int]
    canaries: CanaryRun
    failures: tuple[Problem, ...]


def verify(
    knowledge: Knowledge, folder: Path | str | None = None, *, sealed: bool | None = None
) -> Verified:
    """Tries knowledge that was loaded from a folder, by default that of the program's own edition.

    With `sealed` a folder without a manifest is a failure; by default only for the edition that was
    packed with the program. Raises nothing: what cannot be read is a failure too.
    """
    place = default_folder() if folder is None else Path(folder)
    must = is_shipped(place) if sealed is None else sealed
    failures = list(_files(knowledge, place, must))
    run, silent = _canaries(knowledge, place)
    failures += silent
    edition = knowledge.edition
    return Verified(
        ok=not failures, edition=edition.id, version=edition.version, effective=edition.effective,
        digest=knowledge.digest, sealed=knowledge.sealed, review=review_of(edition),
        counts=sealing.counts(knowledge), canaries=run, failures=tuple(failures),
    )  # fmt: skip


def _files(knowledge: Knowledge, place: Path, must: bool) -> Iterator[Problem]:
    try:
        manifest = sealing.read_manifest(place)
        digest = digest_of(place)
    except Refused as refused:
        yield from refused.problems
        return
    except OSError as error:
        yield _problem("knowledge.other_files", str(place), str(error))
        return
    if digest != knowledge.digest:
        yield _problem("knowledge.other_files", str(place), digest, knowledge.digest)
    if manifest is None:
        if must:
            yield _problem("knowledge.not_sealed", str(place), None, sealing.NAME)
        return
    yield from sealing.differences(place, manifest)
    counts = sealing.counts(knowledge)
    for kind in {**manifest.counts, **counts}:
        if counts.get(kind, 0) != manifest.counts.get(kind, 0):
            yield _problem(
                "knowledge.count", kind, str(counts.get(kind, 0)), str(manifest.counts.get(kind, 0))
            )


def _canaries(knowledge: Knowledge, place: Path) -> tuple[CanaryRun, list[Problem]]:
    """Runs the canaries that are listed, then other patients for what is not seen yet."""
    failures: list[Problem] = []
    try:
        cases = {case.name: case for case in worked(place / PATIENTS)}
        listed = canaries.read_list(place)
    except (NoPatient, ValueError, OSError) as error:
        cases, listed = {}, None
        failures.append(_problem("knowledge.no_patients", PATIENTS, str(error)))
    stands = [] if listed is None else [(each.patient, each.keys()) for each in listed.canaries]
    every = canaries.wanted(knowledge)
    pinned = set().union(*(keys for _, keys in stands))
    failures += [_problem("knowledge.gone", _name(key)) for key in sorted(pinned - every)]
    must = {key for key in every if key[0] in canaries.NEEDED} | (pinned & every)
    found: set[Key] = set()
    tried = 0
    first = [name for name, _ in stands if name in cases]
    for name in dict.fromkeys((*first, *cases)):
        if len(first) <= tried and must <= found:
            break
        tried += 1
        found |= _try(cases[name], knowledge, failures)
    if not cases and must:
        failures.append(_problem("knowledge.no_patients", PATIENTS, None, str(len(must))))
    else:
        failures += [_problem("knowledge.silent", _name(key)) for key in sorted(must - found)]
    run = CanaryRun(days=tried, seen=_counted(found & every), of=_counted(every))
    return run, failures


def _try(case: Case, knowledge: Knowledge, failures: list[Problem]) -> set[Key]:
    """The parts that a case shows at work; what is not as expected becomes a failure."""
    try:
        advice = canaries.on(case, knowledge)
        shown = canaries.seen(advice, knowledge)
        told = match(_without_questions(case.expect), advice.to_dict())
    except Exception as error:  # a rule that raises must not pass for one that is quiet
        failures.append(
            _problem("knowledge.canary_failed", case.name, f"{type(error).__name__}: {error}")
        )
        return set()
    failures += [
        _problem("knowledge.canary", case.name, each.path, str(each.expected)[:200])
        for each in told
    ]
    return shown


def _without_questions(expect: Mapping[str, object]) -> dict[str, object]:
    return {
        key: value for key, value in expect.items() if key.removesuffix("_none") not in ASKED_FOR
    }


def _counted(keys: set[Key]) -> dict[str, int]:
    return {kind: sum(1 for each, _ in keys if each == kind) for kind in canaries.KINDS}


def _name(key: Key) -> str:
    return f"{key[0]} {key[1]}"


def _problem(
    code: str, where: str, found: str | None = None, allowed: str | None = None
) -> Problem:
    return Problem(code=code, where=where, found=found, allowed=allowed, message=MESSAGES[code])
