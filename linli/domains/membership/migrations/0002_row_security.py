"""Row-level security: rows of the county of whoever holds the permission, and nothing for others."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

_TABLES = ("membership", "transfer", "checkin", "quota", "contact", "contactnote", "sign")


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in _TABLES]
