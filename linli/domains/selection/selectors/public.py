"""The result of a selection as everybody may see it: masked names, nothing of those who weren't chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from linli.domains.selection.models import Candidate, Selection
from linli.domains.selection.rules import masked_name
from linli.domains.selection.selectors.pinned import procedure_of, rules_of
from linli.domains.selection.states import SHOWN, Standing, State
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

#: Results stay in the list for so many of the newest.
_MOST = 50


@dataclass(frozen=True, slots=True)
class NoticeName:
    """A chosen candidate: masked name, where from, votes."""

    name: str
    source: str
    votes: int | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice. `is_open`: reasons against it may be sent now."""

    pk: int
    post: str
    place: str
    procedure: str
    stages: tuple[str, ...]
    names: tuple[NoticeName, ...]
    entitled: int | None
    present: int | None
    since: datetime
    until: datetime
    is_done: bool
    is_open: bool
    county: Any


def notice_for(pk: int) -> Notice:
    """One result on notice or carried out; Http404 for any other selection."""
    with rls.everywhere():  # everybody may read it, and it leaves this module masked
        row = _shown().filter(pk=pk).first()
        if row is None:
            raise Http404
        return _notice(row, _chosen([row.pk]))


def notices_of(county: Any) -> list[Notice]:
    """The newest results of a county."""
    with rls.within(county.path):
        rows = list(_shown().filter(county=county).order_by("-notice_from", "-pk")[:_MOST])
        chosen = _chosen([row.pk for row in rows])
    return [_notice(row, chosen) for row in rows]


def _shown() -> Any:
    found = Selection.unscoped.filter(state__in=SHOWN, notice_from__isnull=False)
    return found.select_related("post__area", "area__county", "county")


def _chosen(selections: list[int]) -> list[Candidate]:
    return list(Candidate.unscoped.filter(selection__in=selections, standing=Standing.CHOSEN).order_by("-votes", "pk"))


def _may_object(row: Selection) -> bool:
    """Whether reasons against the result may be sent now."""
    runs = row.state == State.NOTICE and row.notice_until is not None and clock.now() < row.notice_until
    return runs and rules_of(row).objections is not None


def _notice(row: Selection, chosen: list[Candidate]) -> Notice:
    sources, procedure = rules_of(row).sources, procedure_of(row)
    names = tuple(
        NoticeName(masked_name(one.name), sources[one.source].label if one.source in sources else "", one.votes)
        for one in chosen
        if one.selection_id == row.pk
    )
    return Notice(
        row.pk, row.post.title, territory.full_name(row.area), procedure.label,
        tuple(stage.label for stage in procedure.stages), names, row.entitled, row.present, row.notice_from or row.opened_at,
        row.notice_until or row.opened_at, row.state == State.APPOINTED, _may_object(row),
        row.county,
    )  # fmt: skip
