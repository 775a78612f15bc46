"""The application `audit` for Django."""

from __future__ import annotations

from django.apps import AppConfig


class Audit(AppConfig):
    """The audit trail."""

    name = "myelobone.web.audit"
    label = "audit"
