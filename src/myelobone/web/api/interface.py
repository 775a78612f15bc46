"""The JSON interface, mounted at /api/; each operation must also stand in `web/routes.py`."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import NinjaAPI

from ... import __version__

interface = NinjaAPI(
    title="MyeloBone", version=__version__, urls_namespace="api", docs_url=None, openapi_url=None
)


@interface.get("/health", operation_id="health")
def health(request: HttpRequest) -> dict[str, str]:
    """Whether the interface answers, and which program it is."""
    return {"program": __version__}
