"""What is counted and filtered is in the index itself: pages of many cases don't look into the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("methods", "0001_initial"),
        ("organizations", "0001_initial"),
        ("people", "0001_initial"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_county_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_county_state",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_county_opened",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_county_ended",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["county", "due_at", "id"],
                include=("area",),
                name="cases_case_county_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), ("supervised", True)),
                fields=["county", "due_at", "id"],
                include=("area",),
                name="cases_case_watched",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("resolved_at__isnull", False)),
                fields=["handler", "resolved_at"],
                name="cases_case_handler_done",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("resolved_at__isnull", False)),
                fields=["handler_org", "resolved_at"],
                name="cases_case_org_done",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["county", "state"],
                include=("area", "category", "handler", "handler_org"),
                name="cases_case_county_state",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["county", "-opened_at"],
                include=("area", "category", "reopened"),
                name="cases_case_county_opened",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), _negated=True),
                fields=["county", "-ended_at"],
                include=("area", "state", "top_tier_no"),
                name="cases_case_county_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("call__isnull", False), ("state__in", ("running", "paused"))),
                fields=["due_at"],
                include=("call", "kind", "state"),
                name="cases_deadline_calls",
            ),
        ),
    ]
