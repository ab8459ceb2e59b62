"""Things that somebody else has to agree to: returns, extensions, suspensions, whistles of a high tier."""

from django.db import models


class ApprovalKind(models.TextChoices):
    """What is asked for."""

    RETURN = "return"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    WHISTLE = "whistle"


class Approval(models.Model):
    """A question to the one who decides, and the answer. `post` is the post code that must decide (from the method).

    `plan` holds what will be done once granted (organizations of a whistle, length of an extension).
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="approvals")
    call = models.ForeignKey("cases.Call", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ApprovalKind.choices)
    post = models.CharField(max_length=40)
    reason = models.TextField()
    plan = models.JSONField(default=dict)
    asked_by = models.CharField(max_length=120)
    asked_by_account = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "kind"], name="cases_approval_case"),
            models.Index(fields=["asked_at"], condition=models.Q(granted__isnull=True), name="cases_approval_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
