"""The knowledge that speaks: which edition, what it holds, and the schemas of what goes in and comes out."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from msgspec import to_builtins
from ninja import Router
from ninja.params.functions import Query

from ...decide.knowledge_ref import knowledge_ref
from ...decide.output import advice_schema
from ...decide.plan import plan_schema
from ...edition import own_edition
from ...language.catalogue import KINDS, catalogue, matching
from ...record.schema import record_schema
from . import answers

router = Router(tags=["knowledge"])


@router.get("/knowledge", operation_id="knowledge")
def edition(request: HttpRequest) -> HttpResponse:
    """The edition, its digest, how far it is signed, and how much it holds."""
    known = own_edition()
    counts: dict[str, int] = dict.fromkeys(KINDS, 0)
    for entry in catalogue(known):
        counts[entry.kind] += 1
    return answers.data({**to_builtins(knowledge_ref(known)), "counts": counts})


@router.get("/knowledge/entries", operation_id="knowledge_entries")
def entries(
    request: HttpRequest, q: str = Query("", max_length=80), kind: str = Query("", max_length=20)
) -> HttpResponse:
    """The statements, readings, rules, facts, agents, lines, calendar items and terms that hold all words of `q`."""
    if kind and kind not in KINDS:
        return answers.refused([answers.problem("no_such", "kind", kind, " ".join(KINDS))], 422)
    found = matching(own_edition(), q.split(), kind or None)
    return answers.data({"entries": [to_builtins(each) for each in found]})


@router.get("/knowledge/entries/{entry_id}", operation_id="knowledge_entry")
def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Everything of an id: both texts, what it rests on, where it stands."""
    found = [each for each in catalogue(own_edition()) if each.id == entry_id]
    if not found:
        return answers.refused([answers.problem("no_such", "entry_id", entry_id[:80])], 404)
    return answers.data({"entries": [to_builtins(each) for each in found]})


@router.get("/schemas/{which}", operation_id="schema")
def schema(request: HttpRequest, which: Literal["record", "advice", "plan"]) -> HttpResponse:
    """The JSON Schema of a record, an advice or a plan."""
    made: dict[str, Any] = (
        record_schema(own_edition().vocabulary)
        if which == "record"
        else advice_schema() if which == "advice" else plan_schema()
    )  # fmt: skip
    return answers.data(made)
