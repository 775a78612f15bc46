"""The first tables: patients, their versions, kept advice, answered requests."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="State",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("demo", models.BooleanField(default=False)),
                ("restored_at", models.DateTimeField(null=True)),
                ("backup_at", models.DateTimeField(null=True)),
                ("events_lost", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.BigIntegerField(null=True)),
                ("key", models.CharField(max_length=80)),
                ("asked", models.CharField(max_length=64)),
                ("answer", models.TextField()),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("by", "key"), name="one_answer_a_key", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.CharField(max_length=20, unique=True)),
                ("version", models.PositiveIntegerField()),
                ("name", models.CharField(blank=True, db_index=True, max_length=120)),
                ("initials", models.CharField(blank=True, db_index=True, max_length=120)),
                ("sex", models.CharField(blank=True, max_length=10)),
                ("born", models.CharField(blank=True, max_length=10)),
                ("changed_at", models.DateTimeField()),
                (
                    "ward",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patients",
                        to="people.ward",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptAdvice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("as_of", models.CharField(max_length=10)),
                ("purpose", models.CharField(max_length=20)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("record_digest", models.CharField(max_length=80)),
                ("knowledge", models.CharField(max_length=80)),
                ("knowledge_digest", models.CharField(max_length=80)),
                ("program", models.CharField(max_length=40)),
                ("body_digest", models.CharField(max_length=64)),
                ("body", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["patient", "at", "id"],
                "indexes": [models.Index(fields=["patient", "at"], name="advice_of_a_patient")],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=60)),
                ("number", models.CharField(db_index=True, max_length=60)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifiers",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["system", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("system", "number"), name="one_patient_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("because", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("position", models.PositiveIntegerField()),
                ("revision", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=10)),
                ("what", models.CharField(db_index=True, max_length=60)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["patient", "position", "revision"],
                "indexes": [
                    models.Index(fields=["patient", "version"], name="entries_of_a_version")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "position", "revision"), name="one_entry_a_revision"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("because", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.patient",
                    ),
                ),
            ],
            options={
                "ordering": ["patient", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "version"), name="one_person_a_version"
                    )
                ],
            },
        ),
    ]
