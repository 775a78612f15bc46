"""What the patient's screen says is what the advice says: near limits, when something is missing, when it fails."""

from __future__ import annotations

import re
from datetime import date

import pytest

from myelobone.page.look import MARKS
from myelobone.web.screen.messages import messages
from myelobone.web.screen.whole import screen

from . import people, worked

LIMIT = re.compile(r"^(\w+) (<=|>=|<|>) (\d+(?:\.\d+)?)(?: (\S+))?$")
FIGURE = re.compile(r"^(\d+(?:\.\d+)?)\s*(.*)$")
NEAR = (
    "N01",
    "N02",
    "dosing",
    "renal",
    "hypercalcaemia",
    "hypocalcaemia",
    "running",
    "W2",
    "W3",
    "W4",
)


def _near() -> list[str]:
    return [name for name in worked.cases() if name.split("-")[0] in NEAR]


def _holds(figure: float, sign: str, limit: float) -> bool:
    return {"<": figure < limit, "<=": figure <= limit, ">": figure > limit, ">=": figure >= limit}[
        sign
    ]


def _leaves(part: object) -> list[dict[str, object]]:
    if isinstance(part, dict):
        listed = part.get("because")
        own = listed if isinstance(listed, list) else []
        return [*own, *(leaf for value in part.values() for leaf in _leaves(value))]
    return [leaf for value in part for leaf in _leaves(value)] if isinstance(part, list) else []


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.nightly)])
def test_h6_a_figure_on_the_screen_never_contradicts_the_rule_beside_it(lang: str) -> None:
    compared = 0
    for name in _near():
        view = worked.view(worked.cases()[name], lang)
        for leaf in _leaves({key: view.data[key] for key in ("items", "agents", "choices")}):
            said = LIMIT.match(str(leaf["leaf"]))
            if said is None or leaf["truth"] is None or leaf["value"] is None:
                continue
            fact, sign, limit, unit = said.groups()
            shown = FIGURE.match(view.fact(fact).value)
            if shown is None or shown[2].strip() != view.look.unit(unit or "").strip():
                continue
            compared += 1
            assert _holds(float(shown[1]), sign, float(limit)) == leaf["truth"], (
                name,
                leaf,
                shown[0],
            )
    assert compared > 200


def test_h6_the_comparison_notices_a_rounded_figure() -> None:
    view = worked.view(worked.case("N01-2026-12-01-just_under_30"))
    value = view.fact("creatinine_clearance").value
    shown = FIGURE.match(value)
    assert shown is not None
    assert float(shown[1]) < 30
    assert not _holds(round(float(shown[1])), "<", 30)  # a whole figure would say the opposite


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_h12_without_a_measurement_no_dose_that_rests_on_it_is_shown_and_its_field_is_there(
    lang: str,
) -> None:
    seen = 0
    for name in ("W1", "W2", "W4", "W11"):
        case = worked.case(name)
        before = screen(worked.view(case, lang))
        after = screen(
            worked.view(case, lang, without=("creatinine", "creatinine_clearance", "weight"))
        )
        by_table = {
            agent.id
            for agent in after.agents
            if agent.standing == "undetermined" and not agent.doses
        }
        assert by_table, name
        assert not any(agent.doses for agent in after.agents if agent.id in by_table)
        asked = {question.term: question for question in after.questions}
        assert asked["weight"].field is not None
        assert asked["weight"].decisive
        seen += sum(bool(agent.doses) for agent in before.agents if agent.id in by_table)
    assert seen  # some dose was there before


def test_h40_few_messages_interrupt_and_one_cause_is_one_message() -> None:
    most = {
        "W1": 0,
        "W2": 1,
        "W3": 1,
        "W4": 1,
        "W5": 0,
        "W6": 3,
        "W7": 0,
        "W8": 1,
        "W9": 2,
        "W10": 2,
        "W11": 2,
        "W12": 1,
    }
    seen = {}
    for name, case in worked.cases().items():
        stem = name.split("-")[0]
        if not re.fullmatch(r"[WN]\d+", stem):
            continue
        found = messages(worked.view(case))
        causes = [line.id for each in found.urgent for line in (each.head, *each.parts)]
        assert len(causes) == len(set(causes))
        seen[name] = len(found.urgent)
    first = {
        stem: next(count for name, count in seen.items() if name.split("-")[0] == stem)
        for stem in most
    }
    assert first == most
    assert max(seen.values()) == 3, seen


