"""Row-level security: contracts, entries and objections of the places of whoever keeps them, and nothing for others."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

_TABLES = ("party", "signature", "entry", "objection")


class Migration(migrations.Migration):
    dependencies = [("credit", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in _TABLES]
