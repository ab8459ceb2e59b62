"""Row-level security: rows of the places of whoever holds the permission, and nothing for others."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

_TABLES = ("phonecode", "residentsession", "consent", "personrequest")


class Migration(migrations.Migration):
    dependencies = [("selfservice", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in _TABLES]
