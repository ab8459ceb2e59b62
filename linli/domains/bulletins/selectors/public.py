"""Bulletins for everybody: those for the public alone, small numbers hidden."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import Http404

from linli.domains.bulletins import rules as decide
from linli.domains.bulletins.models import Bulletin, Section
from linli.domains.bulletins.selectors.reading import SIZE, facts_of, kinds_of
from linli.domains.bulletins.states import SEEN, State
from linli.foundation.territory import selectors as territory
from linli.kernel.scoping import paged
from linli.kernel.whether import Whether


def public_bulletins(county: Any, number: Any = None) -> Page[Any]:
    """Issued bulletins of a county for everybody, the newest first; recalled ones stay, with the reason."""
    found = Bulletin.unscoped.filter(county=county, audience="public", state__in=SEEN)
    return paged(found.order_by("-ends_on", "kind", "-edition"), number, SIZE)


def _has_public(county_id: int) -> bool:
    kinds = kinds_of(territory.area_by_id(county_id))
    return any(one.content.audience == "public" for one in kinds.values())


#: Whether a county publishes bulletins: its portal asks each time.
has_public = Whether(_has_public)


def public_bulletin(pk: int) -> dict[str, Any]:
    """What the public page of a bulletin shows; Http404 for any that isn't public. A recalled one shows no figure any more."""
    found = Bulletin.unscoped.filter(pk=pk, audience="public", state__in=SEEN)
    row: Bulletin | None = found.select_related("county").first()
    if row is None:
        raise Http404
    sections = [] if row.state == State.RECALLED else _masked(row)
    hides = any(decide.has_hidden(one.data) for one in sections)
    return {"row": row, "sections": sections, "hides": hides, **facts_of(row)}


def _masked(row: Bulletin) -> list[Section]:
    sections = list(row.sections.all())
    for one in sections:
        one.data = decide.for_public(one.data, row.least)
    return sections
