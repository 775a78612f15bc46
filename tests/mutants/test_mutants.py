"""A wrong knowledge is noticed: every small change of it is answered otherwise by something we keep."""

from __future__ import annotations

import random
from functools import cache

import msgspec
import pytest

from myelobone import read_record
from myelobone.decide.advise import advise
from myelobone.language.dates import ordinal
from myelobone.prove.mutants.hunt import Hunter, Verdict
from myelobone.prove.mutants.mutants import Mutant
from myelobone.prove.mutants.patched import Patched, changed_knowledge
from myelobone.prove.mutants.patients import patients
from myelobone.prove.mutants.report import Score, page, score
from myelobone.prove.mutants.run import run
from myelobone.prove.mutants.situation import met_again, situation
from myelobone.prove.mutants.trials import Table
from myelobone.prove.mutants.watched import PARTS, plain

from ..knowledge.files import knowledge, patient_cases
from .__main__ import DOCUMENT, LAST_RUN, kept
from .edition import all_mutants, equivalents, hunter, program, proved, table
from .table import chosen

SAMPLE = 700
ASKED_AGAIN = 6  # mutants that only patients kill, each by the patient that killed it


@cache
def quick() -> Hunter:
    return hunter(with_patients=False)


@cache
def last_run() -> Score:
    return msgspec.json.decode(LAST_RUN.read_bytes(), type=Score)


def alive(mutants: list[Mutant]) -> list[str]:
    """Those that neither an example nor a trial kills, nor are listed as killed by a patient or equal."""
    verdicts = run(quick(), mutants)
    listed = equivalents().keys() | last_run().by_patients.keys()
    return [v.key for v in verdicts if v.by is None and v.key not in listed]


def test_each_part_of_the_knowledge_answers_every_trial_as_reviewed() -> None:
    wrong = [
        f"{trial.element} {trial.given} {trial.entries}: {got}, not {trial.answer}"
        for trial, got in table().failing(program(), table().trials)
    ]
    assert wrong == [], "read them; if they are meant: python -m tests.mutants.table"


def test_every_mutant_of_a_dose_table_is_noticed() -> None:
    doses = [mutant for mutant in all_mutants() if mutant.element.startswith("doses.")]
    assert len(doses) > 100
    assert alive(doses) == []


def test_every_mutant_of_a_sample_is_noticed() -> None:
    assert alive(random.Random("daily").sample(all_mutants(), SAMPLE)) == []


def test_a_mutant_that_only_a_patient_notices_is_noticed_by_that_patient() -> None:
    found = sorted(last_run().by_patients.items())
    by_key = {mutant.key: mutant for mutant in all_mutants()}
    asked = [(key, name) for key, name in found if key in by_key and name in patient_cases()]
    assert asked
    for key, name in random.Random("daily").sample(asked, min(ASKED_AGAIN, len(asked))):
        met = list(patients(program(), [patient_cases()[name]]))
        assert Hunter(program(), met).hunt(by_key[key]).by == "patient", (key, name)


def test_no_equivalent_is_without_a_reason_or_killed_after_all_or_gone() -> None:
    by_key = {mutant.key: mutant for mutant in all_mutants()}
    assert [key for key, reason in equivalents().items() if len(reason) < 20] == []
    assert equivalents().keys() - by_key.keys() == set()
    verdicts = run(quick(), [by_key[key] for key in equivalents()])
    assert [(v.key, v.killer) for v in verdicts if v.by is not None] == []


def test_an_equivalent_said_to_be_proved_is_proved_by_trying_everything() -> None:
    elements = {key.partition(" | ")[0] for key in proved()}
    alike = {key for found in chosen(*elements) if found.every_world for key in found.alike}
    assert proved() - alike == set()


def test_a_mutant_that_nothing_notices_is_reported_alive() -> None:
    mutant = next(m for m in all_mutants() if m.element.startswith("orders."))
    verdict = Hunter(program(), ()).hunt(mutant)
    assert verdict.by is None
    found = score("digest", [verdict, _killed()], {})
    assert found.survivors == (mutant.key,)
    assert found.percent == "50"
    assert f"- `{mutant.key}`" in page(found).partition("### Equivalent")[0]
    excused = score("digest", [verdict, _killed()], {mutant.key: "because it says the same"})
    assert (excused.survivors, excused.percent) == ((), "100")
    assert "because it says the same (1)" in page(excused)


def test_a_trial_taken_away_lets_a_mutant_live() -> None:
    dose = next(m for m in all_mutants() if m.element.startswith("doses.") and m.kind == "swap")
    assert quick().hunt(dose).by is not None
    trials = [t for many in table().trials.values() for t in many if t.element != dose.element]
    left = Table(table().subjects.values(), trials)
    assert Hunter(program(), (), left).hunt(dose).by is None


@pytest.mark.parametrize("name", ["W8-2026-12-10", "W4-2026-12-07"])
def test_a_patient_met_again_gets_the_answer_of_the_changed_knowledge(name: str) -> None:
    case = patient_cases()[name]
    record = read_record(case.record, knowledge().vocabulary)
    sees = frozenset({*PARTS, "facts"})
    met = situation(
        name, "patient", record, ordinal(case.as_of), program(),
        sees=sees, words=frozenset(), broken=lambda outcome, among: None,
    )  # fmt: skip
    differing = 0
    before = advise(record, case.as_of, knowledge(), asking=False).to_dict()
    kinds = ("facts", "rules", "lines", "doses", "calendar")
    for kind in kinds:
        own = [mutant for mutant in all_mutants() if mutant.element.startswith(kind)]
        for mutant in random.Random(name).sample(own, 4):
            patched = Patched(program(), mutant.change)
            again = met_again(met, patched)
            changed = changed_knowledge(knowledge(), mutant.change)
            afresh = advise(record, case.as_of, changed, asking=False).to_dict()
            for part in ("agents", "items", "choices", "plan", "orders"):
                shown = plain(PARTS[part](again))
                wanted = sorted(afresh[part], key=str)
                assert sorted(shown, key=str) == wanted, (mutant.key, part)
            differing += any(afresh[part] != before[part] for part in ("agents", "items", "plan"))
    assert differing > 0


def test_the_document_shows_the_last_full_run() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == kept(last_run())
    assert last_run().survivors == ()
    assert last_run().equivalent == {
        key: reason for key, reason in equivalents().items() if key in last_run().equivalent
    }


@pytest.mark.nightly
def test_every_mutant_is_noticed_or_is_no_mistake() -> None:
    found = score(knowledge().digest, run(hunter(), all_mutants(), 2), equivalents())
    assert found.survivors == ()


def _killed() -> Verdict:
    return Verdict(key="k", kind="drop", element="e", place="p", by="example", killer="x")
