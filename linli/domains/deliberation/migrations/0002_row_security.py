"""Row-level security: who takes part is seen where one may see or run deliberations, nowhere else."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

_HOLD_PEOPLE = ("support", "verdict", "seat", "voter", "mark", "paper", "proxy", "stance")


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in _HOLD_PEOPLE]
