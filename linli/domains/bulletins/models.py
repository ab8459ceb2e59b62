"""Bulletins with their frozen figures, and who wants to hear of which. No personal data but the names of who wrote and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from linli.domains.bulletins.states import AUDIENCES, CYCLES, INTERNAL, SEEN, SIGN, VIEW, WRITE, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import NOTHING, ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class BulletinQuerySet(AreaScopedQuerySet):
    """Whoever writes or signs sees all of the county; what was issued is read by its audience."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Strict for changes, wider for looking."""
        if permission != VIEW:
            return super().scope_q(actor, permission)
        if actor.county_id is None or not actor.can(VIEW):
            return NOTHING
        issued = Q(county_id=actor.county_id, state__in=SEEN)
        if not actor.can(INTERNAL):
            issued &= ~Q(audience="internal")
        return issued | super().scope_q(actor, WRITE) | super().scope_q(actor, SIGN)


class Bulletin(AreaScopedModel):
    """The bulletin of a kind for a period. `area` is the county. The words of `title`, audience, signers and `least` are those of the method when it was
    drafted; `release` is the method by which all its figures are counted, `versions` those that held within the period
    ([{"version", "from"}]). `number` is the period's place in `year`; a corrected one has the next `edition`.

    The database refuses changes of one that was issued, but for its recall.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    cycle = models.CharField(max_length=8, choices=[(code, code) for code in CYCLES])
    starts_on = models.DateField()
    ends_on = models.DateField()
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=1)
    audience = models.CharField(max_length=8, choices=[(code, code) for code in AUDIENCES])
    signers = models.JSONField(default=list)
    least = models.PositiveIntegerField()
    issuer = models.CharField(max_length=60)
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    versions = models.JSONField(default=list)
    state = models.CharField(max_length=8, default=State.DRAFT, choices=[(one.value, one.value) for one in State])
    counted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=120, blank=True)
    sent_by_id = models.BigIntegerField(null=True, blank=True, help_text="account")
    issued_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    recalled_by = models.CharField(max_length=120, blank=True)
    recalled_why = models.CharField(max_length=300, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(BulletinQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-ends_on", "kind", "-edition")
        constraints = (
            models.UniqueConstraint(
                fields=["county", "kind", "starts_on"], condition=~Q(state=State.RECALLED), name="bulletins_once_a_period"
            ),
            models.UniqueConstraint(fields=["county", "kind", "year", "number", "edition"], name="bulletins_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="bulletins_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state__in=SEEN) | Q(issued_at__isnull=False), name="bulletins_issued_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RECALLED) | Q(recalled_at__isnull=False, recalled_why__gt=""),
                name="bulletins_recalled_says_why",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["county", "state", "-ends_on"], name="bulletins_list"),)

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A table of a bulletin with the comment on it. `data` are the figures as they were counted (`selectors.filling`)."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="sections")
    place = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    data = models.JSONField()
    comment = models.TextField(max_length=2000, blank=True)
    commented_by = models.CharField(max_length=120, blank=True)
    writers = models.JSONField(default=list, help_text="accounts of all who wrote in it")

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=["bulletin", "code"], name="bulletins_section_once"),)

    def __str__(self) -> str:
        return self.label


class Subscription(models.Model):
    """Somebody in service wants a notice when bulletins of a kind are issued or recalled in their county."""

    card = models.ForeignKey("people.StaffCard", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["card", "kind"], name="bulletins_subscribed_once"),)

    def __str__(self) -> str:
        return self.kind
