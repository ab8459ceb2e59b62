"""What changed and isn't counted yet (`Mark`), what each subject counts as (`Contribution`), and the figures (`Rollup`).

Places and subjects are plain numbers, no foreign keys: a key's check would lock the row of an area that is being moved, and a
subject that was deleted must still be taken off. Nobody is scoped here: readers come through `selectors`, which ask for the right.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Mark(models.Model):
    """A subject of a source may count as something else now. Written by triggers (`watching`) in the transaction of the change, taken
    away by whoever counts it. `at` is the server's own time, whatever clock the application lives by.
    """

    source = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["source", "subject_id"], name="rollups_mark_subject"),)

    def __str__(self) -> str:
        return f"{self.source} {self.subject_id}"


class Counting(models.Model):
    """What `Contribution` and `Rollup` share: so many (`count`) of a thing (`what`) on a day of an area, with the source's dimensions in
    their order (`dims`).
    """

    county_id = models.BigIntegerField()
    area_id = models.BigIntegerField()
    what = models.CharField(max_length=64)
    day = models.DateField()
    dims = ArrayField(models.TextField())
    count = models.IntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.what} {self.day} in {self.area_id}: {self.count}"


class Contribution(Counting):
    """What a subject was counted as the last time, in the area in which it lies itself."""

    source = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["source", "subject_id", "what", "day", "area_id", "dims"], name="rollups_contribution_once"
            ),
        )
        indexes = (models.Index(fields=["county_id", "day"], name="rollups_contribution_day"),)


class Rollup(Counting):
    """A figure of an area with all that lies below it; `dims` is empty in the row that sums over all of them."""

    count = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["area_id", "what", "day", "dims"], name="rollups_rollup_once"),)
        indexes = (
            models.Index(fields=["county_id", "day"], name="rollups_rollup_day"),
            # Most of what is read: a year of an area, without the rows of each dimension that lie between.
            models.Index(fields=["area_id", "what", "day"], condition=models.Q(dims=[]), name="rollups_rollup_whole"),
        )


class Progress(models.Model):
    """How far a rebuild of a county came: the last subject of a source that was counted anew."""

    county_id = models.BigIntegerField()
    source = models.CharField(max_length=32)
    subject_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county_id", "source"], name="rollups_progress_once"),)

    def __str__(self) -> str:
        return f"{self.source} of {self.county_id}: {self.subject_id}"
