"""What must hold before anything is served: every address declared, every view there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from .people.permissions import PERMISSIONS, PUBLIC, ROLES, SIGNED_IN
from .routes import API, ROUTES, declared
from .urls import view_of


@register()
def routes(**_: Any) -> list[CheckMessage]:
    """Every address of the resolver stands in the table, with a permission that exists and a view."""
    known = {PUBLIC, SIGNED_IN, *PERMISSIONS}
    found: list[CheckMessage] = [
        Error(f"{method} /{path} requires {permission!r}, which is no permission", id="clinic.E001")
        for path, method, permission in declared()
        if permission not in known
    ]
    found += [
        Error(f"{role} may {each}, which is no permission", id="clinic.E002")
        for role, may in ROLES.items()
        for each in sorted(may - known)
    ]
    table = {route.path for route in ROUTES}
    for pattern in _patterns(get_resolver().url_patterns, ""):
        if not pattern.startswith("api/") and pattern not in table:
            found.append(Error(f"/{pattern} is not declared in web/routes.py", id="clinic.E003"))
    found += [
        Error(f"{method} /api{path} is not declared in web/routes.py", id="clinic.E004")
        for method, path in sorted(operations() - set(API))
    ]
    found += [
        Error(f"{method} /api{path} is declared and not there", id="clinic.E005")
        for method, path in sorted(set(API) - operations())
    ]
    for route in ROUTES:
        try:
            view_of(route.view)
        except (ImportError, AttributeError) as error:
            found.append(Error(f"{route.view}: {error}", id="clinic.E006"))
    return found


def operations() -> set[tuple[str, str]]:
    """Method and path below /api/ of every operation of the JSON interface."""
    from .api.interface import interface

    found = set()
    for prefix, router in interface._routers:
        for path, view in router.path_operations.items():
            whole = "/" + "/".join(part for part in (prefix.strip("/"), path.strip("/")) if part)
            found |= {(method, whole) for each in view.operations for method in each.methods}
    return found


def _patterns(patterns: list[Any], before: str) -> Iterator[str]:
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns, here)
        elif isinstance(each, URLPattern):
            yield here
