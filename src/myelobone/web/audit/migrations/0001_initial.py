"""The first tables: the trail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("user", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=80)),
                ("role", models.CharField(max_length=40)),
                ("address", models.CharField(blank=True, max_length=60)),
                ("channel", models.CharField(max_length=10)),
                ("act", models.CharField(db_index=True, max_length=60)),
                ("patient", models.CharField(blank=True, db_index=True, max_length=20)),
                ("details", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["seq"],
            },
        ),
    ]
