"""Released methods. Reference data: the rules of a county are public, so the table has no scope."""

from __future__ import annotations

from django.db import models


class Release(models.Model):
    """One version of a county's rules, kept word for word; long-lived records pin the release they began under.

    `text` is the merged method as JSON, `checksum` its SHA-256, `holds_from` the first day on which it holds. A release
    is never changed: other text needs another version.
    """

    slug = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    text = models.TextField()
    checksum = models.CharField(max_length=64)
    holds_from = models.DateField()
    installed_at = models.DateTimeField()

    class Meta:
        ordering = ("slug", "-version")
        constraints = (
            models.UniqueConstraint(fields=("slug", "version"), name="methods_release_once"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="methods_version_counts_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"
