"""Accounts and what hangs on them: extra rights, sessions by device, the log of sign-ins, and locks against guessing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from linli.foundation.access.states import OUTCOMES, Outcome, network_words
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel import policy
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from datetime import date


class AccountQuerySet(AreaScopedQuerySet):
    """Accounts of one's area; roles that reach by organization see none."""

    view_permission = "access.view"


class AccountManager(BaseUserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]  # a class made at run time
    """The open manager of accounts; Django's own sign-in machinery reads through it."""


class Account(AbstractBaseUser, AreaScopedModel):
    """A staff member's way in. `area` is where the account is looked after (the card's place, else the county).

    `rights_version` grows whenever posts or extra rights change, so that rights cached in sessions are built anew.
    `has_second_factor` comes with the session on every request, so that nobody has to ask for the row of `SecondFactor`.
    `is_persona` marks an account that the demo mode may switch to by one click; no other mode looks at it.
    """

    USERNAME_FIELD = "username"

    username = models.CharField(max_length=60, unique=True)
    card = models.OneToOneField("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    has_second_factor = models.BooleanField(default=False)
    rights_version = models.PositiveIntegerField(default=1)
    is_persona = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = AccountManager()

    class Meta(AreaScopedModel.Meta):
        ordering = ("username",)
        indexes = (
            models.Index(fields=["county", "username"], name="account_by_county"),
            models.Index(fields=["county"], name="account_personas", condition=Q(is_persona=True)),
        )

    def __str__(self) -> str:
        return self.username


class ExtraGrantQuerySet(AreaScopedQuerySet):
    """Extra rights in one's area."""

    view_permission = "access.view"

    def current(self, day: date) -> Any:
        """Those that hold on `day`; the last day counts."""
        return self.filter(Q(until=None) | Q(until__gte=day), ended_at=None)


class ExtraGrant(AreaScopedModel):
    """A role beside the posts: in `area`, or for `organization` (then `area` is its seat). `until` is the last day."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="extra_grants")
    role = models.CharField(max_length=40)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ExtraGrantQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-given_at", "id")

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"

    @property
    def role_label(self) -> str:
        """The role's words; a role that no longer exists shows its code."""
        known = policy.roles().get(self.role)
        return gettext(known.label) if known else self.role


class Session(models.Model):
    """A signed-in device: shown to its owner, who may sign it out. `key` is Django's session key, `device` browser and system.

    No place and no address: a list of those would follow people about. `last_seen_at` is exact to ten minutes. Reached only through its own account.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        ordering = ("-last_seen_at",)

    def __str__(self) -> str:
        return f"{self.account_id} {self.device}"


class SignIn(models.Model):
    """A line of the sign-in log; `outcome` is a key of `states.OUTCOMES`.

    `address` is the network of the caller (/24, or /48 for IPv6), never the address itself. A try with an unknown name keeps no name: people type passwords there by mistake.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins", null=True, blank=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    device = models.CharField(max_length=60, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["account", "-id"], name="sign_in_by_account"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.outcome}"

    @property
    def network(self) -> str:
        """The caller's network as people of a network read it: 192.0.2.0/24; "" when it wasn't known."""
        return network_words(self.address)

    @property
    def what(self) -> Outcome:
        """Words and tone of the outcome."""
        return OUTCOMES[self.outcome]


class SecondFactor(models.Model):
    """The authenticator app of an account. `secret` is sealed; `last_step` is the step of the last code that was taken: a code
    of it or of an earlier one is refused.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    secret = models.BinaryField()
    last_step = models.BigIntegerField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id}"


class RecoveryCode(models.Model):
    """One of ten codes for the day on which the app is lost, hashed as a password is; each is taken once.

    `slot` (0–9) is the code's first digit.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("slot",)
        constraints = (models.UniqueConstraint(fields=["account", "slot"], name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.slot}"


class TryCount(models.Model):
    """Wrong tries of late for a name or an address, known only by a blind index: an unknown name locks like a known one."""

    subject = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.count}"
