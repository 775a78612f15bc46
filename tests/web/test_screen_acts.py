"""What is done on the patient's screen: answering, deciding, setting aside, confirming; and what is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from myelobone.web.store import reading
from myelobone.web.store.models import EntryVersion, KeptAdvice, Patient
from myelobone.web.store.writing import Written

from . import people, worked


class Screen:
    """The patient's screen as a browser without a window has it."""

    def __init__(self, made: Written, client: Client) -> None:
        self.made, self.client = made, client
        self.address = f"/patients/{made.patient}"
        self.load()

    def load(self) -> str:
        self.page = self.client.get(self.address).content.decode()
        return self.page

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found is not None, name
        return found[1]

    def send(self, act: str, **fields: str) -> Any:
        sent = {name: self.hidden(name) for name in ("expected", "as_of")}
        return self.client.post(f"{self.address}/{act}", {**sent, "key": people.key(), **fields})

    def entries(self) -> int:
        return EntryVersion.objects.filter(patient__public=self.made.patient).count()


@pytest.fixture
def screen(sqlite_clinic: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the screen of a worked patient on its own day."""

    def made(name: str, lang: str = "zh") -> Screen:
        case = worked.case(name)
        day = date.fromisoformat(case.as_of)
        monkeypatch.setattr("myelobone.web.clock.today", lambda: day)
        monkeypatch.setattr("myelobone.web.people.again.asked", lambda *_: None)
        client = people.client()
        client.cookies["lang"] = lang
        return Screen(worked.taken_in(case, name, day), client)

    return made


def test_h20_a_laboratory_value_after_loading_refuses_the_confirmation_and_is_shown(
    screen: Any,
) -> None:
    on = screen("W1")
    seen = on.hidden("seen")
    patient = Patient.objects.get(public=on.made.patient)
    people.add(
        people.actor("nurse", "coordinator"), on.made,
        {"on": worked.case("W1").as_of, "what": "creatinine", "value": "320 umol/L"},
    )  # fmt: skip
    answer = on.send("confirm", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "320 umol/L" in page
    assert "nurse" in page
    assert re.search(
        r"<del>首选 4 mg[^<]*</del> → <ins>[^<]+</ins>", page
    )  # what it did to the advice
    assert not KeptAdvice.objects.filter(patient=patient).exists()
    on.load()
    assert on.send("confirm", seen=on.hidden("seen")).status_code == 302
    assert KeptAdvice.objects.get(patient=patient).purpose == "confirmed"


def test_h20_on_another_day_the_confirmation_is_refused(
    screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = screen("W1")
    seen = on.hidden("seen")
    day = date.fromisoformat(worked.case("W1").as_of) + timedelta(days=1)
    monkeypatch.setattr("myelobone.web.clock.today", lambda: day)
    answer = on.send("confirm", seen=seen)
    assert answer.status_code == 409
    assert f"此页截至 {worked.case('W1').as_of}，今天是 {day}" in answer.content.decode()


def test_h42_confirming_asks_who_is_there(screen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    on = screen("W1")
    monkeypatch.undo()
    answer = on.send("confirm", seen=on.hidden("seen"))
    assert answer.status_code == 409
    assert "不是您" in answer.content.decode()
    assert not KeptAdvice.objects.exists()


def test_what_was_confirmed_says_by_whom_and_twice_the_same_is_once(screen: Any) -> None:
    on = screen("W1")
    key = people.key()
    for _ in range(3):
        assert on.send("confirm", seen=on.hidden("seen"), key=key).status_code == 302
    assert KeptAdvice.objects.count() == 1
    assert "dr 已于" in on.load()


def test_an_answer_becomes_an_entry_and_the_dose_appears(screen: Any) -> None:
    on = screen("W4")
    assert "静脉滴注，输注" not in on.page.split('id="agents"')[1].split("</table>")[0]
    answer = on.send("answer", term="weight", value="７５", unit="kg", on="20261207")
    assert answer.status_code == 302
    assert answer["Location"].endswith("#questions")
    assert "kg" not in answer["Location"]  # nothing clinical in an address
    page = on.client.get(answer["Location"].split("#")[0]).content.decode()
    assert "已保存：体重 75 kg" in page
    assert "静脉滴注，输注" in page.split('id="agents"')[1].split("</table>")[0]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": "75", "unit": ""}, "未保存"),
        ({"value": "750", "unit": "kg"}, "未保存"),
        ({"value": "abc", "unit": "kg"}, "未保存"),
        ({"value": "75", "unit": "kg", "on": "07/12/2026"}, "未保存"),
    ],
)
def test_h1_what_a_record_could_not_use_is_refused_and_stays_in_the_field(
    screen: Any, fields: dict[str, str], told: str
) -> None:
    on = screen("W4")
    before = on.entries()
    answer = on.send("answer", **{"term": "weight", "on": "2026-12-07", **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert on.entries() == before
    assert f'value="{fields["value"]}"' in page


def test_h1_a_value_far_from_the_last_one_asks_once_more(screen: Any) -> None:
    on = screen("W4")
    fields = {"term": "creatinine", "value": "2050", "unit": "umol/L", "on": "2026-12-07"}
    refused = on.send("answer", **{**fields, "value": "650"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "三倍" in page
    assert 'name="sure"' in page
    assert on.send("answer", **{**fields, "value": "650", "sure": "yes"}).status_code == 302


def test_nothing_is_preset_and_a_decision_says_who_and_why(screen: Any) -> None:
    on = screen("W1")
    assert "checked" not in on.page
    answer = on.send("decide", choice="bone_agent", option="denosumab", because="静脉不便")
    assert answer.status_code == 302
    page = on.load()
    assert re.search(r'class="decided">.*地舒单抗.*dr.*静脉不便', page)
    assert on.send("decide", choice="bone_agent", option="aspirin").status_code == 409


def test_an_option_that_needs_a_reason_is_refused_without_one(screen: Any) -> None:
    on = screen("W9")
    assert "须写明理由" in on.page
    before = on.entries()
    answer = on.send("decide", choice="dental_procedure", option="mdt_exception")
    assert answer.status_code == 409
    assert "请写明理由" in answer.content.decode()
    assert on.entries() == before


def test_an_item_set_aside_stays_in_sight_with_who_why_and_until(
    screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = screen("W9")
    answer = on.send(
        "override", item="onj.procedure_too_soon", because="急诊拔牙", until="20261114"
    )
    assert answer.status_code == 302
    page = on.load()
    aside = page.split('id="set-aside"')[1]
    assert "急诊拔牙" in aside
    assert "dr" in aside
    assert "2026-11-14" in aside
    assert page.count("alarms")
    assert "onj.procedure_too_soon" not in page.split('class="alarms"')[1].split("</ul>")[0]
    monkeypatch.setattr("myelobone.web.clock.today", lambda: date(2026, 11, 15))
    assert 'id="set-aside"' not in on.load()
    assert on.send("override", item="onj.procedure_too_soon", because=" ").status_code == 409
    assert on.send("override", item="no.such", because="x").status_code == 409


def test_h17_an_answer_from_a_page_that_is_too_old_is_refused_with_what_changed(
    screen: Any,
) -> None:
    on = screen("W4")
    people.add(people.actor(), on.made, {"on": "2026-12-07", "what": "height", "value": "170 cm"})
    answer = on.send("answer", term="weight", value="75", unit="kg", on="2026-12-07")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "170 cm" in page
    assert 'value="75"' in page


def test_done_today_is_filled_in_and_only_saved_when_sent(screen: Any) -> None:
    on = screen("W1")
    link = re.search(r'href="(/patients/[^"]+/done\?item=[^"]+)"', on.page)
    assert link is not None
    before = on.entries()
    page = on.client.get(link[1].replace("&amp;", "&")).content.decode()
    assert 'value="4 mg"' in page
    assert on.entries() == before
    on.page = page
    answer = on.send(
        "done",
        what="given",
        agent="zoledronic_acid",
        on="2026-12-01",
        dose="4 mg",
        route="iv",
        over="15 min",
    )
    assert answer.status_code == 302
    assert on.entries() == before + 1
    patient = Patient.objects.get(public=on.made.patient)
    assert reading.chart(patient).record.entries[-1].what == "given"


def test_a_correction_is_struck_through_with_who_and_why(screen: Any) -> None:
    from myelobone.web.store.entries import correct_entry, withdraw_entry

    on = screen("W1")
    chart = reading.chart(Patient.objects.get(public=on.made.patient))
    at = next(n for n, e in enumerate(chart.record.entries) if e.what == "creatinine")
    body = {"on": "2026-11-30", "what": "creatinine", "value": "77 umol/L"}
    done = correct_entry(
        people.actor(), on.made.patient, at, body, "抄错", expected=chart.token, key=people.key()
    )
    withdraw_entry(
        people.actor(), on.made.patient, at + 1, "非本人", expected=done.token, key=people.key()
    )
    rows = on.load().split('id="record"')[1]
    assert "77 umol/L" in rows
    assert "抄错" in rows
    assert "非本人" in rows
    assert rows.count('class="old"') >= 3


@pytest.mark.parametrize("role", ["viewer", "pharmacist"])
def test_who_may_only_look_gets_no_form(screen: Any, role: str) -> None:
    on = screen("W4")
    on.client = people.client(f"{role}-1", role)
    page = on.load()
    assert 'name="value"' not in page
    assert 'name="option"' not in page
    assert 'name="seen"' not in page
    assert on.client.post(f"{on.address}/answer", {"term": "weight"}).status_code == 403


@pytest.mark.parametrize(
    "known",
    [
        "3.2.b",
        "B8",
        "hypercalcaemia.treat_now",
        "creatinine_clearance",
        "zoledronic_acid",
        "course.doses",
        "creatinine",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_cited_thing_can_be_opened(sqlite_clinic: str, known: str, lang: str) -> None:
    client = people.client()
    client.cookies["lang"] = lang
    page = client.get(f"/knowledge/{known}").content.decode()
    assert 'class="told"' in page
    links = re.findall(r'href="(/knowledge/[^"#]+)', page)
    assert all(client.get(each).status_code == 200 for each in dict.fromkeys(links[:8]))
    assert client.get("/knowledge/no.such.thing").status_code == 404
