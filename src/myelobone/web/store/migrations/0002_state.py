"""The one row about the whole database."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations


def make(apps: Any, _editor: Any) -> None:
    """Epoch 1, no examples."""
    apps.get_model("store", "State").objects.create(pk=1)


class Migration(migrations.Migration):
    """Adds the row."""

    dependencies: ClassVar = [("store", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(make, migrations.RunPython.noop)]
