"""Statements, what people say to them, and the map that is drawn of it: groups in numbers, nobody in particular."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.deliberation.models.base import Row
from linli.domains.deliberation.models.matters import Matter


class Statement(Row):
    """A sentence to agree or disagree with. Who wrote it isn't kept. `hidden`: taken out by the office."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="statements")
    words = models.CharField(max_length=140)
    hidden = models.BooleanField(default=False)
    written_on = models.DateField()

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["matter", "words"], name="deliberation_said_once"),)

    def __str__(self) -> str:
        return self.words


class Stance(Row):
    """What one person says to a statement: 1 agrees, -1 disagrees, 0 passes. May be changed while it is open."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="stances")
    person = models.ForeignKey("residents.Person", on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField()

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["statement", "person"], name="deliberation_stands_once"),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="deliberation_stance_known"),
        )

    def __str__(self) -> str:
        return f"stance {self.pk}"


class OpinionMap(Row):
    """The newest map of a matter: groups with their sizes, and what most of all groups share; numbers only."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="+")
    drawn_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    data = models.JSONField()

    class Meta(Row.Meta):
        ordering = ("id",)

    def __str__(self) -> str:
        return f"map of {self.matter_id}"
