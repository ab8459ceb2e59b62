"""Joint meetings with their topics, what they resolved, and topics that went into deliberation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.alliances.models.base import OpenQuerySet, OpenRow
from linli.domains.alliances.models.founding import Alliance, Member
from linli.domains.alliances.states import Progress
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Meeting(OpenRow):
    """A joint meeting that was held. `chair` is the member unit that led it, where one did; `came` how many members were there."""

    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    where = models.CharField(max_length=80, blank=True)
    chair = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    came = models.PositiveSmallIntegerField(default=0)
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField()

    class Meta(OpenRow.Meta):
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=["alliance", "-on"], name="alliances_meetings"),)

    def __str__(self) -> str:
        return f"meeting {self.on}"


class Topic(models.Model):
    """What a meeting was about; `kind` is a code of the method (S7). Reached only through the meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words


class ResolutionQuerySet(OpenQuerySet):
    """Resolutions by the office of their meeting's alliance."""

    to_office = "meeting__alliance__office_id__in"


class Resolution(AreaScopedModel):
    """Something that a meeting resolved: who is in charge, until when, and what came of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    words = models.CharField(max_length=200)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=Progress.OPEN, choices=[(s.value, s.value) for s in Progress])
    result = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ResolutionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=Progress.OPEN, ended_on=None) | (~Q(state=Progress.OPEN) & Q(ended_on__isnull=False)),
                name="alliances_resolution_ended_on_a_day",
            ),
        )
        indexes = (
            models.Index(fields=["county", "state", "due_on"], name="alliances_resolutions"),
            models.Index(fields=["organization", "state"], name="alliances_resolved_for"),
        )

    def __str__(self) -> str:
        return self.words


class RaisedTopic(models.Model):
    """A topic of an alliance that is deliberated as a matter; reached only through the alliance."""

    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="raised")
    kind = models.CharField(max_length=40)
    matter = models.OneToOneField("deliberation.Matter", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"topic {self.pk}"
