"""Pictures of a case, re-encoded and without their metadata."""

from django.db import models


class AttachmentKind(models.TextChoices):
    """What a picture shows."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Attachment(models.Model):
    """A picture of a case. `path` is below the media folder; `public` says whether reporters see it."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=8, choices=AttachmentKind.choices)
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="bytes")
    public = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.path
