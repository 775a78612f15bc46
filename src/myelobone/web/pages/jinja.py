"""The environment of the templates: everything escaped, unknown names are errors."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Jinja2 as Django asks for it."""
    options["undefined"] = StrictUndefined
    made = Environment(
        **{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(url=url, static=static)
    return made


def url(name: str, **parts: Any) -> str:
    """The address of a route."""
    return reverse(name, kwargs=parts)


@cache
def static(name: str) -> str:
    """The address of a static file, another one when its content changes."""
    digest = sha256((settings.HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"{settings.STATIC_URL}{name}?{digest}"
