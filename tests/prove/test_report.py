"""The report: a proof of nothing fails, what is explained is listed, and the list cannot grow stale."""

from __future__ import annotations

import json

import pytest

from myelobone.language.problems import Text
from myelobone.prove import unused
from myelobone.prove.checks import PROOFS, Proof
from myelobone.prove.codes import MESSAGES
from myelobone.prove.finding import Examined
from myelobone.prove.report import Report, prove

from .broken import FACTS, rule, small

IDLE = Proof(
    kind="unused", claim=Text("甲", "a"), unit=Text("个", "facts"),
    check=lambda subject: unused.check(subject.knowledge),
)  # fmt: skip
LISTED = "- {finding: prove.unused_fact, at: [%s], reading: [A1], because: {zh: 甲, en: Why}}\n"


def report(listed: str = "") -> Report:
    files = {"listed": listed} if listed else {}
    knowledge = small(
        facts__added=FACTS,
        rules__topic=rule("a", "{all: [stage is late, dialysis, age > 1 a]}"),
        **files,
    )
    return prove(knowledge, proofs=[IDLE])


def test_a_finding_that_nobody_explained_is_an_error() -> None:
    found = report()
    assert not found.sound
    assert [(each.code, each.at) for each in found.errors] == [("prove.unused_fact", ("weight",))]


def test_a_finding_with_a_reason_is_listed_with_it() -> None:
    found = report(LISTED % "weight")
    assert found.sound
    (finding,) = found.findings
    assert (finding.severity, finding.because) == ("listed", Text("甲", "Why"))
    assert finding.excepted_by == "A1, listed.yaml:1"


def test_a_reason_for_what_is_not_found_is_an_error() -> None:
    found = report(LISTED % "weight" + LISTED % "stage")
    assert [(each.code, each.at) for each in found.errors] == [
        ("prove.stale_exception", ("stage",))
    ]


@pytest.mark.parametrize("at", ["[weight, stage]", "[stage]"])
def test_a_reason_for_something_else_explains_nothing(at: str) -> None:
    found = report(LISTED.replace("[%s]", at))
    assert "prove.unused_fact" in [each.code for each in found.errors]


def test_a_proof_that_looked_at_nothing_fails() -> None:
    nothing = Proof(kind="x", claim=IDLE.claim, unit=IDLE.unit, check=lambda _: Examined(count=0))
    found = prove(small(), proofs=[nothing])
    assert not found.sound
    assert [each.code for each in found.errors] == ["prove.nothing_examined"]


def test_each_proof_is_told_before_it_begins() -> None:
    told: list[str] = []
    prove(small(facts__added=FACTS), proofs=[IDLE], tell=lambda proof: told.append(proof.kind))
    assert told == ["unused"]


def test_the_report_is_json_that_says_whether_the_edition_is_sound() -> None:
    found = json.loads(report().to_json())
    assert found["format"] == "myelobone-proofs/1"
    assert found["sound"] is False
    (proof,) = found["proofs"]
    assert (proof["examined"], proof["holds"]) == (4, False)
    assert proof["findings"][0]["witness"]["record"]["format"] == "myelobone-record/1"


def test_every_proof_has_a_kind_of_its_own_and_both_languages() -> None:
    assert len({proof.kind for proof in PROOFS}) == len(PROOFS)
    assert all(text.zh and text.en for proof in PROOFS for text in (proof.claim, proof.unit))
    assert all(text.zh and text.en for text in MESSAGES.values())
