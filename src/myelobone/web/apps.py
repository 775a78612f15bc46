"""The application `web` for Django: what is checked when it starts."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """The clinic itself."""

    name = "myelobone.web"
    label = "clinic"

    def ready(self) -> None:
        """Registers what must hold before anything is served."""
        from . import checks  # noqa: F401 - registering is what it is for
