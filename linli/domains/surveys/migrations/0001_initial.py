"""The table of surveys."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("methods", "0001_initial"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by", models.CharField(max_length=120)),
                ("written_at", models.DateTimeField()),
                ("homes", models.PositiveIntegerField()),
                ("buildings", models.PositiveIntegerField()),
                ("floors", models.PositiveIntegerField(blank=True, null=True)),
                ("vacant", models.PositiveIntegerField(blank=True, null=True)),
                ("parking", models.PositiveIntegerField(blank=True, null=True)),
                ("committee", models.BooleanField(default=False)),
                ("company", models.CharField(blank=True, max_length=80)),
                ("answers", models.JSONField(default=dict)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "compound",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.compound"
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.area"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="methods.release",
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-id"),
                "abstract": False,
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(fields=("compound", "on"), name="surveys_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("vacant", None), ("vacant__lte", models.F("homes")), _connector="OR"),
                        name="surveys_no_more_vacant_than_homes",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
