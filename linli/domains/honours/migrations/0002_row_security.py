"""Row-level security: nominations name people and objections speak of them, so that the database shows those of one's own county alone."""

from django.db import migrations

from linli.foundation.privacy.rls import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("honours", "0001_initial"), ("privacy", "0001_initial"), ("territory", "0001_initial")]

    operations = [EnableRowSecurity("nomination"), EnableRowSecurity("proof"), EnableRowSecurity("objection")]
