"""The JSON interface, mounted at /api/; each operation must also stand in `web/routes.py`."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import NinjaAPI

from ... import __version__
from . import answers
from .advice import router as advice
from .entries import router as entries
from .gate import Bearer
from .knowledge import router as knowledge
from .patients import router as patients

interface = NinjaAPI(
    title="MyeloBone",
    version=__version__,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
    description="It supports and never replaces a clinician's judgement. docs/api.md says how it is used.",
)
answers.register(interface)
for part in (patients, entries, advice, knowledge):
    interface.add_router("", part)


@interface.get("/health", operation_id="health", auth=None)
def health(request: HttpRequest) -> dict[str, str]:
    """Whether the interface answers, and which program it is."""
    return {"program": __version__}


@interface.get("/openapi.json", operation_id="openapi", auth=None, include_in_schema=False)
def openapi(request: HttpRequest) -> object:
    """The interface itself, as OpenAPI."""
    return answers.data(interface.get_openapi_schema())
