"""Tables of suggestions: words of cases, how far they are indexed, what a county's past taught, and how often it was taken up."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from linli.foundation.territory.scoping import is_root, placed_under, root_id
from linli.kernel.actor import Actor
from linli.kernel.scoping import ScopedManager, ScopedModel, ScopedQuerySet


class CaseWordsQuerySet(ScopedQuerySet):
    """Words of the cases of the actor's areas."""

    view_permission = "cases.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By the area that the case has now."""
        return placed_under(actor.paths(permission), area="case__area_id")


class CaseWords(ScopedModel):
    """The words of a case for the search: title, text and words for the place, as they came in. No numbers that lead to people."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="+")
    county = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")
    vector = SearchVectorField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(CaseWordsQuerySet)()

    class Meta(ScopedModel.Meta):
        indexes = [GinIndex(fields=["vector"], name="suggestions_words", fastupdate=False)]

    def __str__(self) -> str:
        return f"words of case {self.pk}"


class Mark(models.Model):
    """How far the words of cases are indexed: one row, the highest id."""

    upto = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.upto)


class OfCountyQuerySet(ScopedQuerySet):
    """Rows of the counties that the actor holds the permission for as a whole."""

    view_permission = "suggestions.learn"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Whole counties only: what was learned is no part of a street."""
        return Q(county_id__in=[root_id(path) for path in actor.paths(permission) if is_root(path)])


class OfCounty(ScopedModel):
    """Base of rows that belong to a county as a whole."""

    county = models.ForeignKey("territory.Area", on_delete=models.PROTECT, related_name="+")

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OfCountyQuerySet)()

    class Meta(ScopedModel.Meta):
        abstract = True


class Lesson(OfCounty):
    """What a county's past cases taught, the newest only. `data` is a packed model (`rules.model`), empty while there is too little.

    `texts` different texts were learned from; `figures` holds [category key, texts, F1] of each class, `too_few` [key, texts] of those
    left out; `macro_f1` is the mean of cross-validation, null where there was nothing to measure. `seconds` is what it took.
    """

    began_at = models.DateTimeField()
    learned_at = models.DateTimeField()
    texts = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=list)
    too_few = models.JSONField(default=list)
    macro_f1 = models.FloatField(null=True)
    seconds = models.FloatField(default=0)
    data = models.BinaryField(default=bytes)

    class Meta(OfCounty.Meta):
        constraints = [models.UniqueConstraint(fields=["county"], name="suggestions_one_lesson")]

    def __str__(self) -> str:
        return f"lesson of county {self.county_id}"


class Tally(OfCounty):
    """How often categories were suggested in a month, and what people chose: the first, another of them, or none. Nobody's name."""

    month = models.DateField()
    shown = models.PositiveIntegerField(default=0)
    first = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)

    class Meta(OfCounty.Meta):
        constraints = [
            models.UniqueConstraint(fields=["county", "month"], name="suggestions_tally_once"),
            models.CheckConstraint(
                condition=Q(shown__gte=models.F("first") + models.F("other")), name="suggestions_taken_were_shown"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.month}"
