"""Figures about contracts (H15): signed, backbone, actions; by kind for everybody, by place for leaders. Few people are never counted out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from linli.domains.credit import rules
from linli.domains.credit.models import Entry, Party
from linli.domains.credit.selectors.texts import section_of
from linli.domains.credit.states import FIGURES, VIEW, EntryState
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel.suppression import to_hide

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MOST_HONOURED = 200


@dataclass(frozen=True, slots=True)
class Number:
    """A count, or None where it is of few people and not shown. `code` and `area` say whose rows it counts."""

    label: str
    count: int | None
    code: str = ""
    area: Any = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Contracts that hold by kind (with those of the backbone) and by the places below, and actions that were thanked."""

    county: Any
    area: Any
    signed: Number
    backbone: Number
    actions: Number
    kinds: tuple[Number, ...]
    places: tuple[Number, ...]
    least: int
    may_list: bool = False


def public_figures(county: Any) -> Figures | None:
    """Of a whole county, for everybody; None where it has no contracts."""
    if section_of(county) is None:
        return None
    with rls.everywhere():
        return _figures(county, county, ())


def figures_of(actor: Actor, area: Any) -> Figures | None:
    """Of a place that was fetched in scope, with the places below it; `may_list`: the rows behind the numbers are open to this actor."""
    county = area.county if area.depth else area
    if section_of(county) is None or not actor.reaches(FIGURES, area.path):
        return None
    with rls.everywhere():  # numbers alone, of the place that the actor reaches
        return _figures(county, area, territory.children_of(actor, area), may_list=actor.reaches(VIEW, area.path))


def honoured(county: Any) -> list[str]:
    """Who wants to be thanked by name: people masked, organizations by their name; by the alphabet, without any number."""
    with rls.everywhere():
        found = Party.unscoped.filter(county=county, is_honoured=True, ended_at=None).select_related(
            "person", "organization"
        )
        rows = list(found.order_by("-began_at")[:MOST_HONOURED])
        names = [_public_name(row) for row in rows]
    return sorted(name for name in names if name)


def _public_name(row: Party) -> str:
    if row.person is not None:
        return rules.masked(row.person.name)
    return row.organization.name if row.organization is not None else ""


def _figures(county: Any, area: Any, below: Any, *, may_list: bool = False) -> Figures:
    section = section_of(county)
    assert section is not None
    least = section.figures.least_shown
    parties = Party.unscoped.filter(county=county, ended_at=None).order_by()
    entries = Entry.unscoped.filter(county=county, state=EntryState.BOOKED, asked__gt=0).order_by()
    if area.depth:
        parties, entries = (rows.filter(area__path__startswith=area.path) for rows in (parties, entries))
    by_kind = dict(parties.values_list("kind").annotate(count=Count("pk")))
    kinds = _shown([(kind.label, by_kind.get(code, 0), code, None) for code, kind in section.kinds.items()], least)
    backbone = sum(by_kind.get(code, 0) for code, kind in section.kinds.items() if kind.backbone)
    (total, core, acts) = (
        _shown([("", count, "", None)], least)[0] for count in (sum(by_kind.values()), backbone, entries.count())
    )
    return Figures(county, area, total, core, acts, kinds, _places(parties, below, least), least, may_list=may_list)


def _places(parties: Any, below: Any, least: int) -> tuple[Number, ...]:
    paths = Counter(parties.values_list("area__path", flat=True))
    counted = [(one.name, sum(n for path, n in paths.items() if path.startswith(one.path)), "", one) for one in below]
    return _shown(counted, least)


def _shown(counted: list[tuple[str, int, str, Any]], least: int) -> tuple[Number, ...]:
    hidden = to_hide([count for _, count, _, _ in counted], least)
    return tuple(
        Number(label, None if place in hidden else count, code, area)
        for place, (label, count, code, area) in enumerate(counted)
    )
