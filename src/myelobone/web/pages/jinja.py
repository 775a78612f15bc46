"""The environment of the templates: everything escaped, unknown names are errors."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from ...page.words import Lang

if TYPE_CHECKING:
    from ..screen.banner import Banner
    from ..store.reading import Chart


def environment(**options: Any) -> Environment:
    """Jinja2 as Django asks for it."""
    options["undefined"] = StrictUndefined
    made = Environment(
        **{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(url=url, static=static, local=local, banner_of=_banner)
    return made


def url(name: str, /, **parts: Any) -> str:
    """The address of a route."""
    return reverse(name, kwargs=parts)


def _banner(chart: Chart, lang: Lang) -> Banner:
    from ..screen.banner import banner_of

    return banner_of(chart, lang)


def local(at: datetime) -> datetime:
    """An instant where the hospital lies."""
    return timezone.localtime(at)


@cache
def static(name: str) -> str:
    """The address of a static file, another one when its content changes."""
    digest = sha256((settings.HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"{settings.STATIC_URL}{name}?{digest}"
