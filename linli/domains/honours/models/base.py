"""Who or what is honoured: the columns that nominations and honours share, and whose rows somebody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from linli.domains.honours.states import Consent
from linli.foundation.territory.scoping import AreaScopedModel, AreaScopedQuerySet

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


class OpenQuerySet(AreaScopedQuerySet):
    """What the whole county may know: whoever may look sees all of it; changes stay with the own place."""

    view_permission = "honours.view"

    def scope_q(self, actor: Actor, permission: str) -> Q:
        """Strict for changes, wider for looking."""
        if permission == self.view_permission and actor.can(permission):
            return Q(county_id=actor.county_id)
        return super().scope_q(actor, permission)


_EMPTY: dict[str, Any] = {"card": None, "body": None, "compound": None, "article": None}

#: Exactly one of the relations, or none of them and a title (a project).
ONE_SUBJECT = Q(**_EMPTY) & ~Q(title="")
for _name in _EMPTY:
    ONE_SUBJECT |= Q(**{key: None for key in _EMPTY if key != _name}, **{f"{_name}__isnull": False}, title="")


class SubjectModel(AreaScopedModel):
    """Somebody in service (`card`), an organization (`body`), a compound, a practice (`article`), or a project told by its `title`.

    A person is named in public only where `consent` is given.
    """

    card = models.ForeignKey("people.StaffCard", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    body = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compound = models.ForeignKey(
        "territory.Compound", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    article = models.ForeignKey("honours.Article", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField(max_length=80, blank=True)
    consent = models.CharField(max_length=8, default=Consent.UNASKED, choices=[(c.value, c.value) for c in Consent])

    class Meta(AreaScopedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name, for staff who may see the row; public pages ask `public_name`."""
        return str(self.card or self.body or self.compound or self.article or self.title)

    @property
    def public_name(self) -> str:
        """The name as everybody may read it; "" for a person who hasn't agreed."""
        return self.name if self.card_id is None or self.consent == Consent.GIVEN else ""


#: What a subject's name needs to be read at once.
SUBJECT_ROWS = ("card", "body", "compound", "article")
