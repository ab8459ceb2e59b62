"""Tables of rosters: constraints and tiny properties, no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.rosters.states import KIND_LABELS, STATE_LABELS, WORKING, Kind, Part, State
from linli.domains.rosters.subjects import RESIDENTS, Subject, subject
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import NOTHING, ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class RosterQuerySet(AreaScopedQuerySet):
    """One's own jobs, as long as one may still do such jobs at their place, or for their organization. Nobody sees another's list."""

    view_permission = "residents.import"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By account, and by organization where the list is about one, else by place."""
        if actor.account_id is None:
            return NOTHING
        bodies = actor.org_ids(permission)
        of_body = Q(organization__in=organizations.with_parts(bodies)) if bodies else NOTHING
        of_place = Q(organization=None) & super().scope_q(actor, permission)
        return Q(account_id=actor.account_id) & (of_place | of_body)


class Roster(AreaScopedModel):
    """A list on its way in or out; `about` is its subject. `area` is the place that the list is about: nothing beyond it is read or written.
    Where there is an `organization`, the list is about it and those below it, and `area` is no more than its seat.

    `done` counts pieces that are worked off: it moves in one transaction with what they wrote, so that a killed worker goes on
    exactly there. `turns` counts how often the job was begun; `after` is the resume point of an export.
    """

    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in Kind])
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    about = models.CharField(max_length=20, default=RESIDENTS)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    account_id = models.BigIntegerField()
    actor_label = models.CharField(max_length=120)
    file_name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    header_line = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=400, blank=True)
    pieces = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="rows under the header")
    seen = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    erase_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(RosterQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(done__lte=F("pieces")) | Q(kind=Kind.EXPORT), name="rosters_done_within_pieces"
            ),
        )
        indexes = (
            models.Index(fields=["moved_at"], condition=Q(state__in=WORKING), name="rosters_roster_working"),
            models.Index(fields=["erase_at"], condition=~Q(state=State.ERASED), name="rosters_roster_to_erase"),
            models.Index(fields=["account_id", "-id"], name="rosters_roster_by_account"),
        )

    def __str__(self) -> str:
        return f"roster {self.pk}"

    @property
    def state_label(self) -> str:
        """The msgid of the state."""
        return STATE_LABELS[State(self.state)]

    @property
    def kind_label(self) -> str:
        """The msgid of the kind."""
        return KIND_LABELS[Kind(self.kind)]

    @property
    def subject(self) -> Subject:
        """What the list is about."""
        return subject(self.about)

    @property
    def purpose(self) -> str:
        """What a list that goes out is for, with its number: as those who stand on it read it."""
        return f"{self.reason}（{self.pk:06d}）"

    @property
    def where(self) -> str:
        """The place or the organization that the list is about, by name."""
        return str((self.organization or self.area).name)

    @property
    def is_working(self) -> bool:
        """Whether the worker has something to do."""
        return self.state in WORKING


class PieceQuerySet(RosterQuerySet):
    """Pieces of one's own jobs."""

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """As their job."""
        return Q(roster__in=Roster.unscoped.filter(Roster.unscoped.all().scope_q(actor, permission)))


class Piece(AreaScopedModel):
    """A part of a job's file or rows, sealed; gone when the job is erased. `rows` counts those in it."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=6, choices=[(p.value, p.value) for p in Part])
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PieceQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["roster", "part", "number"], name="rosters_piece_once"),)

    def __str__(self) -> str:
        return f"piece {self.number} of {self.roster_id}"
