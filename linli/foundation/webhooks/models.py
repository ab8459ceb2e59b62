"""Tables of webhooks: where news goes, and what became of each piece. No content is kept: it is made when it is sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.foundation.partners.states import MANAGE
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.foundation.webhooks.states import STATES, Standing, State
from linli.kernel.scoping import ScopedManager


class HookQuerySet(AreaScopedQuerySet):
    """Webhooks of one's county, for those who look after other systems."""

    view_permission = MANAGE


class Hook(AreaScopedModel):
    """News of one kind (`stream`, see `registry`) for a partner at an address; `area` is the county itself.

    After `failures` in a row that are the address's own, it is left alone until `rest_until`. `stopped_at` is when it was switched
    off, null while it is on.
    """

    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    stream = models.CharField(max_length=60)
    url = models.CharField(max_length=500)
    secret_sealed = models.BinaryField()
    added_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    rest_until = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(HookQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["partner", "stream", "url"], name="webhooks_hook_once"),)

    def __str__(self) -> str:
        return f"hook {self.pk}"

    @property
    def active(self) -> bool:
        """Whether it is switched on."""
        return self.stopped_at is None

    @property
    def name(self) -> str:
        """How the other side tells it from others (header `Linli-Key`)."""
        return f"hook-{self.pk}"


class Delivery(models.Model):
    """A line of history on its way to a hook. `subject_*` are the line's: what is about one thing goes in the order of its lines.

    `status` is the HTTP status of the last answer, null where none came; `error` says in English what the network said;
    `took_ms` is how long the last try took.
    """

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="+")
    line = models.ForeignKey("audit.Event", on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    waits_since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["hook", "line"], name="webhooks_line_once"),)
        indexes = (
            models.Index(fields=["next_at"], condition=Q(state=State.WAITING), name="webhooks_due"),
            models.Index(
                fields=["hook", "subject_kind", "subject_id", "line"],
                condition=Q(state=State.WAITING),
                name="webhooks_in_order",
            ),
            models.Index(fields=["hook", "state", "-id"], name="webhooks_log"),
            models.Index(fields=["ended_at"], name="webhooks_age"),
        )

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def what(self) -> Standing:
        """How it stands, in words."""
        return STATES[State(self.state)]
