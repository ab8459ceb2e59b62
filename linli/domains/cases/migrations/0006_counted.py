"""Cases and their clocks are marked to be counted anew whenever what they count as may have changed (ADR 0035)."""

from django.db import migrations

from linli.engines.rollups.watching import mark_all, watch

CASE = ("area_id", "category_id", "source", "state", "reopened", "top_tier_no", "opened_at", "ended_at")
CLOCK = ("state", "next_step", "due_at", "paused_at")


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_reporter_kind"), ("rollups", "0001_initial")]

    operations = [
        watch("cases", "cases_case", CASE),
        watch("cases", "cases_deadline", CLOCK, subject="case_id", made="NEW.state = 'late'"),
        watch("whistles", "cases_whistle", ("blown_at", "ended_at", "tier"), subject="case_id"),
        watch("whistles", "cases_case", ("area_id",), made="false"),
        mark_all("cases", "SELECT id FROM cases_case ORDER BY id"),
        mark_all("whistles", "SELECT DISTINCT case_id FROM cases_whistle"),
    ]
