"""Row-level security: contacts of people are seen by their county's centre, and by what Linli does itself."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_messages"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity(name) for name in ("recipient", "message", "refusal")]
