"""A line in somebody's inbox, and text messages that the demonstration keeps instead of sending them."""

from django.db import models

TEXT = "notices.text"  # the purpose under which a kept message is sealed


class Notice(models.Model):
    """Something that one staff member should know. `text` is a message id, `params` fill it, `key` says of what occasion it
    is: the same occasion is told to the same person once. `subject` says what it is about ("case:12"): the inbox has one row
    per subject. `url` is a path of this product, or "".
    """

    person = models.ForeignKey("people.StaffCard", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    text = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="notice_once"),)
        indexes = (
            models.Index(fields=["person", "subject", "-id"], name="notice_inbox"),
            models.Index(fields=["person", "subject"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["key"], name="notice_by_key", opclasses=["text_pattern_ops"]),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"


class SentText(models.Model):
    """A text message as the console gateway keeps it: for the demo's page alone. `text` is sealed, since it may hold a code."""

    phone_masked = models.CharField(max_length=20)
    text_sealed = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"text {self.pk}"
