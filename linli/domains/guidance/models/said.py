"""What somebody without an account leaves with us: name and phone, sealed, and the secret by which they find it again."""

from __future__ import annotations

import hashlib

from django.db import models

from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel import crypto


def hash_of(token: str) -> str:
    """What the database keeps of a link's secret: SHA-256, so that a copy of it opens nobody's page."""
    return hashlib.sha256(token.encode()).hexdigest()


class Said(AreaScopedModel):
    """Somebody said who they are and agreed to a text (kept word for word). Name and phone are sealed for `purpose` and emptied
    (`emptied_at`) when they are of no use any more.
    """

    purpose = ""

    token_hash = models.CharField(max_length=64, unique=True)
    group = models.CharField(max_length=40)
    name_sealed = models.BinaryField(default=bytes)
    phone_sealed = models.BinaryField(default=bytes)
    consent_version = models.PositiveIntegerField()
    consent_text = models.TextField()
    reason = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta(AreaScopedModel.Meta):
        abstract = True

    @property
    def name(self) -> str:
        """In clear, for whoever was let to the row; "" once it is emptied."""
        return crypto.unseal(bytes(self.name_sealed), purpose=self.purpose)

    @property
    def phone(self) -> str:
        """In clear: only for services that write down who looked, and for the appointment that follows; "" once it is emptied."""
        return crypto.unseal(bytes(self.phone_sealed), purpose=self.purpose)

    @property
    def phone_masked(self) -> str:
        """With stars; "" once it is emptied."""
        return crypto.mask_phone(self.phone) if self.phone else ""
