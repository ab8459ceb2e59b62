from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_subject")]

    operations = [
        migrations.CreateModel(
            name="SentText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_masked", models.CharField(max_length=20)),
                ("text_sealed", models.BinaryField(default=bytes)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ("-id",)},
        ),
    ]
