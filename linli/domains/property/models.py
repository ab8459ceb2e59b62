"""Tables of property: contracts, monthly reports, who may be drawn to rate, draws, and orders to put things right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from linli.domains.property.states import MANAGE, REPORT, RUNNING, STATES, VIEW, State, key_of
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet, is_root, placed_under
from linli.kernel.scoping import ScopedManager

if TYPE_CHECKING:
    from linli.kernel.actor import Actor
    from linli.kernel.standings import Standing


class ContractQuerySet(AreaScopedQuerySet):
    """Contracts by the community of their compound; a grid also sees (and reports on) compounds that it covers, a company its own."""

    view_permission = VIEW

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """As above."""
        found = super().scope_q(actor, permission)
        parts = [path for path in actor.paths(permission) if not is_root(path)]
        return found | Q(compound__in=_covered(parts)) if parts and permission in (VIEW, REPORT) else found

    def organization_q(self, actor: Actor, organizations: frozenset[int]) -> Q:
        """What these organizations serve or served."""
        return Q(company_id__in=organizations)


def _covered(paths: list[str]) -> Any:
    covers: Any = apps.get_model("territory", "CompoundCover")
    return covers.unscoped.filter(placed_under(paths)).order_by().values("compound")


class Contract(AreaScopedModel):
    """A company serves a compound from a day to a day, both included (Q46). `area` is the compound's community; `form` a code of the
    method (H28); `document` says where the paper is. `planned_to` is what the paper says; the service goes on until `ended_on`.

    `holder` is the company's unified social credit code ("o" and its number where it has none): what happened goes on under it through
    every renaming. The database keeps two contracts of one compound from overlapping (migration 0001).
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=20, db_collation="C")
    form = models.CharField(max_length=40)
    document = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    planned_to = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=120)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ContractQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on"), ended_why__gt=""),
                name="property_end_says_why",
            ),
            models.CheckConstraint(
                condition=Q(planned_to=None) | Q(planned_to__gte=F("starts_on")), name="property_planned_forward"
            ),
        )
        indexes = (
            models.Index(fields=["county", "holder"], name="property_of_company"),
            models.Index(fields=["compound", "starts_on"], name="property_of_compound"),
        )

    def __str__(self) -> str:
        return f"{self.holder} in {self.compound_id}"

    @property
    def key(self) -> str:
        """What the rating engine knows the service by."""
        return key_of(self.holder, self.compound_id)


class Report(models.Model):
    """The branch's report on the service of a month (Q48), `month` being its first day; `read_*` is the community's mark."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    done = models.CharField(max_length=1000)
    promised = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-month", "-id")
        constraints = (
            models.UniqueConstraint(fields=["contract", "month"], name="property_one_report_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="property_month_by_its_first_day"),
        )

    def __str__(self) -> str:
        return f"{self.contract_id} {self.month}"


class PanellistQuerySet(AreaScopedQuerySet):
    """Who may be drawn, for those who keep the list."""

    view_permission = MANAGE


class Panellist(AreaScopedModel):
    """Somebody of a compound who agreed to rate its service, until `withdrawn_at`. The name is in the register alone."""

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("residents.Person", on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    written_by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(PanellistQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["compound", "person"], condition=Q(withdrawn_at=None), name="property_panellist_once"
            ),
        )

    def __str__(self) -> str:
        return f"panellist {self.pk}"


class Draw(models.Model):
    """Lots were drawn for a compound: with `seed` and the pool (`digest`) everybody gets the same `order` of numbers of panellists. `rounds`
    are the rating rounds that it serves.
    """

    compound = models.ForeignKey("territory.Compound", on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    order = models.JSONField(default=list)
    size = models.PositiveSmallIntegerField()
    rounds = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["compound", "-id"], name="property_draw_of_compound"),)

    def __str__(self) -> str:
        return f"draw {self.pk}"


class Order(models.Model):
    """A company on the black list is to put things right by `due_on` (Q50), or another one is chosen (Q51). `causes` are the results (ids of
    the engine) that it rests on: without any it is lifted. `vote` is the owners' vote that runs or decided last.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.ORDERED)
    causes = models.JSONField(default=list)
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    vote = models.BigIntegerField(null=True)
    candidate = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    successor = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["contract"], condition=Q(state__in=RUNNING), name="property_one_order_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, ended_at=None) | ~Q(state__in=RUNNING) & Q(ended_at__isnull=False),
                name="property_ended_says_when",
            ),
        )
        indexes = (models.Index(fields=["due_on"], condition=Q(state=State.ORDERED), name="property_orders_due"),)

    def __str__(self) -> str:
        return f"order {self.pk}"

    @property
    def what(self) -> Standing:
        """How it stands, in words."""
        return STATES[State(self.state)]


class Proof(models.Model):
    """What the company says and shows of what it put right; refused proofs stay."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    by_id = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.words


class Picture(models.Model):
    """A picture of a proof, written anew; `path` is below the media folder."""

    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path
