"""Activities with their shifts, who signed up, and the hours that were confirmed. Hours and points themselves stand in the ledger."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.volunteering.models.teams import OpenQuerySet, PeopleQuerySet, Team, Volunteer
from linli.domains.volunteering.states import AT, At, By, Objection, Source
from linli.engines.ledger.registry import HOURS, VOLUNTEER_POINTS
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Activity(AreaScopedModel):
    """Something that a team does together (Q67): `place` in words and, for checking in by position, in degrees of WGS 84."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=80)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(lat=None, lng=None) | Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180),
                name="volunteering_position_is_whole",
            ),
        )
        indexes = (models.Index(fields=["county", "kind"], name="volunteering_activity_kind"),)

    def __str__(self) -> str:
        return self.title


class Shift(AreaScopedModel):
    """A time of an activity with its slots; `area` is the activity's. `quantities` (by code of the method) were told for all together.
    A shift that was written down afterwards in one step has `slots` as many as came.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    slots = models.PositiveSmallIntegerField()
    quantities = models.JSONField(default=dict, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("starts_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="volunteering_shift_has_length"),
            models.CheckConstraint(condition=Q(slots__gte=1), name="volunteering_shift_has_slots"),
            models.UniqueConstraint(fields=["activity", "starts_at"], name="volunteering_shift_once"),
        )
        indexes = (
            models.Index(fields=["county", "starts_at"], name="volunteering_shift_by_time"),
            models.Index(fields=["area", "starts_at"], name="volunteering_shift_by_place"),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.starts_at:%Y-%m-%d %H:%M}"


class SignUp(AreaScopedModel):
    """A volunteer on the list of a shift; `area` is the shift's. Who comes first on the waiting list has the lowest number.

    `said_by` is who said that somebody didn't come, and the volunteer reads it. An `objection` waits until it is `answered_at`.
    `tries` are wrong codes.
    """

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="+")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in At])
    signed_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True, blank=True)
    came_by = models.CharField(max_length=10, blank=True, choices=[(b.value, b.value) for b in By])
    left_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    said_by = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(max_length=12, blank=True, choices=[(o.value, o.value) for o in Objection])
    objected_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["shift", "volunteer"], condition=~Q(state=At.CANCELLED), name="volunteering_on_list_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[At.HERE, At.LEFT]) | (Q(came_at__isnull=False) & ~Q(came_by="")),
                name="volunteering_there_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=At.MISSING) | ~Q(said_by=""), name="volunteering_no_show_says_who"
            ),
        )
        indexes = (
            models.Index(fields=["volunteer", "state"], name="volunteering_list_of"),
            models.Index(
                fields=["area"], condition=~Q(objection="") & Q(answered_at=None), name="volunteering_objections"
            ),
        )

    def __str__(self) -> str:
        return f"{self.volunteer_id} on {self.shift_id}"

    @property
    def label(self) -> str:
        """The msgid of where it stands."""
        return AT[At(self.state)]


class Service(AreaScopedModel):
    """Hours that somebody confirmed: of a shift, or honour hours. `minutes` are whole ones; `points` are tenths as the ledger gave them.
    Without `good`, by the confirmer's `reason`, it earns no points. What was taken back stays, with who and why.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    points = models.PositiveIntegerField(default=0)
    good = models.BooleanField(default=True)
    reason = models.CharField(max_length=200, blank=True)
    confirmed_by = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()
    hours_entry = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, related_name="+", null=True)
    points_entry = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, related_name="+", null=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=120, blank=True)
    taken_back_for = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-starts_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["sign_up"], condition=Q(taken_back_at=None), name="volunteering_confirmed_once"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="volunteering_minutes_from_one"),
            models.CheckConstraint(
                condition=Q(source=Source.HONOUR, sign_up=None, points=0)
                | Q(source=Source.SHIFT, sign_up__isnull=False),
                name="volunteering_honour_has_no_points",
            ),
            models.CheckConstraint(
                condition=Q(good=True) | (Q(points=0) & ~Q(reason="")), name="volunteering_no_points_says_why"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_for=""), name="volunteering_taken_back_says_why"
            ),
        )
        indexes = (
            models.Index(fields=["volunteer", "-starts_at"], name="volunteering_service_of"),
            models.Index(fields=["county", "starts_at"], name="volunteering_service_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.minutes}"

    @property
    def spent(self) -> str:
        """Hours and minutes as people read them: 1:30."""
        return HOURS.shown(self.minutes)

    @property
    def worth(self) -> str:
        """Points as people read them: 1.5."""
        return VOLUNTEER_POINTS.shown(self.points)
