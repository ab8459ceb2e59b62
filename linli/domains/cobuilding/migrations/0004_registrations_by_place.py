"""Row-level security, narrower: of registrations those at places ("a1.12."), of organizations ("o7") and of a card ("c9") that the reach
names. The county alone shows none of them.
"""

from django.db import migrations

from linli.foundation.privacy.rls import NarrowRows, only_named


class Migration(migrations.Migration):
    dependencies = [("cobuilding", "0003_tender"), ("territory", "0001_initial")]

    operations = [NarrowRows("registration", only_named("a", ("o", "organization_id"), ("c", "card_id")))]
