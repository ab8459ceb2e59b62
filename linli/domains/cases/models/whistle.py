"""Whistles and calls: other organizations are asked to come and help with a case."""

from django.db import models


class Whistle(models.Model):
    """One whistle on a case, at a tier of the pinned method. Open until every call is answered for or it is ended."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="whistles")
    tier = models.CharField(max_length=40)
    caller_label = models.CharField(max_length=120)
    caller_account_id = models.BigIntegerField(null=True)
    caller_org = models.ForeignKey("organizations.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    blown_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at__isnull=True), name="cases_whistle_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"whistle {self.pk}"


class CallState(models.TextChoices):
    """Where one called organization stands."""

    CALLED = "called"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    REPORTED = "reported"
    RETURNING = "returning"  # given back with a reason; the centre decides
    RELEASED = "released"  # the centre agreed that it isn't theirs, or the whistle ended before


class Call(models.Model):
    """One organization called by a whistle, lead or assisting. Both sides rate each other afterwards (1–5; yes/no)."""

    whistle = models.ForeignKey(Whistle, on_delete=models.CASCADE, related_name="calls")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="calls")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    lead = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.CALLED)
    called_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_place = models.CharField(max_length=120, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    reported_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    stars = models.PositiveSmallIntegerField(null=True)
    stars_words = models.CharField(max_length=200, blank=True)
    justified = models.BooleanField(null=True)
    justified_words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whistle", "organization"], name="cases_call_once_per_whistle"),
            models.UniqueConstraint(
                fields=["whistle"],
                condition=models.Q(lead=True) & ~models.Q(state="released"),
                name="cases_call_one_lead",
            ),
            models.CheckConstraint(
                condition=models.Q(stars__isnull=True) | models.Q(stars__range=(1, 5)), name="cases_call_stars_range"
            ),
        ]
        indexes = [models.Index(fields=["organization", "state", "case"], name="cases_call_org")]

    def __str__(self) -> str:
        return f"call {self.pk}"
