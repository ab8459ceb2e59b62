"""Services that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from linli.domains.guidance.models.said import Said
from linli.domains.guidance.states import HELP, HELP_STATES, OPEN, HelpState
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet, placed_under
from linli.kernel import clock, crypto
from linli.kernel.scoping import ScopedManager
from linli.kernel.standings import Standing

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class HelpRequestQuerySet(AreaScopedQuerySet):
    """What was asked for at one's places, with one's centre, or given to one's unit."""

    view_permission = "guidance.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By place, and by organization; a unit that was given something doesn't give it on, though its head runs others."""
        bodies = actor.org_ids(permission)
        mine = Q(centre__in=bodies) if permission == "guidance.run" else Q(centre__in=bodies) | Q(unit__in=bodies)
        placed = placed_under(actor.paths(permission))
        return placed | mine if bodies else placed


class HelpRequest(Said):
    """A courier, a firm or a fleet asks for a service of the catalogue (Q63, L48). `area` is where they work.

    `title` is what the catalogue called it when it was asked for. It is given to one of the centre's helpers (`card`) or to a unit of
    co-building (`unit`); `due_at` is until when the next step is due. `mark` (1–5) and `said` are how it was; `words`, in which people
    say what they need, are sealed as their name is.
    """

    purpose = HELP

    centre = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    body = models.CharField(max_length=80, blank=True)
    words_sealed = models.BinaryField(default=bytes)
    state = models.CharField(max_length=10, default=HelpState.ASKED, choices=[(s.value, s.value) for s in HelpState])
    due_at = models.DateTimeField()
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    unit = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True)
    mark = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)
    sent_back = models.PositiveSmallIntegerField(default=0)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(HelpRequestQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(card=None) | Q(unit=None), name="guidance_given_to_one"),
            models.CheckConstraint(
                condition=~Q(state__in=[HelpState.GIVEN, HelpState.DONE, HelpState.CONFIRMED, HelpState.SILENT])
                | Q(card__isnull=False)
                | Q(unit__isnull=False),
                name="guidance_somebody_does_it",
            ),
            models.CheckConstraint(condition=Q(mark=None) | Q(mark__gte=1, mark__lte=5), name="guidance_mark_1_to_5"),
        )
        indexes = (
            models.Index(fields=["county", "state", "due_at"], name="guidance_help_by_state"),
            models.Index(fields=["county", "asked_at"], name="guidance_help_by_day"),
        )

    def __str__(self) -> str:
        return f"help request {self.pk}"

    @property
    def words(self) -> str:
        """What they need, in their words; "" once it is emptied."""
        return crypto.unseal(bytes(self.words_sealed), purpose=HELP)

    @property
    def standing(self) -> Standing:
        """Where it stands, as people read it."""
        return HELP_STATES[HelpState(self.state)]

    @property
    def is_late(self) -> bool:
        """Whether somebody ought to have done the next step by now."""
        return self.state in OPEN and self.due_at < clock.now()

    @property
    def doer(self) -> str:
        """Who does it; "" as long as nobody does."""
        return self.unit.name if self.unit else self.card.name if self.card else ""
