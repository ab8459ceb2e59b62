"""What a line is about. Lines told before are about their case, or about their own occasion."""

from django.db import migrations, models

SUBJECT_OF_KEY = "UPDATE notices_notice SET subject = coalesce(substring(key from '^case:[0-9]+'), key)"


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.AddField("notice", "subject", models.CharField(default="", max_length=120), preserve_default=False),
        migrations.RunSQL(SUBJECT_OF_KEY, migrations.RunSQL.noop),
        migrations.RemoveIndex("notice", "notice_inbox"),
        migrations.RemoveIndex("notice", "notice_unread"),
        migrations.AddIndex("notice", models.Index(fields=["person", "subject", "-id"], name="notice_inbox")),
        migrations.AddIndex(
            "notice",
            models.Index(fields=["person", "subject"], condition=models.Q(("read_at", None)), name="notice_unread"),
        ),
    ]
