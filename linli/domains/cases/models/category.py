"""What a case is about: importable trees, keyed by (standard, kind, code)."""

from django.db import models


class Category(models.Model):
    """A class of one published or local table. Codes overlap between kinds (01001 is both a part and its fault), so the
    key is all three. Reference data, the same for everybody; a retired row stays for the cases that carry it.
    """

    standard = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    major = models.CharField(max_length=80, blank=True)
    #: Which promise applies (domain standards §5): help, complaint, consult, complex.
    request_kind = models.CharField(max_length=12, default="help")
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["standard", "kind", "code"], name="cases_category_key")]
        ordering = ["standard", "kind", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """`standard/kind/code`, as method files and duty lists write it."""
        return f"{self.standard}/{self.kind}/{self.code}"
