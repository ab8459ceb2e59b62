"""Row-level security of lists: rows of the reach only."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("rosters", "0001_initial")]

    operations = [EnableRowSecurity("roster"), EnableRowSecurity("piece")]
