"""Row-level security of the registers: rows of the reach only, and people seen by any home that lies in it."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

# The subquery is itself bound by the policy of residencies: a second home counts where it lies within the reach.
_SECOND_HOME = """
CREATE POLICY residents_second_home ON residents_person FOR SELECT USING (
    id IN (SELECT person_id FROM residents_residency WHERE ends_on IS NULL AND NOT is_main)
)
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]

    operations = [
        *(EnableRowSecurity(name) for name in ("dwelling", "household", "person", "residency", "merge", "likeness")),
        migrations.RunSQL(_SECOND_HOME, "DROP POLICY residents_second_home ON residents_person"),
    ]
