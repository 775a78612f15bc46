"""One entry of the knowledge: what a cited id says, and what rests on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from markupsafe import Markup
from msgspec import to_builtins

from ...decide.knowledge_ref import knowledge_ref
from ...edition import own_edition
from ...page.standing import standing
from ..frame.request import passed
from .answer import page


def entry(request: HttpRequest, known: str) -> HttpResponse:
    """The statement, reading, rule, fact, agent, dated item or term of an id, in words."""
    from ..screen.told import told

    lang = passed(request).lang
    found = told(known, lang)
    if found is None:
        raise Http404
    spoke = knowledge_ref(own_edition())
    data = {
        "entry": found,
        "html": Markup(found.html),
        "standing": standing(to_builtins(spoke), lang),
    }
    return page(request, "screen/knowledge.html", data)
