"""What the doors for programs keep: which case came from whom."""

from __future__ import annotations

from django.db import models


class Filing(models.Model):
    """A case that another platform brought in: it may ask how the case stands, add to it, and no other platform may.

    Who the platform's user is isn't kept: `account_id`, `device_id` and `email` of Open311 have no purpose here.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"case {self.case_id} by partner {self.partner_id}"
