"""The program serves a guideline of another disease, and says nothing of the first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from myelobone import (
    advise,
    explain,
    load_knowledge,
    plan,
    read_record,
    series,
    simulate,
    what_if,
)
from myelobone.cli.coverage import worked
from myelobone.cli.judge import judge
from myelobone.cli.main import main
from myelobone.edition import own_edition
from myelobone.language.load import load_folder
from myelobone.language.problems import Refused

from .edition import DAY, FOLDER, RECORD, knowledge, record, strange, strangers

Capture = pytest.CaptureFixture[bytes]
# Each verb with what it needs; RECORD and OUT stand for files.
CALLS = {
    "advise": ["advise", "RECORD", "--all"],
    "plan": ["plan", "RECORD", "--full", "--ics", "OUT"],
    "timeline": ["timeline", "RECORD", "-o", "OUT"],
    "trends": ["trends", "RECORD", "-o", "OUT"],
    "lesions": ["lesions", "RECORD", "-o", "OUT"],
    "what-if": ["what-if", "RECORD", "--set", "weight=34 kg"],
    "simulate": ["simulate", "RECORD", "--days", "120"],
    "explain a rule": ["explain", "anaemia.urgent"],
    "explain an agent": ["explain", "iv_iron", "RECORD"],
    "explain agents": ["explain", "agents", "RECORD"],
    "prove": ["prove", "--full"],
    "new": ["new"],
    "schema": ["schema", "record"],
    "knowledge list": ["knowledge", "list"],
    "knowledge show": ["knowledge", "show", "iv_iron"],
    "knowledge tables": ["knowledge", "tables"],
    "knowledge coverage": ["knowledge", "coverage"],
    "knowledge verify": ["knowledge", "verify"],
    "knowledge test": ["knowledge", "test"],
}


def run(capture: Capture, call: list[str], folder: Path, *more: str, status: int = 0) -> str:
    """What a call prints and writes, on the second guideline."""
    file, out = folder / "record.json", folder / "out"
    file.write_text(json.dumps(RECORD), encoding="utf-8")
    named = {"RECORD": str(file), "OUT": str(out)}
    arguments = [named.get(each, each) for each in call]
    assert main([*arguments, "--as-of", DAY, "--knowledge", str(FOLDER), *more]) == status
    captured = capture.readouterr()
    written = out.read_text(encoding="utf-8") if out.exists() else ""
    return captured.out.decode() + written


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("call", CALLS)
def test_a_verb_serves_the_second_guideline_and_says_nothing_of_the_first(
    call: str, lang: str, capsysbinary: Capture, tmp_path: Path
) -> None:
    text = run(capsysbinary, CALLS[call], tmp_path, "--lang", lang)
    assert len(text) > 40
    anatomy = {site.lower() for site in own_edition().vocabulary.sites}  # the figure of the map
    assert strange(text) - (anatomy if call == "lesions" else set()) == set()


@pytest.mark.parametrize(
    "call", ["advise", "plan", "what-if", "knowledge tables", "explain agents"]
)
def test_json_serves_the_second_guideline_too(
    call: str, capsysbinary: Capture, tmp_path: Path
) -> None:
    plain = [each for each in CALLS[call] if each not in ("--full", "--ics", "OUT", "--all")]
    text = run(capsysbinary, plain, tmp_path, "--json")
    assert json.loads(text)
    assert strange(text) == set()


def test_the_book_tells_the_second_guideline_alone(capsysbinary: Capture, tmp_path: Path) -> None:
    assert main(["book", "-o", str(tmp_path / "book"), "--knowledge", str(FOLDER)]) == 0
    pages = list((tmp_path / "book").rglob("*.html"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    assert "铁蛋白" in text
    assert strange(text) == set()


def test_an_order_too_soon_is_stopped(capsysbinary: Capture, tmp_path: Path) -> None:
    text = run(capsysbinary, ["check-order", "RECORD"], tmp_path, "--lang", "en", status=3)
    assert "3 days since the last dose, under 7 days." in text
    assert strange(text) == set()


def test_words_of_the_first_guideline_would_be_noticed() -> None:
    assert len(strangers()) > 300
    assert strange("Zoledronic acid 4 mg, 骨髓瘤骨病除外，地舒单抗") >= {
        "zoledronic acid",
        "地舒单抗",
    }


def test_the_advice_follows_the_second_guideline() -> None:
    found = advise(record(), DAY, knowledge()).to_dict()
    agents = {agent["agent"]: agent for agent in found["agents"]}
    assert set(agents) == {"iv_iron", "oral_iron"}
    assert agents["iv_iron"]["standing"] == "preferred"
    assert agents["iv_iron"]["dose"]["amount"] == 1000
    assert [item["id"] for item in found["items"]][:2] == ["anaemia.urgent", "anaemia.urgent/refer"]
    assert found["banner"] == ["haemoglobin", "ferritin"]
    assert found["next_change"] is not None


def test_the_agent_in_use_is_told_from_the_facts_of_the_course() -> None:
    assert "静脉铁（当前用药）" in str(advise(record(), DAY, knowledge()))


@pytest.mark.parametrize("weight", [34.9, 35, 50, 50.5, 51])
def test_a_dose_follows_the_bands_and_the_reading_that_closes_their_gap(weight: float) -> None:
    entries = [
        {**e, "value": f"{weight} kg"} if e["what"] == "weight" else e for e in RECORD["entries"]
    ]
    read = read_record({**RECORD, "entries": entries}, knowledge().vocabulary)
    iv = next(
        a for a in advise(read, DAY, knowledge()).to_dict()["agents"] if a["agent"] == "iv_iron"
    )
    wanted = None if weight < 35 else 500 if weight < 51 else 1000
    assert (iv["dose"] or {"amount": None})["amount"] == wanted


def test_the_python_interface_serves_it() -> None:
    known: Any = knowledge()
    assert plan(record(), DAY, knowledge=known).items
    assert explain(record(), "iv_iron", DAY, known).answer == "preferred"
    assert what_if(record(), {"weight": "34 kg"}, as_of=DAY, knowledge=known).changed
    assert simulate(record(), DAY, "2026-09-01", knowledge=known).days
    over_time = series(record(), ["haemoglobin"], "2026-05-01", DAY, known)
    assert over_time.at("haemoglobin", DAY).value == 66


def born(day: str | None) -> dict[str, Any]:
    """The advice for a patient born on a day, with a ferritin and nothing else."""
    patient = {"id": "B", "sex": "female"} | ({} if day is None else {"born": day})
    entries = [{"on": "2026-06-10", "what": "ferritin", "value": "60 ug/L"}]
    read = read_record({**RECORD, "patient": patient, "entries": entries}, knowledge().vocabulary)
    found: dict[str, Any] = advise(read, DAY, knowledge()).to_dict()
    return found


def test_a_birthday_changes_the_advice_whatever_the_fact_of_the_age_is_called() -> None:
    assert "age" not in knowledge().facts
    assert born("1961-06-12")["next_change"] == "2026-06-12"
    assert born("1961-06-09")["next_change"] != "2026-06-12"


def test_a_birth_date_is_asked_for_where_some_age_would_change_the_advice() -> None:
    (asked,) = [each for each in born(None)["questions"] if each["fact"] == "born"]
    assert asked["would_change"] == ["rules.anaemia.older"]


def test_a_fault_in_the_second_guideline_is_refused_with_its_place(tmp_path: Path) -> None:
    copy = tmp_path / "iron"
    shutil.copytree(FOLDER, copy)
    bands = copy / "agents" / "iv_iron.yaml"
    bands.write_text(bands.read_text("utf-8").replace("below: 51", "below: 50"), "utf-8")
    with pytest.raises(Refused) as refused:
        load_folder(copy)
    assert refused.value.problems[0].where.startswith("agents/iv_iron.yaml")


def test_its_own_examples_and_patients_hold() -> None:
    cases = worked(FOLDER / "patients")
    assert len(cases) == 4
    assert [c.name for c in cases if judge(c, load_knowledge(FOLDER)).differences] == []
