"""The JSON interface under whatever its own description allows and forbids: never a defect, never a wrong yes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

from myelobone.web.api.interface import interface
from myelobone.web.people.permissions import PERMISSIONS
from myelobone.web.people.tokens import issue

from . import people

schemathesis = pytest.importorskip("schemathesis")
QUICK, WHOLE = 3, 500


@pytest.fixture
def key_of_a_patient(sqlite_clinic: str) -> tuple[str, str]:
    by = people.actor("maker")
    made = people.add(
        by, people.patient(by), {"on": "2026-11-18", "what": "weight", "value": "58 kg"}
    )
    user = people.user("his", "clinician")
    scopes = [permission for permission in PERMISSIONS if user.may(permission)]
    return issue(people.actor("sec", "administrator"), user, "his", scopes, 30)[1], made.patient


def tried(key: str, patient: str, examples: int) -> int:
    """Every operation with generated calls; how many were made."""
    described: Any = json.loads(json.dumps(interface.get_openapi_schema()))
    api = schemathesis.openapi.from_dict(described)
    api.app = get_wsgi_application()
    api.config.base_url = "http://localhost/"
    calls = 0
    for found in api.get_all_operations():
        operation = found.ok()

        def call(case: Any) -> None:
            nonlocal calls
            calls += 1
            if "public" in (case.path_parameters or {}) and calls % 4:
                case.path_parameters["public"] = patient
            case.headers = {
                name: value for name, value in (case.headers or {}).items() if _sendable(value)
            }
            case.headers["Authorization"] = f"Bearer {key}"
            response = case.call()
            assert response.status_code < 500, (case, response.text)

        strategy = operation.as_strategy()
        from hypothesis import given

        given(case=strategy)(
            settings(
                max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
                derandomize=True, suppress_health_check=list(HealthCheck),
            )(call)
        )()  # fmt: skip
    return calls


def _sendable(value: Any) -> bool:
    text = str(value)
    return text.isascii() and text.isprintable()


def test_no_call_that_the_description_allows_meets_a_defect(key_of_a_patient: Any) -> None:
    assert tried(*key_of_a_patient, QUICK) > 30


@pytest.mark.nightly
def test_500_calls_of_each_operation_meet_no_defect(key_of_a_patient: Any) -> None:
    assert tried(*key_of_a_patient, WHOLE) > 5000
