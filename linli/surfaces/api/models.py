"""What the doors for programs keep: which case came from whom, and in which order things happened."""

from __future__ import annotations

from django.db import models

from linli.kernel.feeds import Counter


class Filing(models.Model):
    """A case that another platform brought in: it may ask how the case stands, add to it, and no other platform may.

    Who the platform's user is isn't kept: `account_id`, `device_id` and `email` of Open311 have no purpose here.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"case {self.case_id} by partner {self.partner_id}"


class Feed(Counter):
    """How far a county's feed has come; its number, as lines of history have it."""

    county_id = models.BigIntegerField(primary_key=True)


class Change(models.Model):
    """A line of a case's history in the feed of its county, `seq` from 1 without gaps. The words stay in `line` (redacted there,
    redacted here); who may read it is asked when it is read.
    """

    county_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    line = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("seq",)
        constraints = (models.UniqueConstraint(fields=["county_id", "seq"], name="api_change_in_order"),)

    def __str__(self) -> str:
        return f"{self.county_id}/{self.seq}"
