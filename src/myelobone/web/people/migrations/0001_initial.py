"""The first tables: accounts and wards."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Ward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("username", models.CharField(max_length=80, unique=True)),
                ("full_name", models.CharField(blank=True, max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("viewer", "viewer"),
                            ("clinician", "clinician"),
                            ("pharmacist", "pharmacist"),
                            ("coordinator", "coordinator"),
                            ("knowledge_reviewer", "knowledge_reviewer"),
                            ("administrator", "administrator"),
                            ("system_administrator", "system_administrator"),
                            ("security_administrator", "security_administrator"),
                            ("audit_administrator", "audit_administrator"),
                        ],
                        max_length=40,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=2)),
                ("is_active", models.BooleanField(default=True)),
                ("every_ward", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "wards",
                    models.ManyToManyField(blank=True, related_name="people", to="people.ward"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
