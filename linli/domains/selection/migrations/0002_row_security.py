"""Row-level security: selections, candidates and documents of the places where one may see or run them, nothing for others."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("selection", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in ("selection", "candidate", "document")]
