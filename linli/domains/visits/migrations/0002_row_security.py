"""Row-level security: plans, doors and visits of the reach only."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in ("plan", "stop", "visit")]
