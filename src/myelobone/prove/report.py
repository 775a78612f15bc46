"""All proofs of one edition: what each examined, what it found, and what of that is known and explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..decide.patients import Case
from ..language.model import Knowledge
from ..language.printed import Excused
from ..language.problems import Text
from .checks import PROOFS, Proof
from .codes import MESSAGES
from .finding import Finding
from .subject import Subject

FORMAT = "myelobone-proofs/1"
Tell = Callable[[Proof], None]


class Proved(Struct, frozen=True, kw_only=True):
    """One proof as it came out; it holds when none of its findings is an error."""

    kind: str
    claim: Text
    unit: Text
    examined: int
    holds: bool
    findings: tuple[Finding, ...]


class Report(Struct, frozen=True, kw_only=True):
    """Every proof of an edition."""

    format: str = FORMAT
    edition: str
    version: str
    digest: str
    sound: bool
    proofs: tuple[Proved, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the proofs."""
        return tuple(finding for proof in self.proofs for finding in proof.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are not explained."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def to_json(self) -> bytes:
        """The report as JSON, indented."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)


def prove(
    knowledge: Knowledge,
    cases: Iterable[Case] = (),
    proofs: Iterable[Proof] = PROOFS,
    tell: Tell | None = None,
) -> Report:
    """Runs the proofs one after the other; `tell` hears of each before it begins.

    `cases` are worked patients, among whom witnesses are looked for first.
    """
    subject = Subject(knowledge, cases)
    used: set[int] = set()
    done = []
    for proof in proofs:
        if tell is not None:
            tell(proof)
        examined = proof.check(subject)
        findings = [_excused(knowledge, finding, used) for finding in examined.findings]
        if examined.count == 0:
            findings.append(_nothing(proof))
        done.append(_proved(proof, examined.count, findings))
    left = [each for number, each in enumerate(knowledge.excused) if number not in used]
    done += [
        Proved(
            kind=EXCEPTIONS, claim=HELD, unit=EXCEPTED, examined=len(knowledge.excused),
            holds=not left, findings=tuple(map(_stale, left)),
        )
    ] if knowledge.excused else []  # fmt: skip
    return Report(
        edition=knowledge.edition.id,
        version=knowledge.edition.version,
        digest=knowledge.digest,
        sound=all(proved.holds for proved in done),
        proofs=tuple(done),
    )


EXCEPTIONS = "exceptions"
HELD = Text("每条已列出的例外都确有其事", "Every finding listed as known is found")
EXCEPTED = Text("条例外", "exceptions")


def _proved(proof: Proof, count: int, findings: list[Finding]) -> Proved:
    return Proved(
        kind=proof.kind,
        claim=proof.claim,
        unit=proof.unit,
        examined=count,
        holds=not any(finding.severity == "error" for finding in findings),
        findings=tuple(findings),
    )


def _excused(knowledge: Knowledge, finding: Finding, used: set[int]) -> Finding:
    for number, excuse in enumerate(knowledge.excused):
        if excuse.finding == finding.code and set(excuse.at) <= set(finding.at):
            used.add(number)
            by = ", ".join((*excuse.readings, excuse.place.rpartition(":")[0]))
            return replace(finding, severity="listed", excepted_by=by, because=excuse.because)
    return finding


def _nothing(proof: Proof) -> Finding:
    message = MESSAGES["prove.nothing_examined"]
    return Finding(
        kind=proof.kind, code="prove.nothing_examined", at=(proof.kind,), place="", what=message
    )


def _stale(excuse: Excused) -> Finding:
    named = ", ".join(excuse.at)
    return Finding(
        kind=EXCEPTIONS,
        code="prove.stale_exception",
        at=excuse.at,
        place=excuse.place,
        what=Text(f"{excuse.finding} {named}：没有这样的发现。",
                  f"{excuse.finding} {named}: there is no such finding."),
        readings=excuse.readings,
    )  # fmt: skip
