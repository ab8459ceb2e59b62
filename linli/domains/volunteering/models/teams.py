"""Volunteers, their teams, and service posts that they claim. Of a person there is only the link to the register, under
row-level security; names stand there alone.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.volunteering.states import IN_TEAM, InTeam
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager

VIEW, KEEP = "volunteering.view", "volunteering.keep"


class OpenQuerySet(AreaScopedQuerySet):
    """What holds nobody's data: teams, activities, posts, offers."""

    view_permission = VIEW


class PeopleQuerySet(AreaScopedQuerySet):
    """What is about somebody: for keepers of the place."""

    view_permission = KEEP


class Team(AreaScopedModel):
    """A team of a kind of the method (X49, Q66), kept by those who hold `volunteering.keep` at its area."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "name"], condition=Q(closed_at=None), name="volunteering_team_name_once"
            ),
        )
        indexes = (models.Index(fields=["county", "kind"], name="volunteering_team_by_kind"),)

    def __str__(self) -> str:
        return self.name


class Volunteer(AreaScopedModel):
    """A resident who agreed to be a volunteer; `area` is where they live. Owner of the accounts of hours and points.

    `left_at`: the agreement was taken back. `person` is empty once the link was cut (hours aren't wanted any more, or their time of
    keeping is over); what was done stays as numbers. `on_board`: wants to stand on the public board (X47).
    """

    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    on_board = models.BooleanField(default=False)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=Q(left_at=None), name="volunteering_person_once"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=False) | Q(person__isnull=False), name="volunteering_present_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(on_board=False), name="volunteering_nobody_who_left_is_shown"
            ),
        )
        indexes = (
            models.Index(fields=["county"], condition=Q(on_board=True), name="volunteering_on_board"),
            models.Index(fields=["left_at"], condition=Q(left_at__isnull=False), name="volunteering_left"),
        )

    def __str__(self) -> str:
        return f"volunteer {self.pk}"


class TeamMember(AreaScopedModel):
    """A volunteer in a team, in a role of the method (X50); `area` is the team's. Keepers take in or refuse with a reason."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=InTeam.ASKED, choices=[(s.value, s.value) for s in InTeam])
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["team", "volunteer"],
                condition=Q(state__in=[InTeam.ASKED, InTeam.IN]),
                name="volunteering_in_team_once",
            ),
        )
        indexes = (
            models.Index(fields=["volunteer"], name="volunteering_member_of"),
            models.Index(fields=["area", "state"], name="volunteering_member_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.volunteer_id} in {self.team_id}"

    @property
    def label(self) -> str:
        """The msgid of where they stand."""
        return IN_TEAM[InTeam(self.state)]


class Post(AreaScopedModel):
    """A service post that volunteers may take for themselves, several of them the same one (X43, X49)."""

    title = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


class Claim(AreaScopedModel):
    """A volunteer has taken a post; `area` is the post's."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["post", "volunteer"], condition=Q(until=None), name="volunteering_claimed_once"
            ),
        )
        indexes = (models.Index(fields=["volunteer"], name="volunteering_claims_of"),)

    def __str__(self) -> str:
        return f"{self.volunteer_id} at {self.post_id}"
