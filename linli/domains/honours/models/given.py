"""What was conferred, and what was withdrawn again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.honours.models.base import ONE_SUBJECT, OpenQuerySet, SubjectModel
from linli.domains.honours.models.calls import Nomination
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Honour(SubjectModel):
    """An honour that was conferred: by a call (`nomination`), or as a standing one for a reason (`standing`, S21).

    `label` is the honour's name on that day. It is never deleted: one that is withdrawn stays with its reason; `withdrawn_by` is
    empty where a rule took it back.
    """

    kind = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=60)
    reason = models.CharField(max_length=1000, blank=True)
    cycle_on = models.DateField(help_text="first day of the cycle or period that it stands for")
    conferred_on = models.DateField()
    nomination = models.OneToOneField(Nomination, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-conferred_on", "-id")
        constraints = (
            models.CheckConstraint(condition=ONE_SUBJECT, name="honours_honour_of_one"),
            models.CheckConstraint(
                condition=(Q(standing="") & ~Q(kind="")) | (Q(kind="") & ~Q(standing="")),
                name="honours_kind_or_standing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="honours_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["body", "standing", "cycle_on"],
                condition=~Q(standing=""),
                name="honours_standing_once_a_period",
            ),
        )
        indexes = (models.Index(fields=["county", "-conferred_on"], name="honours_of_county"),)
