"""What is done on a patient's screen: a question answered, a choice decided, an item set aside, a thing done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ...edition import own_edition
from .. import clock
from ..asked import advice_of
from ..frame.request import passed
from ..people.actor import of_request
from ..screen import writing
from ..screen.choosing import REASON, choices
from ..screen.due import GIVEN, TASK_DONE, Dated, dated
from ..screen.look import View
from ..screen.record import last_of
from ..screen.whole import view_of
from ..store import entries, reading
from ..store.refusals import NoReason, Refusal
from .answer import page
from .patient import seen_patient, show

Made = Callable[[View], writing.Body]


def answer(request: HttpRequest, public: str) -> HttpResponse:
    """A question answered in place: one entry, tried before it is stored."""
    return _write(request, public, lambda view: writing.answer(request.POST), "questions")


def decide(request: HttpRequest, public: str) -> HttpResponse:
    """A choice decided by the one who asks, with the reason where the option needs one."""
    form = request.POST

    def made(view: View) -> writing.Body:
        chosen = [each for each in choices(view) if each.id == form.get("choice")]
        options = [each for c in chosen for each in c.options if each.id == form.get("option")]
        if not options or not options[0].available:
            raise Refusal("unreadable")
        if options[0].needs_reason and not writing.typed(form, REASON):
            raise NoReason(public)
        names = tuple(each.name for each in options[0].details)
        return writing.decision(form, chosen[0].id, _name(request), view.data["as_of"], names)

    return _write(request, public, made, "choices")


def override(request: HttpRequest, public: str) -> HttpResponse:
    """An item set aside for a reason and a time; it stays in sight."""
    form = request.POST

    def made(view: View) -> writing.Body:
        if form.get("item") not in view.titles:
            raise Refusal("unreadable")
        if not writing.typed(form, REASON):
            raise NoReason(public)
        return writing.override(form, _name(request), view.data["as_of"])

    return _write(request, public, made, "set-aside")


def done(request: HttpRequest, public: str) -> HttpResponse:
    """What was done, filled in from the plan and saved only when somebody sends it."""
    found = seen_patient(request, public)
    if request.method == "POST":
        return _write(request, public, lambda view: _done(request), "due")
    chart = reading.chart(found)
    view = view_of(chart, advice_of(chart), passed(request).lang)
    line = dated(view, request.GET.get("item", ""))
    kinds = {each.kind for each in line.done} if line is not None else set()
    if line is None or not kinds & {"given", "task"}:
        return HttpResponseRedirect(reverse("patient", kwargs={"public": public}) + "#due")
    return _done_page(request, view, line)


def _done_page(request: HttpRequest, view: View, line: Dated) -> HttpResponse:
    item = next(each for each in view.data["plan"] if each["id"] == line.id)
    agent = next((each for each in view.data["agents"] if each["agent"] == item["agent"]), None)
    table = (agent or {}).get("dose") or {}
    terms = view.knowledge.vocabulary.terms
    amount = item["amount"] if item["amount"] is not None else table.get("amount")
    unit = item["unit"] or table.get("unit")
    over = table.get("over_minutes")
    fields: dict[str, Any] = {
        "agent": item["agent"], "dose": f"{amount:g} {unit}" if amount is not None else "",
        "route": table.get("route") or "", "over": f"{over:g} min" if over is not None else "",
    }  # fmt: skip
    routes = terms[GIVEN].attributes["route"].values if item["agent"] else ()
    data = {
        "chart": view.chart, "line": line, "task": item["what"], "fields": fields, "today": clock.today().isoformat(),
        "routes": [(word, view.look.label(word)) for word in routes],
        "barred": agent is not None and agent["standing"] in ("forbidden", "undetermined"),
        "standing": view.look.word(agent["standing"]) if agent is not None else "",
    }  # fmt: skip
    return page(request, "screen/done.html", data)


def _done(request: HttpRequest) -> writing.Body:
    form = request.POST
    body: writing.Body = {"on": writing.day(writing.typed(form, "on"))}
    if form.get("what") == TASK_DONE:
        return {**body, "what": TASK_DONE, "task": writing.typed(form, "task")}
    body |= {"what": GIVEN, "agent": writing.typed(form, "agent")}
    for name in ("dose", "route", "over"):
        if said := writing.typed(form, name):
            body[name] = said
    return body


def _write(request: HttpRequest, public: str, made: Made, place: str) -> HttpResponse:
    """Stores the entry that a form makes; back to the screen, which says what was stored."""
    found = seen_patient(request, public)
    form = request.POST
    lang = passed(request).lang
    chart = reading.chart(found)
    try:
        view = view_of(chart, advice_of(chart), lang)
        body = made(view)
        last = last_of(own_edition(), reading.history(found), str(body["what"]))
        writing.tried(own_edition(), body, last, sure=form.get("sure") == "yes")
        written = entries.add_entries(
            of_request(request), public, [body], expected=form.get("expected", ""), key=form.get("key", ""),
        )  # fmt: skip
    except writing.Wrong as wrong:
        return show(request, found, refused=wrong.code, why=wrong.why, form=form, status=422)
    except writing.FarOff as far:
        return show(
            request, found, refused=far.code, far=(far.last, far.now), form=form, status=422
        )
    except Refusal as refusal:
        found.refresh_from_db()
        return show(
            request,
            found,
            refused=refusal.code if refusal.code != "refused" else "unreadable",
            form=form,
            status=409,
        )
    address = reverse("patient", kwargs={"public": public})
    return HttpResponseRedirect(f"{address}?stored={written.positions[0]}#{place}")


def _name(request: HttpRequest) -> str:
    user = passed(request).user
    return user.full_name or user.username
