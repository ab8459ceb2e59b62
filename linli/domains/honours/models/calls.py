"""Calls for an honour, nominations with their proofs, and objections while names stand on public notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.honours.models.base import ONE_SUBJECT, OpenQuerySet, SubjectModel
from linli.domains.honours.states import CallState, NominationState
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet, placed_under
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class Call(AreaScopedModel):
    """The office of a place calls for nominations for an honour of its method, once in a cycle.

    `most` and the release are those of the day when it opened. Nominations are taken through the whole of `closes_on`.
    """

    kind = models.CharField(max_length=40)
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    most = models.PositiveSmallIntegerField()
    cycle_on = models.DateField(help_text="first day of the cycle that it stands for")
    closes_on = models.DateField()
    state = models.CharField(max_length=12, default=CallState.OPEN, choices=[(s.value, s.value) for s in CallState])
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    notice_from = models.DateTimeField(null=True, blank=True)
    notice_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "kind", "cycle_on"],
                condition=~Q(state=CallState.CANCELLED),
                name="honours_one_call_a_cycle",
            ),
            models.CheckConstraint(
                condition=Q(notice_from=None, notice_until=None) | Q(notice_until__gt=F("notice_from")),
                name="honours_notice_in_order",
            ),
        )
        indexes = (models.Index(fields=["county", "state", "-opened_at"], name="honours_calls"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.cycle_on}"


class NominationQuerySet(AreaScopedQuerySet):
    """Nominations from one's places or of one's unit, and all of calls of one's places."""

    view_permission = "honours.act"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Whoever runs the call sees what came in from elsewhere in the county."""
        own = super().scope_q(actor, permission)
        paths = actor.paths(permission)
        return own | placed_under(paths, area="call__area_id") if paths else own

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """What one's unit nominated."""
        return Q(nominator_id__in=organizations)


class Nomination(SubjectModel):
    """Somebody or something is proposed for the honour of a call, by the office of `area` or by a unit (`nominator`).

    One person reviews it (`recommended`, with words), another one decides: the database sees to it that they are two.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="nominations")
    nominator = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.CharField(max_length=1000)
    state = models.CharField(
        max_length=12, default=NominationState.SENT, choices=[(s.value, s.value) for s in NominationState]
    )
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)
    sent_by_id = models.BigIntegerField(null=True, blank=True, help_text="account")
    recommended = models.BooleanField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_by_id = models.BigIntegerField(null=True, blank=True, help_text="account")
    review_words = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True, help_text="account")
    decision_words = models.CharField(max_length=300, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(NominationQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=ONE_SUBJECT, name="honours_nomination_of_one"),
            models.CheckConstraint(
                condition=Q(decided_by_id=None) | (Q(reviewed_by_id__isnull=False) & ~Q(decided_by_id=F("reviewed_by_id"))),
                name="honours_judged_by_two",
            ),
            *(
                models.UniqueConstraint(
                    fields=["call", name], condition=~Q(state=NominationState.WITHDRAWN), name=f"honours_{name}_nominated_once"
                )
                for name in ("card", "body", "compound", "article")
            ),
            models.UniqueConstraint(
                fields=["call", "title"], condition=~Q(state=NominationState.WITHDRAWN) & ~Q(title=""),
                name="honours_title_nominated_once",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["call", "state"], name="honours_nominations"),)

    @property
    def who(self) -> str:
        """Who nominated."""
        return str(self.nominator or self.area)


class Proof(AreaScopedModel):
    """A picture that proves a nomination, written anew without its metadata; `path` lies below the media folder."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="proofs")
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(AreaScopedQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path


class ObjectionQuerySet(AreaScopedQuerySet):
    """Objections to calls of one's own places."""

    view_permission = "honours.run"


class Objection(AreaScopedModel):
    """Somebody has something against a name on notice; who isn't asked. `area` is the call's. While one waits nothing is conferred.

    `answer` says what was found, without names; `upheld`: the name is struck.
    """

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="objections")
    words_sealed = models.BinaryField()
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="by when the method asks for an answer")
    upheld = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ObjectionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", upheld=None)
                | (Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer="")),
                name="honours_answered_has_words",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"

    @property
    def is_emptied(self) -> bool:
        """Whether its time of keeping is over: only that there was one is still known, and the answer."""
        return not self.words_sealed
