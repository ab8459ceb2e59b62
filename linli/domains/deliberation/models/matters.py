"""A matter, the steps it takes, who supports it, who was heard, notices, what is done, and what those concerned say of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.domains.deliberation.models.base import Row
from linli.domains.deliberation.states import STATES, WAYS, Channel, State, Way


class Matter(Row):
    """Something that neighbours want decided, by a form of the pinned release. `area` is whom it concerns. Who proposed it is a
    row of `Support`; here is nobody's name. `round` is 2 and more after it went back to being carried out.
    """

    release = models.ForeignKey("methods.Release", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=1000)
    topic = models.CharField(max_length=40)
    size = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, default=State.RUNNING, choices=[(s.value, s.value) for s in State])
    round = models.PositiveSmallIntegerField(default=1)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ("-opened_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, ended_at=None) | (~Q(state=State.RUNNING) & Q(ended_at__isnull=False)),
                name="deliberation_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into=None)),
                name="deliberation_merged_says_into_what",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="deliberation_not_into_itself"),
        )
        indexes = (
            models.Index(fields=["county", "state", "-opened_at"], name="deliberation_by_state"),
            models.Index(fields=["area", "state"], name="deliberation_by_place"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        """The msgid of the state."""
        return STATES[State(self.state)]


class Step(Row):
    """A matter in a stage, in one round. Open while `closed_at` is empty; `due_at` is when the method wants it done."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["matter", "code", "round"], name="deliberation_step_once_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.matter_id}"


class Support(Row):
    """Somebody wants a matter to be taken up. The first is who proposed it. `person` is emptied when its time is over."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey("residents.Person", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    channel = models.CharField(max_length=8, default=Channel.ONLINE, choices=[(c.value, c.value) for c in Channel])
    proposed = models.BooleanField(default=False)
    came_from = models.ForeignKey(Matter, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    on = models.DateField()

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(person__isnull=False), name="deliberation_supports_once"
            ),
        )

    def __str__(self) -> str:
        return f"support {self.pk}"


class Hearing(Row):
    """What residents said, on paper or on site: how many, and the gist without names."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="hearings")
    code = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=[(w.value, w.value) for w in Way])
    on = models.DateField()
    people = models.PositiveIntegerField()
    words = models.CharField(max_length=1000)
    by = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"hearing {self.pk}"

    @property
    def way_label(self) -> str:
        """The msgid of how they were heard."""
        return WAYS[Way(self.way)]


class Notice(Row):
    """A public notice of a step: the decision, or the result. It runs until `until`."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="notices")
    code = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(max_length=1000)
    since = models.DateTimeField()
    until = models.DateTimeField()
    by = models.CharField(max_length=120, blank=True)

    class Meta(Row.Meta):
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(fields=["matter", "code", "round"], name="deliberation_notice_once_a_round"),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Task(Row):
    """Something to be done of what was decided. `percent` is how far it is; with `case_ref` the case says so when it ends, with `entry` (a
    project of the lists) each part that partners deliver.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="tasks")
    round = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=80)
    who = models.CharField(max_length=60)
    due_on = models.DateField()
    percent = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    case_ref = models.CharField(max_length=40, blank=True)
    case_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    entry = models.ForeignKey("cobuilding.Entry", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["entry"], name="deliberation_project_carries_one_task"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="deliberation_percent"),
            models.CheckConstraint(
                condition=Q(percent=100, done_on__isnull=False) | (Q(percent__lt=100) & Q(done_on=None)),
                name="deliberation_done_says_when",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Verdict(Row):
    """What one of those concerned says of the result (群众评事), once a round."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="verdicts")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey("residents.Person", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    channel = models.CharField(max_length=8, default=Channel.ONLINE, choices=[(c.value, c.value) for c in Channel])
    satisfied = models.BooleanField()

    class Meta(Row.Meta):
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["matter", "round", "person"],
                condition=Q(person__isnull=False),
                name="deliberation_judges_once_a_round",
            ),
        )

    def __str__(self) -> str:
        return f"verdict {self.pk}"
