"""Records generated over the vocabulary: any of them gets a whole, lawful answer."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ..knowledge.files import advice, knowledge, patient_cases
from .laws import AGENTS, BASES, LAWFUL, TERMS, by_agent


def days() -> st.SearchStrategy[str]:
    whole = st.dates(min_value=_date("2024-01-01"), max_value=_date("2027-06-30")).map(str)
    return st.one_of(whole, whole, whole, whole.map(lambda d: d[:7]), whole.map(lambda d: d[:4]))


def _date(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def quantities(shape: Any) -> st.SearchStrategy[str]:
    low, high = shape.plausible or (0.0, 1000.0)
    units = [shape.unit or "1", *shape.also]
    number = st.floats(low, high, allow_nan=False).map(lambda x: f"{x:.4g}")
    clean = st.builds(lambda n, u: f"{n} {u}", number, st.just(units[0]))
    odd = st.builds(
        lambda mark, n, u: f"{mark}{n} {u}".strip(),
        st.sampled_from(["", "<", ">", "<="]),
        number,
        st.sampled_from([*units, "", "furlong"]),
    )
    return st.one_of(clean, clean, clean, odd)


def shaped(shape: Any) -> st.SearchStrategy[Any]:
    match shape.kind:
        case "quantity":
            return quantities(shape)
        case "word":
            return st.sampled_from([*shape.values, "unknown"])
        case "day":
            return days()
        case "site":
            return st.sampled_from(list(knowledge().vocabulary.sites))
        case "list":
            element = st.fixed_dictionaries(
                {}, optional={key: shaped(inner) for key, inner in shape.attributes.items()}
            )
            return st.lists(element, max_size=3)
        case _:
            return st.text(max_size=8)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    term = TERMS[draw(st.sampled_from(list(TERMS)))]
    required = {key: shaped(a) for key, a in term.attributes.items() if a.required}
    optional = {key: shaped(a) for key, a in term.attributes.items() if not a.required}
    made = draw(st.fixed_dictionaries(required, optional=optional))
    made["what"] = term.id
    if term.value.kind != "none":
        made["value"] = draw(shaped(term.value))
    made.update(draw(st.fixed_dictionaries({}, optional={"on": days(), "from": days()})))
    return made


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    base = patient_cases()[draw(st.sampled_from(BASES))].record
    kept = draw(st.sets(st.integers(0, len(base["entries"]) - 1)))
    return {
        "format": "myelobone-record/1",
        "patient": draw(
            st.sampled_from([base["patient"], {"id": "G", "born": "1961"}, {"id": "G"}])
        ),
        "entries": [base["entries"][n] for n in sorted(kept)]
        + draw(st.lists(entries(), max_size=12)),
    }


@settings(LAWFUL, max_examples=60)
@given(record=records(), day=st.sampled_from(["2026-11-12", "2026-12-07", "2027-03-01"]))
def test_any_record_gets_a_whole_lawful_answer(record: dict[str, Any], day: str) -> None:
    answer = advice(record, day)
    json.dumps(answer, allow_nan=False)
    agents = by_agent(answer)
    assert set(agents) == set(AGENTS)
    for name, agent in agents.items():
        if agent["dose"] is not None:
            assert agent["standing"] in ("preferred", "option"), name
        if agent["standing"] in ("forbidden", "undetermined", "discouraged"):
            assert agent["reasons"] or agent["standing"] == "undetermined", name
    named = {output for question in answer["questions"] for output in question["would_change"]}
    for name, agent in agents.items():
        if any(reason["truth"] is None for reason in agent["reasons"] if reason["decides"]):
            assert f"agents.{name}" in named, name
    for item in answer["items"]:
        assert item["cites"] or item["readings"] or item["origin"] != "guideline", item["id"]
        assert 0 < len(item["title"]["zh"]) <= 60
    dated = [(item["id"], str(item["branch"])) for item in answer["plan"]]
    assert len(dated) == len(set(dated)), "an item is listed twice"
    for due in dated_doses(answer):
        assert agents[due["agent"]]["standing"] in ("preferred", "option"), due
        assert not any(covers(hold, due) for hold in answer["plan"] if hold["kind"] == "hold"), due


def dated_doses(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Doses that the plan would have given today."""
    return [i for i in answer["plan"] if i["kind"] == "dose" and i["status"] in ("due", "overdue")]


def covers(hold: dict[str, Any], dose: dict[str, Any]) -> bool:
    """Whether a hold on agents covers the dose's day."""
    item = knowledge().calendar.get(hold["id"].rpartition(".")[0])
    if item is None or not set(AGENTS) & held(item.hold):
        return False
    if hold["branch"] not in (None, dose["branch"]):
        return False
    ends = hold["due"] or hold["latest"]
    starts = hold["earliest"]
    return (starts is None or starts <= dose["due"]) and (ends is None or dose["due"] < ends)


def held(words: tuple[str, ...]) -> set[str]:
    """The words a hold names, groups spelled out."""
    groups = knowledge().vocabulary.groups
    return {each for word in words for each in groups.get(word, (word,))}
