"""Who looked (`Look`, a chain per county with its `ChainHead`), and by which mark each data key is known (`KeyCheck`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from linli.kernel.chain import Head
from linli.kernel.scoping import NOTHING, ScopedManager, ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class LookQuerySet(ScopedQuerySet):
    """Looks at people of one's places, for those who audit there."""

    view_permission = "privacy.audit"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """By the path that held when somebody looked; a whole county by its number."""
        wanted = NOTHING
        for path in actor.paths(permission):
            is_county = path.count(".") == 1
            wanted |= Q(county_id=int(path[:-1])) if is_county else Q(path__startswith=path)
        return wanted


class Look(ScopedModel):
    """Somebody opened one part of somebody's data. Never changed and never deleted: the application role may only add and read.

    `number` counts from 1 in each county; `digest` is a keyed hash over this entry and `previous`, the digest of the one before,
    made with data key `key_number`. `shown_from` lies after `at` only when the method lets `ground` delay it. Places and
    subjects are plain numbers: this floor lies below territory, and a look outlives what was looked at.
    """

    county_id = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    part = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    path = models.CharField(max_length=200, db_collation="C")
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120, blank=True)
    post = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    shown_from = models.DateTimeField()
    key_number = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(LookQuerySet)()

    class Meta:
        default_manager_name = "unscoped"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["county_id", "number"], name="privacy_look_number_once"),
            models.CheckConstraint(condition=Q(shown_from__gte=models.F("at")), name="privacy_look_shown_after_it_was"),
        )
        indexes = (
            models.Index(fields=["subject_kind", "subject_id", "id"], name="privacy_look_by_subject"),
            models.Index(fields=["county_id", "id"], name="privacy_look_by_county"),
            models.Index(fields=["actor_id", "id"], name="privacy_look_by_actor"),
            models.Index(fields=["path", "id"], name="privacy_look_by_place"),
        )

    def __str__(self) -> str:
        return f"look {self.county_id}/{self.number}"


class ChainHead(Head):
    """The last entry of a county's chain of looks."""


class KeyCheck(models.Model):
    """A mark that only the holder of data key `number` can make: a lost or wrong key stops the start.

    `retired_at` is set when nothing is sealed under it any more; the key may then be missing.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"key {self.number}"
