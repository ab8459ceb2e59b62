"""Meetings: who sits, who came, what was on the agenda, and what was resolved."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.deliberation.models.base import Row
from linli.domains.deliberation.models.matters import Matter
from linli.domains.deliberation.states import GATHERINGS, Gathering


class Meeting(Row):
    """A meeting of a body in an area. `entitled` are those who decide, whether they come or not; `secret` makes the codes
    on the spot. Minutes hold when the chair and somebody else have confirmed them.
    """

    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    where = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=Gathering.CALLED, choices=[(s.value, s.value) for s in Gathering])
    entitled = models.PositiveIntegerField()
    secret = models.CharField(max_length=64)
    minutes = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    chair_id = models.BigIntegerField(null=True, blank=True)
    chair = models.CharField(max_length=120, blank=True)
    second_id = models.BigIntegerField(null=True, blank=True)
    second = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        ordering = ("-starts_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(second_id=None) | ~Q(second_id=F("chair_id")), name="deliberation_two_confirm"
            ),
        )
        indexes = (models.Index(fields=["county", "form", "-starts_at"], name="deliberation_meetings"),)

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        """The msgid of the state."""
        return GATHERINGS[Gathering(self.state)]


class Seat(Row):
    """Who is invited to a meeting: a fixed seat or an invited one, and whether somebody came. `name` is who sits there, as far as
    that is written down.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    label = models.CharField(max_length=60)
    name = models.CharField(max_length=40, blank=True)
    fixed = models.BooleanField(default=True)
    person = models.ForeignKey("residents.Person", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    account_id = models.BigIntegerField(null=True, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)
    by_code = models.BooleanField(default=False)

    class Meta(Row.Meta):
        ordering = ("-fixed", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="deliberation_sits_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "account_id"],
                condition=Q(account_id__isnull=False),
                name="deliberation_account_sits_once",
            ),
        )

    def __str__(self) -> str:
        return self.label


class Item(Row):
    """A matter on the agenda, for a stage of it, with the shown hands and the words of what was resolved."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    agreed = models.PositiveIntegerField(null=True, blank=True)
    against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True)

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["meeting", "matter", "code"], name="deliberation_item_once"),)

    def __str__(self) -> str:
        return f"item {self.pk}"
