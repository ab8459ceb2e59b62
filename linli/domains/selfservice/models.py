"""Tables of selfservice: codes that prove a phone, signed-in residents, consents, requests, and counts of what was erased.

Everything personal is sealed; rows lie under row-level security by county and area.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.selfservice.states import DECIDE, KINDS, STATES, CodeFor, Kind, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class DeskQuerySet(AreaScopedQuerySet):
    """Rows in one's area, for those who decide what residents ask."""

    view_permission = DECIDE


class PhoneCode(AreaScopedModel):
    """A code of six digits that was sent to a phone. Only a keyed mark of it is kept; `said_sealed` holds what somebody wants to
    register (JSON) until the phone is proven, and is emptied then. `area` is the door, or the county for signing in.
    """

    purpose = models.CharField(max_length=10, choices=[(p.value, p.value) for p in CodeFor])
    phone_sealed = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, db_collation="C")
    address_index = models.CharField(max_length=64, blank=True, db_collation="C")
    salt = models.CharField(max_length=32)
    mark = models.CharField(max_length=64)
    said_sealed = models.BinaryField(default=bytes)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(DeskQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["phone_index", "sent_at"], name="selfservice_code_by_phone"),
            models.Index(fields=["address_index", "sent_at"], name="selfservice_code_by_address"),
            models.Index(fields=["sent_at"], name="selfservice_code_by_age"),
        )

    def __str__(self) -> str:
        return f"code {self.pk}"


class ResidentSession(AreaScopedModel):
    """A resident who proved a phone. `person` is empty until it is known who of those with this phone it is. `area` is the
    county. No account stands behind it.
    """

    phone_sealed = models.BinaryField(default=bytes)
    phone_index = models.CharField(max_length=64, db_collation="C")
    person = models.ForeignKey("residents.Person", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(DeskQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        indexes = (models.Index(fields=["ends_at"], name="selfservice_session_by_end"),)

    def __str__(self) -> str:
        return f"session {self.pk}"


class Consent(AreaScopedModel):
    """Somebody agreed to a text, word for word, through a channel. `guardian_sealed` names who agreed for a child."""

    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    channel = models.CharField(max_length=10, default="qr")
    guardian_sealed = models.BinaryField(default=bytes)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(DeskQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-given_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "code", "version"], condition=Q(withdrawn_at=None), name="selfservice_agreed_once"
            ),
        )

    def __str__(self) -> str:
        return f"consent {self.pk}"


class PersonRequest(AreaScopedModel):
    """What a person asks about their data. `words_sealed` (theirs) and `answer_sealed` (the office's) are emptied when the time
    of keeping is over or the entry is erased. `due_at` counts working days; not `due_certain`: beyond published holidays.
    `tell_sealed` is the proven phone that gets a message when there is an answer: empty for who wants none, and once it is sent.
    """

    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in Kind])
    field = models.CharField(max_length=20, blank=True)
    words_sealed = models.BinaryField(default=bytes)
    answer_sealed = models.BinaryField(default=bytes)
    tell_sealed = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, default=State.OPEN, choices=[(s.value, s.value) for s in State])
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_certain = models.BooleanField(default=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(DeskQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "field"], condition=Q(state=State.OPEN), name="selfservice_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, decided_at=None) | (~Q(state=State.OPEN) & Q(decided_at__isnull=False)),
                name="selfservice_decided_says_when",
            ),
        )
        indexes = (
            models.Index(fields=["county", "state", "due_at"], name="selfservice_request_by_state"),
            models.Index(fields=["person"], name="selfservice_request_by_person"),
        )

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def kind_label(self) -> str:
        """The msgid of what is asked."""
        return KINDS[Kind(self.kind)]

    @property
    def state_label(self) -> str:
        """The msgid of where it stands."""
        return STATES[State(self.state)]


class ErasedCount(models.Model):
    """How many of something were erased on a day because their time was over: numbers, so that everybody may read them."""

    county_id = models.BigIntegerField()
    what = models.CharField(max_length=20)
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["county_id", "what", "on"], name="selfservice_erased_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.on}: {self.count}"
