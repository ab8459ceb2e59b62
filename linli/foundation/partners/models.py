"""Tables of partners: systems, their keys, and how the keys were used. Nothing in them is about a resident."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.foundation.partners.states import (
    KEY_KINDS,
    KEY_STATES,
    MANAGE,
    OUTCOMES,
    PARTNER_KINDS,
    KeyKind,
    KeyState,
    Outcome,
    PartnerKind,
    state_of,
)
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel import clock
from linli.kernel.scoping import ScopedManager


class PartnerQuerySet(AreaScopedQuerySet):
    """Partners of one's county, for those who look after them."""

    view_permission = MANAGE


class Partner(AreaScopedModel):
    """Another system that works with the county; `area` is the county itself. `name` is what timelines call it.

    `organization` is the body for which it speaks (a department's own system): it may do what that body may, as far as its
    keys go. While it isn't `active`, no key of it holds.
    """

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PartnerKind])
    active = models.BooleanField(default=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    added_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PartnerQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=["county", "name"], name="partners_name_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        """The msgid of its kind."""
        return PARTNER_KINDS[PartnerKind(self.kind)]


class PartnerKey(models.Model):
    """A key of a partner. `prefix` names it and may be shown to everybody; the secret was shown once.

    Of a bearer secret a hash is kept, of a signing secret a sealed copy, since it is needed to check signatures. Holds from
    `starts_at` until before `expires_at`; `scopes` are codes of `registry`. `last_used_at` is exact to a minute.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=20, unique=True, db_collation="C")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in KeyKind])
    secret_hash = models.CharField(max_length=64, blank=True)
    secret_sealed = models.BinaryField(default=bytes)
    scopes = models.JSONField(default=list)
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("starts_at")), name="partners_key_ends_after_start"),
            models.CheckConstraint(
                condition=Q(kind=KeyKind.BEARER, secret_sealed=b"") & ~Q(secret_hash="")
                | Q(kind=KeyKind.HMAC, secret_hash="") & ~Q(secret_sealed=b""),
                name="partners_key_has_its_secret",
            ),
        )

    def __str__(self) -> str:
        return self.prefix

    @property
    def state(self) -> KeyState:
        """Where it stands now."""
        return state_of(clock.now(), self.starts_at, self.expires_at, self.revoked_at)

    @property
    def what(self) -> Outcome:
        """Words and tone of where it stands."""
        return KEY_STATES[self.state]

    @property
    def kind_label(self) -> str:
        """The msgid of its kind."""
        return KEY_KINDS[KeyKind(self.kind)]


class KeyUse(models.Model):
    """A line of the log of use. `mark` makes it one: the nonce of a signed request (which is how a second one is known), or the
    minute with what happened in it, whose `count` then grows. `outcome` is a key of `states.OUTCOMES`.
    """

    key = models.ForeignKey(PartnerKey, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=100, db_collation="C")
    at = models.DateTimeField()
    scope = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.UniqueConstraint(fields=["key", "mark"], name="partners_use_once"),)
        indexes = (
            models.Index(fields=["key", "-at"], name="partners_use_by_key"),
            models.Index(fields=["at"], name="partners_use_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.key_id} {self.outcome}"

    @property
    def what(self) -> Outcome:
        """Words and tone of the outcome."""
        return OUTCOMES[self.outcome]
