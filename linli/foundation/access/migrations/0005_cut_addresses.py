from django.db import migrations

#: The network that an address lies in is enough to tell the office from elsewhere (`rules.network_of`).
CUT = """
    UPDATE access_signin SET address = host(network(set_masklen(address, CASE family(address) WHEN 4 THEN 24 ELSE 48 END)))::inet
    WHERE address IS NOT NULL
"""


class Migration(migrations.Migration):
    """What the log of sign-ins holds of addresses is cut to their network; it can't be brought back."""

    dependencies = [
        ("access", "0004_second_factor"),
    ]

    operations = [
        migrations.RunSQL(CUT, migrations.RunSQL.noop),
    ]
