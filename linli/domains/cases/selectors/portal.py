"""What residents see beside their own page: my things, hints while writing, the month of a community. No personal data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext

from linli.domains.cases import rules as decide
from linli.domains.cases.models import Case, Reporter
from linli.domains.cases.selectors.categories import category_of_card
from linli.domains.cases.selectors.similar import Similar, similar_open
from linli.domains.cases.selectors.where import with_place
from linli.domains.cases.states import STATION_LABELS, STATION_MARKS, State
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto

if TYPE_CHECKING:
    from linli.domains.cases.method import EmergencyNumber, LegalRoute
    from linli.foundation.methods.loader import Rules
    from linli.foundation.territory.models import Area

_WAITING_FIRST = (State.ASKING, State.WAITING)


@dataclass(frozen=True, slots=True)
class Thing:
    """One of my cases in a list. `waits` is true when my own word is waited for."""

    token: str
    ref: str
    title: str
    mark: str
    word: str
    waits: bool
    since: datetime
    due_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Hints:
    """What to tell somebody who is writing: numbers to call, another door, and neighbours who wrote the same."""

    numbers: tuple[EmergencyNumber, ...]
    route: LegalRoute | None
    similar: tuple[Similar, ...]

    @property
    def to_be_told(self) -> bool:
        """Whether the writer should see this before going on (numbers are shown on every page anyway)."""
        return bool(self.route or self.similar)

    @property
    def signature(self) -> str:
        """Changes when something else is to be told, so that nobody is stopped twice for the same."""
        said = (self.route.kind if self.route else "", *(each.ref for each in self.similar))
        return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]


def hints_for(county: Area, area: Area, card: str, text: str) -> Hints:
    """Hints for a text that is being written; similar cases only where the place is known below a street."""
    rules = territory.rules_of(county).cases
    category = category_of_card(rules, card) if card else None
    near = similar_open(area, category, text) if text and area.depth > 1 else []
    return Hints(decide.emergency_numbers(rules, text), decide.legal_route(rules, text), tuple(near))


def danger_numbers(rules: Rules, text: str, *, danger: bool) -> tuple[EmergencyNumber, ...]:
    """Numbers to show on every step: those that the words call for; all of them when danger was ticked without such words."""
    found = decide.emergency_numbers(rules.cases, text)
    return found or (rules.cases.emergency.numbers if danger else ())


def offered_case(county: Area, area: Area, ref: str) -> Case:
    """An open case nearby that may be joined by its number; Http404 for any other (numbers can be guessed)."""
    nearby = Case.unscoped.open().filter(county=county, ref=ref).select_related("area", "county")
    community = territory.ancestor_of_rank(area, "community")
    found = nearby.first()
    if found is None or community is None or not found.area.path.startswith(community.path):
        raise Http404
    return found


def place_words(chosen: Any, words: str) -> str:
    """What is known beyond the area: the reporter's own words, behind a compound or a house number (areas name themselves)."""
    name = "" if chosen.key.startswith("area:") else chosen.name
    return f"{name} {words}".strip()[:120]


def place_near(county: Area, lat: float, lng: float) -> Any:
    """The grid nearest to a position, as a place; None where no grid has a position."""
    grid = territory.nearest_grid(county, lat, lng)
    return territory.place_of(grid) if grid else None


def my_things(tokens: Sequence[str]) -> list[Thing]:
    """The cases behind these secrets, those that wait for me first, then newest; one statement, unknown ones left out."""
    by_hash = {hashlib.sha256(token.encode()).hexdigest(): token for token in tokens}
    found = Reporter.objects.filter(token_hash__in=by_hash).select_related("case", "case__duplicate_of")
    things = [_thing(by_hash[row.token_hash], row.case.duplicate_of or row.case) for row in found]
    return sorted(things, key=lambda thing: (not thing.waits, not thing.is_open, -thing.since.timestamp()))


def things_of_phone(county: Area, phone: str, token_of: Callable[[int], str], limit: int = 50) -> list[Thing]:
    """The cases of a county that were reported or joined with a phone, whose owner has proven it; `token_of` makes the token of a
    reporter's page. As `my_things`; empty for no phone.
    """
    keys = crypto.blind_indexes(phone, purpose="phone")
    found = Reporter.objects.filter(phone_index__in=keys, case__county=county).exclude(phone_index="")
    rows = found.select_related("case", "case__duplicate_of").order_by("-pk")[:limit]
    things = [_thing(token_of(row.pk), row.case.duplicate_of or row.case) for row in rows]
    return sorted(things, key=lambda thing: (not thing.waits, not thing.is_open, -thing.since.timestamp()))


def _thing(token: str, case: Case) -> Thing:
    station = case.at.station
    return Thing(
        token=token,
        ref=case.ref,
        title=case.title,
        mark="ask" if case.at in _WAITING_FIRST else STATION_MARKS[station],
        word=gettext(STATION_LABELS[station]),
        waits=case.at in _WAITING_FIRST,
        since=case.state_since,
        due_at=case.due_at,
        is_open=case.is_open,
    )


def reporter_by_id(pk: int | None) -> Reporter | None:
    """A reporter whose page was opened by number and code."""
    if pk is None:
        return None
    rows = Reporter.objects.filter(pk=pk).select_related("case__county", "case__duplicate_of")
    found: Reporter | None = with_place(rows, "case__area").first()
    return found


def reporters_of(ref: str) -> Iterable[Reporter]:
    """Everybody who reported or joined a case, to compare their codes."""
    return Reporter.objects.filter(case__ref=ref)[:500] if ref else ()
