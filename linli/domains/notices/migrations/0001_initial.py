"""Inboxes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=200)),
                ("params", models.JSONField(default=dict)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.staffcard"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-id"], name="notice_inbox"),
                    models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="notice_unread"),
                    models.Index(fields=["key"], name="notice_by_key", opclasses=["text_pattern_ops"]),
                ],
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="notice_once")],
            },
        ),
    ]
