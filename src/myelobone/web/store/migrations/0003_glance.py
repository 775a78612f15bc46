"""What a list shows of a patient."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies = [
        ("store", "0002_state"),
    ]

    operations = [
        migrations.CreateModel(
            name="Glance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("day", models.CharField(max_length=10)),
                ("of", models.CharField(max_length=120)),
                ("body", models.TextField()),
                (
                    "patient",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glance",
                        to="store.patient",
                    ),
                ),
            ],
        ),
    ]
