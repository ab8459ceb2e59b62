"""Those who reported a case or joined it."""

import hashlib

from django.db import models

from linli.kernel import crypto


def hash_of(token: str) -> str:
    """What the database keeps of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


class Reporter(models.Model):
    """A reporter or follower of a case. Contact is optional, sealed, shown masked; the secret link needs no account.

    `token_hash` is the SHA-256 of the secret in the link: a copy of the database opens nobody's page.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="reporters")
    token_hash = models.CharField(max_length=64, unique=True)
    name_sealed = models.BinaryField(default=bytes)
    phone_sealed = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, blank=True)
    phone_masked = models.CharField(max_length=20, blank=True)
    #: Polite short form ("丛女士"), typed by the person; never the full name.
    called = models.CharField(max_length=20, blank=True)
    #: Whom they speak as, by the method's direct line (X40); only a claim until a desk has confirmed it.
    kind = models.CharField(max_length=40, blank=True)
    kind_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_first = models.BooleanField(default=True)
    source = models.CharField(max_length=20)
    joined_at = models.DateTimeField()
    #: Whether they still have to be told that it was received; the sweep does it, so that intake needn't.
    untold = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["phone_index"], condition=~models.Q(phone_index=""), name="cases_reporter_phone"),
            models.Index(fields=["kind"], condition=~models.Q(kind=""), name="cases_reporter_kind"),
            models.Index(fields=["id"], condition=models.Q(untold=True), name="cases_reporter_untold"),
        ]

    def __str__(self) -> str:
        return f"reporter {self.pk}"

    @property
    def phone(self) -> str:
        """The phone number in clear: only `services.reveal_contact` may read it, since it writes who looked, and `services.reporters`,
        which hands it to nobody but the gateway.
        """
        return crypto.unseal(self.phone_sealed, purpose="phone")
