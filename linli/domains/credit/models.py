"""Tables of credit: who takes part, what they signed, rules in versions, entries with their evidence, objections.

Points are booked in the ledger alone; here stands why. Words are sealed; rows lie under row-level security by county and area.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.credit.states import ENTRY_STATES, OBJECTION_STATES, VIEW, EntryState, ObjectionState
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

_OPEN = Q(ended_at=None)


class KeptQuerySet(AreaScopedQuerySet):
    """Rows of one's places, for the offices that keep them."""

    view_permission = VIEW


class _Kept(AreaScopedModel):
    """Lies in an area and is kept by its office."""

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(KeptQuerySet)()

    class Meta(AreaScopedModel.Meta):
        abstract = True


class Party(_Kept):
    """A person or an organization that takes part, from the first signature until it withdraws. Its number is the owner of its account in
    the ledger: whoever comes back is another party with another account. `is_honoured`: wants to stand on the public list of thanks.
    Once it has ended, and the time of keeping is over, it names nobody.
    """

    kind = models.CharField(max_length=40)
    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+", null=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True
    )
    is_honoured = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(_Kept.Meta):
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=_OPEN & ~Q(person=None), name="credit_person_once"),
            models.UniqueConstraint(
                fields=["organization"], condition=_OPEN & ~Q(organization=None), name="credit_organization_once"
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(organization=None), name="credit_party_is_one_or_the_other"
            ),
            models.CheckConstraint(
                condition=~_OPEN | Q(person__isnull=False) | Q(organization__isnull=False),
                name="credit_party_is_somebody",
            ),
            models.CheckConstraint(condition=_OPEN | Q(is_honoured=False), name="credit_honoured_while_open"),
        )
        indexes = (models.Index(fields=["county", "kind"], name="credit_party_by_kind"),)

    def __str__(self) -> str:
        return f"party {self.pk}"


class Signature(_Kept):
    """A text of the method that was signed, word for word, with its digest. `code` is "contract" or that of a special agreement;
    `by_id` is the account for an organization, None for a resident, who signs for themselves.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    version = models.CharField(max_length=12)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+", null=True)
    by_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(_Kept.Meta):
        constraints = (models.UniqueConstraint(fields=["party", "code"], condition=_OPEN, name="credit_signed_once"),)

    def __str__(self) -> str:
        return f"signature {self.pk}"


class RuleTable(_Kept):
    """A version of a county's rules. It holds from `valid_from` (None: not yet) to `valid_until` (None: until the next one); `origin` says
    where it comes from. `area` is the county. Public.
    """

    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=200)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120, blank=True)

    class Meta(_Kept.Meta):
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["county", "number"], name="credit_table_number_once"),
            models.UniqueConstraint(fields=["county", "valid_from"], name="credit_table_one_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="credit_table_ends_after"
            ),
        )

    def __str__(self) -> str:
        return f"table {self.county_id}/{self.number}"


class Rule(models.Model):
    """One rule of a table (H13): what is thanked (points above zero, tenths) or deducted, and what proves it. Never changed. `kinds` are
    those of subjects (empty: all); `assumed` says why where no source gives the rule.
    """

    table = models.ForeignKey(RuleTable, on_delete=models.PROTECT, related_name="rules")
    code = models.CharField(max_length=40)
    group = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=120)
    points = models.IntegerField()
    evidence = models.CharField(max_length=200, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    assumed = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["table", "code"], name="credit_rule_once"),
            models.CheckConstraint(
                condition=~Q(points=0) & Q(points__gte=-1000) & Q(points__lte=1000), name="credit_rule_points"
            ),
        )

    def __str__(self) -> str:
        return f"rule {self.code}"


class Entry(_Kept):
    """What a party did, by a rule of the table that held on that day. `asked` is what the rule gives, `given` what was booked of it
    (tenths; a deduction takes at most what is there); `booking` is the ledger's entry (None: nothing was left to book). Whoever
    entered it never confirms it. `corrects` is an entry that was taken back. Words are emptied when their time is over.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    asked = models.IntegerField()
    given = models.IntegerField(null=True)
    words_sealed = models.BinaryField(default=bytes)
    answer_sealed = models.BinaryField(default=bytes)
    state = models.CharField(
        max_length=10, default=EntryState.WAITING, choices=[(s.value, s.value) for s in EntryState]
    )
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=120)
    entered_by_id = models.BigIntegerField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=120, blank=True)
    checked_by_id = models.BigIntegerField(null=True)
    booking = models.BigIntegerField(null=True)
    reversed_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta(_Kept.Meta):
        ordering = ("-entered_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(checked_by_id=None) | ~Q(checked_by_id=F("entered_by_id")), name="credit_two_pairs_of_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EntryState.BOOKED, EntryState.REVERSED, EntryState.REFUSED])
                | Q(checked_by_id__isnull=False, checked_at__isnull=False), name="credit_checked_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["party", "rule", "on"], condition=Q(state__in=[EntryState.WAITING, EntryState.BOOKED]),
                name="credit_entered_once",
            ),
            models.UniqueConstraint(fields=["booking"], condition=~Q(booking=None), name="credit_booked_once"),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["county", "state", "entered_at"], name="credit_entry_by_state"),
            models.Index(fields=["party", "entered_at"], name="credit_entry_by_party"),
        )

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def state_label(self) -> str:
        """The msgid of where it stands."""
        return ENTRY_STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The badge of where it stands."""
        return ENTRY_STATES[self.state][1]


class Picture(models.Model):
    """A picture that proves an entry, cleaned as all that come in. `path` is below the media folder."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pictures")
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path


class Objection(_Kept):
    """The subject objects to an entry, once. Neither who entered nor who confirmed it decides, which the database holds, too.

    `tell_sealed` is the phone that is told of the answer, until then; empty where none is.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="objection")
    words_sealed = models.BinaryField(default=bytes)
    answer_sealed = models.BinaryField(default=bytes)
    tell_sealed = models.BinaryField(default=bytes)
    state = models.CharField(
        max_length=10, default=ObjectionState.OPEN, choices=[(s.value, s.value) for s in ObjectionState]
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_certain = models.BooleanField(default=True)
    entered_by_id = models.BigIntegerField()
    checked_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta(_Kept.Meta):
        ordering = ("due_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by_id=None)
                | (~Q(decided_by_id=F("entered_by_id")) & ~Q(decided_by_id=F("checked_by_id"))),
                name="credit_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ObjectionState.UPHELD, ObjectionState.REJECTED])
                | Q(decided_by_id__isnull=False, decided_at__isnull=False), name="credit_decided_by_somebody",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["county", "state", "due_at"], name="credit_objection_by_state"),)

    def __str__(self) -> str:
        return f"objection {self.pk}"

    @property
    def state_label(self) -> str:
        """The msgid of where it stands."""
        return OBJECTION_STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The badge of where it stands."""
        return OBJECTION_STATES[self.state][1]
