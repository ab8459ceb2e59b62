from django.db import migrations, models


class Migration(migrations.Migration):
    """The words of the sign-in log stand in `states`: a new one changes no column."""

    dependencies = [
        ("access", "0002_relations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="signin",
            name="outcome",
            field=models.CharField(max_length=12),
        ),
    ]
