"""The application `store` for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Store(AppConfig):
    """Patients, entries, kept advice."""

    name = "myelobone.web.store"
    label = "store"
