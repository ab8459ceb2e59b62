"""Row-level security: rows about volunteers, by their place, and nothing for others."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

_TABLES = ("volunteer", "teammember", "claim", "signup", "service", "reward", "certificate")


class Migration(migrations.Migration):
    dependencies = [("volunteering", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in _TABLES]
