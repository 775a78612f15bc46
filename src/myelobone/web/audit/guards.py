"""Triggers in the database that refuse to change or delete what is kept for good, whoever tries."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from .models import Kept

WORD = "kept for good"


def tables() -> list[str]:
    """Every table whose rows are only ever added."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Kept))


def install() -> None:
    """Makes the triggers that are missing. A migration that remakes a table loses them, so it comes last."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION keep_for_good() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN RAISE EXCEPTION '{WORD}'; END $$"
            )
        for table in tables():
            if connection.vendor == "postgresql":
                for kind, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
                    name = f"{table}_kept_{each.lower()}"
                    cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
                    cursor.execute(
                        f'CREATE TRIGGER {name} BEFORE {kind} ON "{table}" FOR EACH {each}'
                        " EXECUTE FUNCTION keep_for_good()"
                    )
                continue
            for act in ("UPDATE", "DELETE"):
                cursor.execute(
                    f'CREATE TRIGGER IF NOT EXISTS {table}_kept_{act.lower()} BEFORE {act} ON "{table}"'
                    f" BEGIN SELECT RAISE(ABORT, '{WORD}'); END"
                )
