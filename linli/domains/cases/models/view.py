"""A filter of the queue that a person keeps."""

from django.db import models


class SavedView(models.Model):
    """A named query string of the queue, private to one account."""

    account_id = models.BigIntegerField()
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "name"], name="cases_savedview_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
