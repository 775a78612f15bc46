"""The application `people` for Django."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    """Accounts, roles, wards."""

    name = "myelobone.web.people"
    label = "people"
