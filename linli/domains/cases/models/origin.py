"""Where a case came from that another system had before."""

from django.db import models


class Origin(models.Model):
    """The number under which an earlier system of the county had a case: nothing is brought in twice. Rows that had no number carry
    a digest of what they said, after a "~".
    """

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="origin")
    county_id = models.BigIntegerField()
    number = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_id", "number"], name="cases_origin_once")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_numbered(self) -> bool:
        """Whether people know the number."""
        return not self.number.startswith("~")
