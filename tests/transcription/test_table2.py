"""Table 2 as printed and the agents' files agree: every indication, every contraindication and its force."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from myelobone import Knowledge
from myelobone.language.model import Line

from ..knowledge.files import knowledge
from .raw import Cells, rows, transcribed

PRINTED = {(row["agent"], row["column"], row["item"]): row for row in transcribed("table2")}
CARRIED = {(row["agent"], row["column"], row["item"]): row for row in rows("table2_carried.csv")}
STRENGTHS = {  # the printed verb, and the strength of the line that carries it
    "forbidden": "contraindicated",
    "not_recommended": "not_recommended",
    "correct_first": "needs",
    "listed": "contraindicated",
}
ALSO = {  # lines that forbid by Table 2 what another printed item already says, with the reading
    "zoledronic_acid.dialysis": "A17",
}


def faults(known: Knowledge, key: tuple[str, str, str]) -> list[str]:
    """What is wrong with one printed item."""
    agent, column, _ = key
    printed, carried = PRINTED[key], CARRIED[key]
    statement = f"T2.{agent}"
    if column == "class":
        text = known.statements[carried["carrier"]].says.zh
        return [] if carried["words"] in text else [f"{carried['carrier']} does not say it"]
    if column == "indication":
        approved = known.agents[agent].approved
        assert approved is not None
        good = carried["words"] in approved.says.zh and approved.cites == (statement,)
        return [] if good else ["not among what it is approved for"]
    line = lines(known).get(f"{agent}.{carried['carrier']}")
    if line is None:
        return [f"no line {carried['carrier']}"]
    found = [] if line.effect == "forbid" else [f"only {line.effect}"]
    found += [] if statement in line.cites else [f"does not cite {statement}"]
    found += [] if line.strength == STRENGTHS[printed["force"]] else [f"strength {line.strength}"]
    found += [] if carried["words"] in line.says.zh else ["does not say it"]
    if carried["reading"] and carried["reading"] not in line.readings:
        found.append(f"does not rest on {carried['reading']}")
    return found


def lines(known: Knowledge) -> dict[str, Line]:
    return {line.id: line for agent in known.agents.values() for line in agent.standing}


def test_every_printed_item_is_looked_for() -> None:
    assert set(CARRIED) == set(PRINTED)


@pytest.mark.parametrize("key", PRINTED, ids=" ".join)
def test_the_item_is_carried_with_its_printed_force(key: tuple[str, str, str]) -> None:
    assert faults(knowledge(), key) == []


def test_nothing_is_forbidden_in_the_name_of_table_2_that_it_does_not_print() -> None:
    printed = {
        f"{row['agent']}.{row['carrier']}"
        for row in CARRIED.values()
        if row["column"] == "contraindication"
    }
    ours = {
        line.id
        for line in lines(knowledge()).values()
        if line.effect == "forbid" and any(id_.startswith("T2.") for id_ in line.cites)
    }
    assert ours - printed == set(ALSO)
    assert all(ALSO[id_] in lines(knowledge())[id_].readings for id_ in ALSO)


def test_a_force_that_is_not_printed_needs_a_reading() -> None:
    weaker = {key for key, row in PRINTED.items() if row["force"] not in ("", "forbidden")}
    assert {CARRIED[key]["reading"] for key in weaker} == {"A4", "B14", "L14"}


def test_a_table_that_prints_an_agent_without_a_statement_would_be_noticed() -> None:
    assert {f"T2.{agent}" for agent, _, _ in PRINTED} == {
        id_ for id_ in knowledge().statements if id_.startswith("T2.")
    }


@pytest.mark.parametrize(
    ("key", "change"),
    [
        (("zoledronic_acid", "contraindication", "2"), {"effect": "discourage"}),
        (("denosumab", "contraindication", "3"), {"cites": ()}),
        (("incadronate", "contraindication", "2a"), {"strength": "not_recommended"}),
    ],
    ids=["a weaker effect", "no statement", "another verb"],
)
def test_a_line_that_is_changed_no_longer_agrees(
    key: tuple[str, str, str], change: dict[str, object]
) -> None:
    carried: Cells = CARRIED[key]
    drug = knowledge().agents[key[0]]
    name = f"{key[0]}.{carried['carrier']}"
    standing = tuple(replace(line, **change) if line.id == name else line for line in drug.standing)
    agents = {**knowledge().agents, key[0]: replace(drug, standing=standing)}
    assert faults(replace(knowledge(), agents=agents), key) != []
