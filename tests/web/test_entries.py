"""Entries by forms made from the vocabulary: what is typed is what is stored, and doubt is shown before."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from myelobone.edition import own_edition
from myelobone.language.model import Attribute, Term
from myelobone.page.look import Look
from myelobone.record.read import FORMAT, read_record
from myelobone.web.forms.fields import fields_of, said_of
from myelobone.web.forms.typed import day_of, typed
from myelobone.web.store.models import EntryVersion

from . import people

TERMS = list(own_edition().vocabulary.terms.values())


class Form:
    """The form of an entry as a browser without a window has it."""

    def __init__(self, address: str) -> None:
        self.client, self.address = people.client(), address
        self.page = self.client.get(address).content.decode()

    def send(self, **fields: str) -> Any:
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', self.page))
        sent = {name: hidden[name] for name in ("key", "expected", "what", "patient")}
        sent |= {name.replace("__", "."): value for name, value in fields.items()}
        response = self.client.post(self.address, sent)
        if response.status_code != 302:
            self.page = response.content.decode()
        return response


def new(term: str) -> Form:
    made = people.patient(people.actor("maker"), sex="female", born="1961-03-04")
    return Form(f"/patients/{made.patient}/entries/new?what={term}")


def stored() -> list[dict[str, Any]]:
    return [json.loads(row.body) for row in EntryVersion.objects.order_by("version")]


def _told(shape: Attribute, name: str) -> dict[str, str]:
    if shape.kind == "quantity":
        low, high = shape.plausible or (1.0, 3.0)
        return {name: f"{(low + high) / 2:g}", f"{name}.unit": shape.unit or "1"}
    if shape.kind == "word":
        return {name: shape.values[0]}
    if shape.kind == "site":
        return {name: own_edition().vocabulary.sites[0]}
    return {name: "20261120" if shape.kind == "day" else "text"}


def _whole(term: Term) -> dict[str, str]:
    said = {"from": "20261101", "to": "20261120"} if term.kind == "period" else {"on": "20261120"}
    if term.value.kind != "none":
        said |= _told(term.value, "value")
    for name, shape in term.attributes.items():
        if shape.kind == "list":
            for key, each in shape.attributes.items():
                said |= _told(each, f"{name}.0.{key}")
        else:
            said |= _told(shape, name)
    return said


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_every_item_and_every_field_of_it_goes_from_form_to_record_and_back(term: Term) -> None:
    known = own_edition()
    said = _whole(term)
    body = typed(term, said)
    data = {"format": FORMAT, "patient": {"id": "F"}, "entries": [{**body, "by": "A"}]}
    problems = [each.code for each in read_record(data, known.vocabulary).problems]
    assert [code for code in problems if code not in ("record.missing", "record.overlap")] == []
    assert body.keys() >= {"what"} | set(term.attributes)
    assert typed(term, said_of(term, body)) == body
    for lang in ("zh", "en"):
        look = Look({"facts": {}, "items": ()}, known, lang)
        fields, lists = fields_of(look, term, said_of(term, body))
        shown = {field.name for field in fields} | {
            field.name for each in lists for row in each.rows for field in row
        }
        assert {name for name in said if not name.endswith(".unit")} <= shown


def test_days_are_typed_as_people_type_them() -> None:
    assert day_of("20261123") == day_of("2026.11.23") == day_of("２０２６1123") == "2026-11-23"
    assert day_of("2026年3月4日") == "2026-03-04"
    assert day_of("03/04/2026") == "03/04/2026"  # refused where it is read


def test_h1_a_number_without_a_unit_is_asked_again_and_gives_no_dose(sqlite_clinic: str) -> None:
    form = new("creatinine")
    assert form.send(on="20261120", value="168").status_code == 422
    assert stored() == []
    assert 'role="alert"' in form.page
    assert form.send(on="20261120", value="168", value__unit="umol/L").status_code == 302
    assert stored()[-1]["value"] == "168 umol/L"


def test_h1_a_value_three_times_the_last_is_asked_again(sqlite_clinic: str) -> None:
    form = new("creatinine")
    assert form.send(on="20261101", value="80", value__unit="umol/L").status_code == 302
    again = Form(form.address)
    assert again.send(on="20261120", value="400", value__unit="umol/L").status_code == 422
    assert 'name="sure"' in again.page
    done = again.send(on="20261120", value="400", value__unit="umol/L", sure="yes")
    assert done.status_code == 302
    assert len(stored()) == 2


def test_h8_a_day_that_can_be_read_two_ways_is_asked_again(sqlite_clinic: str) -> None:
    form = new("weight")
    assert form.send(on="03/04/2026", value="58", value__unit="kg").status_code == 422
    assert stored() == []
    assert "03/04/2026" in form.page  # what was typed is kept


def test_h7_weight_and_height_that_were_swapped_are_asked_again(sqlite_clinic: str) -> None:
    form = new("weight")
    assert form.send(on="20261120", value="165", value__unit="kg").status_code == 302
    height = Form(form.address.replace("weight", "height"))
    assert height.send(on="20261120", value="58", value__unit="cm").status_code == 422


def test_an_entry_is_corrected_with_a_reason_and_its_past_stands_beside_it(clinic: str) -> None:
    form = new("weight")
    form.send(on="20261120", value="58", value__unit="kg")
    address = form.address.split("/entries")[0] + "/entries/0"
    correct = Form(address)
    assert 'value="58"' in correct.page
    refused = correct.send(
        on="2026-11-20", value="59", value__unit="kg", act="correct", because=" "
    )
    assert refused.status_code == 409
    done = correct.send(
        on="2026-11-20", value="59", value__unit="kg", act="correct", because="misread"
    )
    assert done.status_code == 302
    assert [each["value"] for each in stored()] == ["58 kg", "59 kg"]
    assert "58 kg" in Form(address).page
    gone = Form(address).send(act="withdraw", because="other patient")
    assert gone.status_code == 302
    assert EntryVersion.objects.latest("revision").act == "withdraw"


def test_h17_a_form_made_before_somebody_else_wrote_is_refused_and_keeps_what_was_typed(
    sqlite_clinic: str,
) -> None:
    form = new("weight")
    other = Form(form.address)
    other.send(on="20261120", value="60", value__unit="kg")
    late = form.send(on="20261121", value="61", value__unit="kg")
    assert late.status_code == 409
    assert 'value="61"' in form.page
    assert len(stored()) == 1


def test_h3_a_form_of_one_patient_never_writes_to_another(sqlite_clinic: str) -> None:
    by = people.actor("maker")
    one, two = people.patient(by, "1"), people.patient(by, "2")
    assert one.token == two.token  # the version alone would not tell them apart
    form = Form(f"/patients/{one.patient}/entries/new?what=weight")
    form.address = f"/patients/{two.patient}/entries/new?what=weight"  # the other tab
    assert form.send(on="20261120", value="58", value__unit="kg").status_code == 409
    assert stored() == []


def test_h18_a_form_sent_twice_makes_one_entry(sqlite_clinic: str) -> None:
    form = new("weight")
    fields = {"on": "20261120", "value": "58", "value__unit": "kg"}
    assert form.send(**fields).status_code == form.send(**fields).status_code == 302
    assert len(stored()) == 1


def test_findings_of_a_study_are_rows_and_an_empty_list_is_said(sqlite_clinic: str) -> None:
    form = new("study")
    row = {"findings__0__site": "L2", "findings__0__kind": "lytic", "findings__0__size": "14"}
    done = form.send(on="20261120", modality="wbldct", findings__0__size__unit="mm", **row)
    assert done.status_code == 302, form.page[-2000:]
    assert stored()[-1]["findings"] == [{"site": "L2", "kind": "lytic", "size": "14 mm"}]
    none = Form(form.address)
    assert none.send(on="20261121", modality="wbldct", findings__none="yes").status_code == 302
    assert stored()[-1]["findings"] == []
