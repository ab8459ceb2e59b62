"""The case: something to be solved for somebody."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from linli.domains.cases.models.whistle import Call
from linli.domains.cases.states import END_STATES, Kind, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.actor import Actor

_OPEN = Q(ended_at__isnull=True)
_RESOLVED = Q(resolved_at__isnull=False)


class Urgency(models.TextChoices):
    """Danger goes first and gets the shortest promise; utilities are water, power, gas and heat."""

    NORMAL = "normal"
    UTILITIES = "utilities"
    DANGER = "danger"


class RequestKind(models.TextChoices):
    """The kind of request, which decides the promise to the resident (domain standards §5)."""

    CONSULT = "consult"
    HELP = "help"
    COMPLAINT = "complaint"
    COMPLEX = "complex"


class CaseQuerySet(AreaScopedQuerySet):
    """Cases of the actor's areas, and those that concern the actor's organizations."""

    view_permission = "cases.view"

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """A department sees what it handles and what it was called to; nothing else of the county (net 2)."""
        called = Call.objects.filter(organization_id__in=organizations)
        return Q(handler_org_id__in=organizations) | Q(pk__in=called.values("case_id"))

    def open(self) -> CaseQuerySet:
        """Cases that are not at an end."""
        return self.filter(_OPEN)


class Case(AreaScopedModel):
    """A request, a report or a finding. `area` is the lowest area known (building, grid); it decides who sees it.

    Times are UTC. `due_at` is the nearest running clock that the queue sorts by (null when none runs). `tier_no` counts
    from 0 (the bottom tier of the pinned method release).
    """

    ref = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    category = models.ForeignKey("cases.Category", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    request_kind = models.CharField(max_length=12, choices=RequestKind.choices, default=RequestKind.HELP)
    place_words = models.CharField(max_length=120, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)

    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.RECEIVED)
    tier = models.CharField(max_length=40)
    tier_no = models.PositiveSmallIntegerField(default=0)
    top_tier_no = models.PositiveSmallIntegerField(default=0)
    handler = models.ForeignKey("people.StaffCard", null=True, on_delete=models.PROTECT, related_name="+")
    handler_org = models.ForeignKey("organizations.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    found_by_staff = models.BooleanField(default=False)
    true_on_site = models.BooleanField(null=True)

    opened_at = models.DateTimeField()
    state_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)

    supervised = models.BooleanField(default=False)
    reopened = models.PositiveSmallIntegerField(default=0)
    stars = models.PositiveSmallIntegerField(null=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="duplicates")
    legal_route = models.CharField(max_length=20, blank=True)

    unscoped = models.Manager.from_queryset(CaseQuerySet)()

    class Meta(AreaScopedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False, state__in=END_STATES)
                | (Q(ended_at__isnull=True) & ~Q(state__in=END_STATES)),
                name="cases_case_end_has_time",
            ),
            models.CheckConstraint(
                condition=Q(handler__isnull=True) | Q(handler_org__isnull=True), name="cases_case_one_handler"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="cases_case_stars_range"
            ),
        ]
        # What is included is counted or filtered without a look at the table (`selectors/counts.py`).
        indexes = [
            models.Index(
                fields=["county", "due_at", "id"], include=["area"], condition=_OPEN, name="cases_case_county_due"
            ),
            models.Index(
                fields=["county", "due_at", "id"],
                include=["area"],
                condition=_OPEN & Q(supervised=True),
                name="cases_case_watched",
            ),
            models.Index(fields=["area", "due_at", "id"], condition=_OPEN, name="cases_case_area_due"),
            models.Index(fields=["handler", "due_at"], condition=_OPEN, name="cases_case_handler_due"),
            models.Index(fields=["handler_org", "due_at"], condition=_OPEN, name="cases_case_org_due"),
            models.Index(fields=["handler", "resolved_at"], condition=_RESOLVED, name="cases_case_handler_done"),
            models.Index(fields=["handler_org", "resolved_at"], condition=_RESOLVED, name="cases_case_org_done"),
            models.Index(
                fields=["county", "state"],
                include=["area", "category", "handler", "handler_org"],
                condition=_OPEN,
                name="cases_case_county_state",
            ),
            models.Index(fields=["area", "category", "opened_at"], name="cases_case_same_place"),
            models.Index(fields=["area", "opened_at"], name="cases_case_area_opened"),
            models.Index(
                fields=["county", "-opened_at"],
                include=["area", "category", "reopened"],
                name="cases_case_county_opened",
            ),
            models.Index(
                fields=["county", "-ended_at"],
                include=["area", "state", "top_tier_no"],
                condition=~_OPEN,
                name="cases_case_county_ended",
            ),
            BrinIndex(fields=["opened_at"], name="cases_case_opened_brin"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def at(self) -> State:
        """The state as the enum."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.at.kind is Kind.OPEN
