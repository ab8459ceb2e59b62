"""Clocks of a case. Every promise is frozen with the method release that made it."""

from django.db import models
from django.utils.translation import gettext

from linli.kernel.durations import Unit
from linli.kernel.words import N_


class ClockKind(models.TextChoices):
    """What a clock waits for. PROMISE and CONTACT are made to the resident; the others belong to whoever has the turn."""

    PROMISE = "promise"
    CONTACT = "contact"
    ANSWER = "answer"
    ARRIVE = "arrive"
    RESOLVE = "resolve"
    STAGE = "stage"
    CALL_ANSWER = "call_answer"
    CALL_ARRIVE = "call_arrive"
    CALL_REPORT = "call_report"
    ARBITRATE = "arbitrate"
    VERIFY = "verify"
    CONFIRM = "confirm"


class ClockState(models.TextChoices):
    """RUNNING and PAUSED are live; MET was in time, LATE was done after its time; DROPPED no longer matters."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    DROPPED = "dropped"


LIVE = (ClockState.RUNNING, ClockState.PAUSED)

CLOCK_LABELS = {
    ClockKind.PROMISE: N_("Promise to the resident"),
    ClockKind.CONTACT: N_("First contact with the reporter"),
    ClockKind.ANSWER: N_("Take up"),
    ClockKind.ARRIVE: N_("Be on site"),
    ClockKind.RESOLVE: N_("Solve"),
    ClockKind.STAGE: N_("Stage"),
    ClockKind.CALL_ANSWER: N_("Answer the whistle"),
    ClockKind.CALL_ARRIVE: N_("Arrive after the whistle"),
    ClockKind.CALL_REPORT: N_("Report to the caller"),
    ClockKind.ARBITRATE: N_("Decide on the return"),
    ClockKind.VERIFY: N_("Check the result"),
    ClockKind.CONFIRM: N_("The resident's word"),
}


class Deadline(models.Model):
    """One clock. `act_at` is the next moment at which the sweep has something to do (warn, tell, escalate); null when
    nothing more follows. `certain` is false where the holiday calendar doesn't reach. `left_seconds` is what a paused clock
    still has, in its own unit's time (working time for working units).
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="deadlines")
    call = models.ForeignKey("cases.Call", null=True, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    label = models.CharField(max_length=60, blank=True)
    tier_no = models.PositiveSmallIntegerField(default=0)
    amount = models.FloatField()
    unit = models.CharField(max_length=14, choices=[(u.value, u.value) for u in Unit])
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    certain = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=ClockState.choices, default=ClockState.RUNNING)
    paused_at = models.DateTimeField(null=True)
    left_seconds = models.FloatField(null=True)
    ended_at = models.DateTimeField(null=True)
    extended = models.PositiveSmallIntegerField(default=0)
    #: 0 = warn next, 1 = due next, 2+ = late steps of the method
    next_step = models.PositiveSmallIntegerField(default=0)
    act_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["act_at", "id"], condition=models.Q(state="running"), name="cases_deadline_act"),
            models.Index(fields=["case", "state"], name="cases_deadline_case"),
            # Few clocks belong to calls; boards ask for the late ones of them.
            models.Index(
                fields=["due_at"],
                include=["call", "kind", "state"],
                condition=models.Q(call__isnull=False, state__in=LIVE),
                name="cases_deadline_calls",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} clock {self.pk}"

    @property
    def name(self) -> str:
        """What people call the clock: the stage's own name, or that of its kind; in front the called organization."""
        name = self.label or gettext(CLOCK_LABELS[ClockKind(self.kind)])
        return f"{self.call.organization.label} · {name}" if self.call else name
