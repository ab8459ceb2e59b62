"""Which homes a death ended: taking it back opens these and no others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="residency",
            name="by_death",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
