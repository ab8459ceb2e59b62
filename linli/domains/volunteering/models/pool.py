"""The pool of rewards that partners fill (Q68–Q70), what was asked for and fetched, and certificates of hours."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.volunteering.models.teams import OpenQuerySet, PeopleQuerySet, Volunteer
from linli.domains.volunteering.states import REWARDS, RewardState
from linli.engines.ledger.registry import HOURS
from linli.foundation.territory.scoping import AreaScopedModel
from linli.kernel.scoping import ScopedManager


class Offer(AreaScopedModel):
    """What a partner gives for points, of a kind of the method (Q70). `price` in whole points; `stock` is what is left and never below
    0, `given` how many were ever put in. It may be asked for from `starts_on` to `ends_on` (None: no end), both included.
    """

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    price = models.PositiveIntegerField()
    stock = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(OpenQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("price", "id")
        constraints = (
            models.CheckConstraint(condition=Q(price__gte=1), name="volunteering_price_from_one"),
            models.CheckConstraint(condition=Q(stock__gte=0, stock__lte=F("given")), name="volunteering_stock_in_pool"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="volunteering_offer_ends_later"
            ),
        )
        indexes = (models.Index(fields=["county", "kind"], name="volunteering_offer_by_kind"),)

    def __str__(self) -> str:
        return self.title


class Reward(AreaScopedModel):
    """Something that a volunteer asked for: its points are on hold in the ledger (`hold`) until it is fetched at the partner's counter
    by its code, or its time is over. `area` is where the volunteer lives. The code is derived from the number and kept nowhere.
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=RewardState.HELD, choices=[(s.value, s.value) for s in RewardState])
    hold = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=120, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=RewardState.HELD, settled_at=None)
                | (~Q(state=RewardState.HELD) & Q(settled_at__isnull=False)),
                name="volunteering_settled_says_when",
            ),
        )
        indexes = (
            models.Index(fields=["volunteer", "-id"], name="volunteering_rewards_of"),
            models.Index(fields=["ends_at"], condition=Q(state=RewardState.HELD), name="volunteering_rewards_held"),
            models.Index(fields=["offer"], name="volunteering_rewards_by_offer"),
        )

    def __str__(self) -> str:
        return f"reward {self.pk}"

    @property
    def label(self) -> str:
        """The msgid of what became of it."""
        return REWARDS[RewardState(self.state)]


class Certificate(AreaScopedModel):
    """A certificate of hours: number, issuer, name, content, hours, date. `code` opens the public check with the number; the check shows
    `name` masked. `lines` are [day, title, minutes]. A certificate says what was so on its day; it is never changed.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, unique=True)
    code = models.CharField(max_length=12)
    masked_name = models.CharField(max_length=60)
    issuer = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    minutes = models.PositiveIntegerField()
    lines = models.JSONField()
    issued_at = models.DateTimeField()

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PeopleQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="volunteering_certificate_has_days"),
        )
        indexes = (models.Index(fields=["volunteer"], name="volunteering_papers_of"),)

    def __str__(self) -> str:
        return self.number

    @property
    def spent(self) -> str:
        """Hours and minutes as people read them: 1:30."""
        return HOURS.shown(self.minutes)
