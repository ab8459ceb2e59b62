"""Tables of selection: constraints and tiny properties, no rules."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.selection.states import RUNNING, Standing, State
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet
from linli.kernel.scoping import ScopedManager


class SelectionQuerySet(AreaScopedQuerySet):
    """Selections for posts in one's area."""

    view_permission = "selection.view"


class Selection(AreaScopedModel):
    """Choosing somebody for the free seats of a post, by a sequence of the pinned release. `area` is the post's.

    `entitled` and `present` are those of the meeting; `notice_until` is the last moment of the public notice.
    """

    post = models.ForeignKey("organizations.Post", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=40)
    state = models.CharField(max_length=16, default=State.NOMINATION, choices=[(s.value, s.value) for s in State])
    seats = models.PositiveSmallIntegerField(default=1)
    entitled = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    notice_from = models.DateTimeField(null=True, blank=True)
    notice_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SelectionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("-opened_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["post"], condition=Q(state__in=RUNNING), name="selection_one_runs_per_post"
            ),
            models.CheckConstraint(
                condition=Q(present=None) | Q(present__lte=F("entitled")), name="selection_present_may_vote"
            ),
        )
        indexes = (
            models.Index(fields=["county", "state", "-opened_at"], name="selection_by_state"),
            models.Index(fields=["area", "state"], name="selection_by_place"),
        )

    def __str__(self) -> str:
        return f"selection {self.pk}"


class Candidate(AreaScopedModel):
    """Somebody who stands. `person` is the entry of the register, as far as one is known, `card` that of the staff once
    appointed. `passed` is the last stage that let the candidate through.
    """

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey("residents.Person", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=500, blank=True)
    standing = models.CharField(
        max_length=16, default=Standing.STANDING, choices=[(s.value, s.value) for s in Standing]
    )
    passed = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    votes = models.PositiveIntegerField(null=True, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SelectionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["selection", "person"],
                condition=Q(person__isnull=False, standing=Standing.STANDING),
                name="selection_stands_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Objection(AreaScopedModel):
    """Somebody has something against a result on notice. Words and phone are sealed; who sent it isn't asked. `answer` is what
    the office found, without names; while it is missing nobody is appointed.
    """

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="objections")
    words_sealed = models.BinaryField()
    phone_sealed = models.BinaryField(default=bytes)
    phone_masked = models.CharField(max_length=20, blank=True)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="by when the method asks for an answer")
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SelectionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="selection_answered_has_words",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.pk}"

    @property
    def is_emptied(self) -> bool:
        """Whether its time of keeping is over: only that there was one is still known, and the answer."""
        return not self.words_sealed


class Document(AreaScopedModel):
    """A file of a stage: a filled form, minutes of a meeting. `path` lies below the media folder; it is only ever downloaded."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="documents")
    stage = models.CharField(max_length=16, choices=[(s.value, s.value) for s in State])
    title = models.CharField(max_length=80)
    path = models.CharField(max_length=120, unique=True)
    media_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120, blank=True)

    scoped = ScopedManager()
    unscoped = models.Manager.from_queryset(SelectionQuerySet)()

    class Meta(AreaScopedModel.Meta):
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title
