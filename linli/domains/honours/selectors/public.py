"""Honours, notices and the library as everybody may read them: a person is named only where consent is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from linli.domains.honours.models import Adoption, Article, Call, Honour, Nomination
from linli.domains.honours.models.base import SUBJECT_ROWS
from linli.domains.honours.selectors.articles import adoptions_of, having, labelled, with_users
from linli.domains.honours.selectors.given import named
from linli.domains.honours.selectors.pinned import kind_of
from linli.domains.honours.states import ArticleKind, ArticleState, CallState, NominationState
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

#: Notices that a county's page shows.
_NOTICES = 20


def public_honours(county: Any, *, text: str = "", number: Any = None) -> Any:
    """Honours of a county, the newest first; withdrawn ones stay, with their day. A search doesn't look into names of people."""
    found = Honour.unscoped.filter(county=county).select_related("area", *SUBJECT_ROWS)
    if words := text.strip()[:40]:
        found = found.filter(named(words))
    return paged(found.order_by("-conferred_on", "-pk"), number)


def notices_of(county: Any) -> list[Call]:
    """Calls whose names stand on public notice now."""
    rows = list(Call.unscoped.filter(county=county, state=CallState.NOTICE).select_related("area")[:_NOTICES])
    for row in rows:
        row.label = kind_of(row).label
    return rows


@dataclass(frozen=True, slots=True)
class Notice:
    """A call on public notice: its honour's label, the nominations that were chosen, and whether one may still object."""

    call: Call
    label: str
    names: list[Nomination]
    is_running: bool


def notice_for(pk: int) -> Notice:
    """A call on notice; Http404 for any other."""
    row = Call.unscoped.filter(pk=pk, state=CallState.NOTICE).select_related("area", "county").first()
    if row is None or row.notice_until is None:
        raise Http404
    with rls.within(row.county.path):  # what leaves here is named as everybody may read it
        names = Nomination.unscoped.filter(call=row, state=NominationState.AGREED).select_related(*SUBJECT_ROWS)
        chosen = list(names.order_by("pk"))
    return Notice(row, kind_of(row).label, chosen, clock.now() < row.notice_until)


def named_on_notice(pk: int) -> tuple[Notice, Nomination]:
    """A name on a notice that still runs, with its notice; Http404 for any other."""
    with rls.everywhere():  # the address tells the county only once the row is found
        call_id = Nomination.unscoped.filter(pk=pk).values_list("call", flat=True).first()
    notice = notice_for(call_id) if call_id else None
    found = next((one for one in notice.names if one.pk == pk), None) if notice and notice.is_running else None
    if notice is None or found is None:
        raise Http404
    return notice, found


def library(county: Any, *, kind: str = "", theme: str = "", text: str = "", number: Any = None) -> Any:
    """What is published in a county, the newest first."""
    found = Article.unscoped.filter(county=county, state=ArticleState.PUBLISHED).select_related("area", "organization")
    found = found.filter(kind=kind) if kind in set(ArticleKind) else found
    found = found.filter(theme=theme) if theme else found
    page = paged(with_users(found.filter(having(text))).order_by("-published_at", "-pk"), number)
    return labelled(page, territory.rules_of(county).honours)


def published_article(pk: int) -> tuple[Article, list[Adoption]]:
    """A published article, and who uses it now; Http404 for any other."""
    found = Article.unscoped.filter(pk=pk, state=ArticleState.PUBLISHED)
    row: Article | None = found.select_related("area", "organization", "county").first()
    if row is None:
        raise Http404
    labelled([row], territory.rules_of(row.county).honours)
    return row, [one for one in adoptions_of(row) if one.ended_on is None]
