"""What happened (`Event`), what others still have to react to (`Outbox`), and which form was already sent."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from linli.kernel.events import Audience


class Event(models.Model):
    """One line of history, append-only. Names are frozen as they were; only the redaction job changes `data`.

    Places and subjects are plain numbers, not foreign keys: this floor lies below territory, and history outlives rows.
    """

    at = models.DateTimeField()
    code = models.CharField(max_length=64)
    county_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120)
    audience = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Audience])
    data = models.JSONField(default=dict)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_event_subject"),
            BrinIndex(fields=["at"], name="audit_event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind}:{self.subject_id}"


class Outbox(models.Model):
    """An event that handlers still have to see. Done rows are deleted: the event itself is the history."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at", "id"], name="audit_outbox_due")]

    def __str__(self) -> str:
        return f"outbox {self.event_id}"


class SentForm(models.Model):
    """The first result of a creating POST, found again by its idempotency key. Kept for a week."""

    key = models.CharField(max_length=64, primary_key=True)
    location = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="audit_sentform_age")]

    def __str__(self) -> str:
        return self.key