def test_every_warning_and_every_standing_has_a_mark_of_its_own() -> None:
    parts = screen(worked.view(worked.case("W10")))
    assert {line.mark for each in parts.messages.urgent for line in (each.head, *each.parts)} <= {
        "▲",
        "◆",
        "●",
    }
    assert len(set(MARKS.values())) == len(MARKS)
    marks = {
        agent.standing: agent.mark
        for name in ("W1", "W4", "W10")
        for agent in screen(worked.view(worked.case(name))).agents
    }
    assert len(marks) == len(set(marks.values())) == 5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_that_the_advice_says_stands_on_the_screen(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    day = date.fromisoformat(worked.case("W9").as_of)
    monkeypatch.setattr("myelobone.web.clock.today", lambda: day)
    for name in ("W1", "W4", "W9", "W10", "W11"):
        case = worked.case(name)
        day = date.fromisoformat(case.as_of)
        made = worked.taken_in(case, f"all-{name}", day)
        client = people.client()
        client.cookies["lang"] = lang
        answer = client.get(f"/patients/{made.patient}")
        assert answer.status_code == 200
        text = _text(answer.content.decode())
        data = worked.view(case, lang).data
        for item in data["items"]:
            said = item["text"][lang].rstrip("。.")
            assert said in text or item["id"].endswith("/refer"), item["id"]
        for agent in data["agents"]:
            assert agent["label"][lang] in text
            if agent["dose"]:
                assert agent["dose"]["display"][lang] in text
        for question in data["questions"]:
            assert worked.view(case, lang).look.term(question["fact"]) in text


def _text(page: str) -> str:
    import html

    return " ".join(
        html.unescape(
            re.sub(r"<[^>]+>", "", page.replace("</b> ", " ").replace("</b>", ""))
        ).split()
    )


@pytest.mark.parametrize(
    "broken", ["myelobone.web.asked.advise", "myelobone.web.screen.whole.agents"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_h13_when_anything_fails_there_is_no_advice_and_no_dose_but_the_record(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch, broken: str, lang: str
) -> None:
    case = worked.case("W1")
    day = date.fromisoformat(case.as_of)
    monkeypatch.setattr("myelobone.web.clock.today", lambda: day)
    made = worked.taken_in(case, f"fails-{lang}", day, name="李查无此错")
    client = people.client()
    client.cookies["lang"] = lang
    doses = {
        a["dose"]["display"][lang] for a in worked.view(case, lang).data["agents"] if a["dose"]
    }
    well = _text(client.get(f"/patients/{made.patient}").content.decode())
    assert all(dose in well for dose in doses)

    def fail(*_arguments: object, **_more: object) -> None:
        raise ZeroDivisionError("a secret of the patient")

    monkeypatch.setattr(
        "myelobone.web.asked._kept", type(__import__("myelobone.web.asked", fromlist=["x"])._kept)()
    )
    monkeypatch.setattr(broken, fail)
    answer = client.get(f"/patients/{made.patient}")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert {"zh": "不给出任何建议", "en": "no advice"}[lang] in page
    assert not any(dose in _text(page) for dose in doses)
    assert "a secret" not in page
    assert 'id="agents"' not in page
    assert 'name="seen"' not in page
    assert "李查无此错" in page
    assert 'id="record"' in page


def test_h13_knowledge_that_fails_its_own_check_gives_no_advice(
    sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = worked.case("W1")
    made = worked.taken_in(case, "distrust", date.today())
    monkeypatch.setattr("myelobone.web.asked.canaries.known", lambda: ["W1"])
    answer = people.client().get(f"/patients/{made.patient}")
    assert answer.status_code == 503
    assert 'id="agents"' not in answer.content.decode()
