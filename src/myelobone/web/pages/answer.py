"""A template with what every page needs, as an answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ..frame.language import language
from ..people.models import User
from ..people.sitting import ends
from ..store.restored import notice
from ..words.all import say


def page(
    request: HttpRequest, template: str, data: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The template, in the language of the request.

    Every template has: `say(key, …)` for words, `lang`, `user` (None when nobody signed in), `demo`,
    `clinic`, `path`, `may(permission)`, `csrf_input`, `key()` for a form's own key.
    """
    lang = language(request)
    user = getattr(request, "user", None)
    user = user if isinstance(user, User) else None
    body = render_to_string(
        template,
        {
            "say": lambda key, *parts: say(key, lang, *parts),
            "lang": lang,
            "user": user,
            "demo": settings.DEMO,
            "clinic": settings.CLINIC.clinic,
            "path": request.get_full_path(),
            "may": (lambda permission: user is not None and user.may(permission)),
            "key": form_key,
            "trace": getattr(request, "trace", ""),
            "ends": ends(request),
            "restored": notice() if user is not None else None,
            **(data or {}),
        },
        request,
    )
    return HttpResponse(body, status=status)


def form_key() -> str:
    """A key that makes a form count once, however often it is sent."""
    return secrets.token_urlsafe(18)
