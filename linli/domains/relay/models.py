"""Tables of relays: platforms, and cases that were passed on to them. What was written to them is blanked once they have it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.domains.relay.states import STATES, UNDER_WAY, Standing, State
from linli.foundation.partners.states import MANAGE
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class ServerQuerySet(AreaScopedQuerySet):
    """Platforms of one's county, for those who look after other systems."""

    view_permission = MANAGE


class Server(AreaScopedModel):
    """A platform that speaks Open311 GeoReport v2; `area` is the county itself. `url` is the endpoint without the last stroke,
    `jurisdiction` its jurisdiction_id ("" where it has one only), `key_sealed` the key that it gave us.

    `services` are what it takes, as (code, name), read at `read_at`; `error` is why the last reading failed, in English.
    """

    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    jurisdiction = models.CharField(max_length=60, blank=True)
    key_sealed = models.BinaryField(default=bytes)
    services = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(ServerQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("partner__name", "id")
        constraints = (models.UniqueConstraint(fields=["partner", "url", "jurisdiction"], name="relay_server_once"),)

    def __str__(self) -> str:
        return f"server {self.pk}"

    @property
    def active(self) -> bool:
        """Whether it is switched on."""
        return self.stopped_at is None


class Relay(models.Model):
    """A case on another platform. `number` is its service_request_id there, `token` what stands for it until there is one;
    `status` and `notes` are what the platform said last. `next_at` is when it is sent or asked for next. `words`, `address`, `lat`
    and `lng` (WGS 84) are what is sent; they are blanked when it is over.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    server = models.ForeignKey(Server, on_delete=models.PROTECT, related_name="relays")
    service_code = models.CharField(max_length=80)
    service_name = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    sent_by = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default=State.WAITING)
    number = models.CharField(max_length=80, blank=True)
    token = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, blank=True)
    notes = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "server"], condition=Q(state__in=UNDER_WAY), name="relay_once_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["next_at"], condition=Q(state__in=UNDER_WAY), name="relay_due"),)

    def __str__(self) -> str:
        return f"relay {self.pk}"

    @property
    def what(self) -> Standing:
        """How it stands, in words."""
        return STATES[State(self.state)]
