"""Row-level security: whose units are, and how they voted, within the reach that was said only."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity

_TABLES = ("ownership", "ballot", "paperentry", "paidservice")


class Migration(migrations.Migration):
    dependencies = [("owners", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in _TABLES]
