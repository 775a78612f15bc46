"""Sessions that end when an account changes, passwords for one time, addresses that open once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two columns to accounts, and the table of used addresses."""

    dependencies = [
        ("people", "0002_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opened",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="epoch",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="user",
            name="password_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
