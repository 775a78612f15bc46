"""Django's addresses, made from the table of routes; a view is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, path

from .api.interface import interface
from .routes import ROUTES, Route

View = Callable[..., HttpResponseBase]


@cache
def view_of(name: str) -> View:
    """The view `module:function` below this package."""
    module, _, function = name.partition(":")
    found: View = getattr(import_module(f"{__package__}.{module}"), function)
    return found


def _served(route: Route) -> View:
    methods = [*route.needs, *(["HEAD"] if "GET" in route.needs else [])]

    def serve(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        return view_of(route.view)(request, **parts)

    return serve


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(route.path, _served(route), name=route.name) for route in ROUTES),
    path("api/", interface.urls),
]

handler400 = "myelobone.web.frame.errors.bad"
handler403 = "myelobone.web.frame.errors.forbidden"
handler404 = "myelobone.web.frame.errors.missing"
handler500 = "myelobone.web.frame.errors.failed"
