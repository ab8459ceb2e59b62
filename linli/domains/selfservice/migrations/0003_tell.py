"""Whom to tell by text message that a request has been answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("selfservice", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="personrequest",
            name="tell_sealed",
            field=models.BinaryField(default=bytes),
        ),
    ]
