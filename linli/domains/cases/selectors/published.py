"""What everybody may know of a case: what kind, roughly where, how far. Nobody's words, no person, no exact spot.

A case is published where the county's method names its category (`cases.publishing`), unless it was taken back, joined to
another, sent to another door (court, petition, discipline …), or brought in from an earlier system. Whoever brought a case in sees it all the same: `known` are the
ids of such cases, as a query or a few numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from linli.domains.cases.models import Case, Category, Origin
from linli.domains.cases.selectors.categories import fits
from linli.domains.cases.selectors.follow import reporter_for
from linli.domains.cases.selectors.where import place_line
from linli.domains.cases.states import STATION_LABELS, State
from linli.foundation.audit import selectors as history
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules
    from linli.foundation.territory.models import Area

Known = QuerySet[Any] | Collection[int]

#: Never shown to strangers, whatever the category.
HIDDEN = (State.WITHDRAWN, State.REDIRECTED, State.DUPLICATE)

#: Steps that strangers may know of, in words that name nobody; "" where the step's own words do so.
STEPS = {
    "cases.opened": "",
    "cases.passed_on": "",
    "cases.accepted": "",
    "cases.resolved": N_("Done"),
    "cases.resident_asked": N_("Resident is asked"),
    "cases.reopened": N_("Not solved"),
    "cases.confirmed": N_("Solved"),
    "cases.lapsed": N_("Unconfirmed"),
    "cases.explained": N_("Explained"),
    "cases.objected": N_("A review was asked for"),
}
_ENDS = frozenset({"cases.confirmed", "cases.lapsed", "cases.explained", "cases.withdrawn", "cases.redirected"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are asked for; what is left empty isn't asked. Moments are included at both ends; `keys` are categories'."""

    refs: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    is_open: bool | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    changed_from: datetime | None = None
    changed_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A case as strangers may see it. `key` and `kind` are its category's, `word` is how far it is, as residents read it;
    `place_code` is the code of the place's sticker, `lat`/`lng` (WGS 84) are the place's own, not the reporter's.
    """

    ref: str
    is_open: bool
    word: str
    key: str
    kind: str
    opened_at: datetime
    changed_at: datetime
    place: str
    place_code: str
    lat: float | None
    lng: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a case; `is_open` is how it stood then."""

    id: int
    ref: str
    at: datetime
    is_open: bool
    words: str


def published(
    county: Area, rules: Rules, wanted: Wanted, *, known: Known = (), first: int = 0, most: int = 1000
) -> list[Published]:
    """Cases of a county that fit, newest first, from the `first` on; two statements."""
    rows = _seen(county, rules, known).filter(*_asked(wanted)).select_related("area", "category", "duplicate_of")
    cases = list(rows.defer("area__boundary").order_by("-opened_at", "-pk")[first : first + most])
    places = territory.areas_on({case.area.path for case in cases})
    return [_published(case, places[case.area_id]) for case in cases]


def published_ref(county: Area, rules: Rules, token: str, *, known: Known = ()) -> str:
    """The number of the case behind a reporter's secret link; "" for an unknown one and for a case that isn't shown."""
    reporter = reporter_for(token)
    if reporter is None or not _seen(county, rules, known).filter(pk=reporter.case_id).exists():
        return ""
    return reporter.case.ref


def published_steps(
    county: Area,
    rules: Rules,
    *,
    refs: Collection[str] = (),
    lines: Collection[int] = (),
    since: datetime,
    until: datetime,
    known: Known = (),
    first: int = 0,
    most: int = 1000,
) -> list[Step]:
    """What happened to such cases between two moments, oldest first; of the known ones with all that their reporters read. With
    `lines` only these lines of history.
    """
    cases = _seen(county, rules, known)
    cases = cases.filter(ref__in=refs) if refs else cases
    told = history.public_lines(cases, STEPS, whole=known, ids=lines, since=since, until=until, first=first, most=most)
    found = Case.unscoped.filter(pk__in={line.subject_id for line in told}).order_by()
    names, own = dict(found.values_list("pk", "ref")), set(found.filter(pk__in=known).values_list("pk", flat=True))
    return [_step(line, names[line.subject_id], whole=line.subject_id in own) for line in told]


def _seen(county: Area, rules: Rules, known: Known) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.unscoped.filter(_shown(rules) | Q(pk__in=known), county=county)
    return rows


def _shown(rules: Rules) -> Q:
    """Where reports are looked at first (`intake.verify_public_reports`), nothing is shown before that."""
    said = rules.cases.publishing
    if said is None or not said.keys:
        return Q(pk__in=())
    hidden = [*HIDDEN, State.RECEIVED] if rules.cases.intake.verify_public_reports else HIDDEN
    brought_in = Exists(Origin.objects.filter(case=OuterRef("pk")))  # nobody wrote there for strangers to read
    return Q(category__in=_categories(said.keys)) & ~Q(state__in=hidden) & ~Q(brought_in)


def _categories(keys: Collection[str], *, exactly: bool = False) -> QuerySet[Any]:
    return Category.objects.filter(reduce(or_, (fits(key, exactly=exactly) for key in keys))).order_by().values("pk")


def _asked(wanted: Wanted) -> list[Q]:
    asked = {
        "opened_at__gte": wanted.opened_from, "opened_at__lte": wanted.opened_to,
        "state_since__gte": wanted.changed_from, "state_since__lte": wanted.changed_to,
        "ended_at__isnull": wanted.is_open, "ref__in": wanted.refs or None, "pk__in": wanted.ids or None,
        "category__in": _categories(wanted.keys, exactly=True) if wanted.keys else None,
    }  # fmt: skip
    return [Q(**{name: value}) for name, value in asked.items() if value is not None]


def _published(case: Case, place: Area) -> Published:
    """A case that was joined to another stands where that one does."""
    worked = case.duplicate_of or case
    spot = next((area for area in _up(place) if area.lat is not None), None)
    return Published(
        ref=case.ref, is_open=worked.is_open, word=gettext(STATION_LABELS[worked.at.station]), key=case.category.key,
        kind=case.category.name, opened_at=case.opened_at, changed_at=worked.state_since, place=place_line(place),
        place_code=territory.qr_code(place), lat=spot.lat if spot else None, lng=spot.lng if spot else None,
    )  # fmt: skip


def _up(place: Area) -> list[Area]:
    """The place and what stands above it, within its community: farther up, a position says nothing."""
    return [area for area in (place, place.parent) if area and RANK_OF[area.kind] not in ("county", "township")]


def _step(line: history.Line, ref: str, *, whole: bool) -> Step:
    bare = "" if whole else STEPS[line.code]
    return Step(line.id, ref, line.at, line.code not in _ENDS, gettext(bare) if bare else line.text.strip())
