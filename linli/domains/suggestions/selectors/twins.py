"""Open cases that may be the same as one that is registered or worked on: alike in words, near, and recent; with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from linli.domains.cases import selectors as cases
from linli.domains.suggestions.rules import alike, words
from linli.domains.suggestions.rules.alike import Spot
from linli.domains.suggestions.selectors.places import communities_on
from linli.domains.suggestions.selectors.search import found_any
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

#: So many candidates are compared, and so many are shown.
POOL, SHOWN = 100, 5
#: So many lexemes of the text are looked up, longest first.
ASKED = 40


@dataclass(frozen=True, slots=True)
class Twin:
    """An open case that may be the same: the share of likeness (percent), words that both have, metres between (None unknown),
    whether it lies in the same community, and when it came in.
    """

    ref: str
    title: str
    percent: int
    because: tuple[str, ...]
    metres: int | None
    is_near: bool
    at: datetime


def twins_of(actor: Actor, case: Any) -> list[Twin]:
    """What may be the same as a case that was fetched in scope, likeliest first; two statements."""
    spot = _spot(case.lat, case.lng, case.area)
    return _twins(actor, case.county, f"{case.title} {case.text}", spot, besides=case.pk)


def twins_of_text(actor: Actor, county: Area, text: str, area: Area | None = None) -> list[Twin]:
    """The same for what is being written down, at a place that was chosen already or isn't yet."""
    spot = _spot(None, None, area) if area is not None else Spot(None, None, 0, 0)
    return _twins(actor, county, text, spot)


def _twins(actor: Actor, county: Area, text: str, spot: Spot, besides: int = 0) -> list[Twin]:
    rules = territory.rules_of(county).suggestions.twins
    asked = _asked(text)
    if not asked:
        return []
    found = found_any(actor, asked)
    since = clock.now() - timedelta(days=rules.days)
    pool = cases.told_to(actor, found.where, since=since, fit=found.fit, most=POOL)
    scored = _scored(text, spot, [one for one in pool if one.pk != besides], rules.metres)
    return [twin for twin in scored if twin.percent >= rules.percent][:SHOWN]


def _scored(text: str, spot: Spot, pool: Sequence[cases.Told], within: float) -> list[Twin]:
    """All of the pool with their likeness, likeliest first: words up to 1, and what the place adds, 1 at most."""
    counted = [alike.terms(f"{one.title} {one.text}") for one in pool]
    own = alike.terms(text)
    rare = alike.rarity([own, *counted])
    mine = alike.weighed(own, rare)
    communities = communities_on([one.path for one in pool])
    twins = []
    for one, terms in zip(pool, counted, strict=True):
        other = alike.weighed(terms, rare)
        there = Spot(one.lat, one.lng, one.area, communities[one.path])
        score = alike.likeness(mine, other)
        score += alike.nearness(spot, there, within) if score else 0
        apart = alike.metres(spot, there)
        twins.append(
            Twin(one.ref, one.title, round(100 * min(score, 1)), alike.shared(mine, other), None if apart is None else round(apart),
                 bool(spot.community) and spot.community == there.community, one.opened_at)
        )  # fmt: skip
    return sorted(twins, key=lambda twin: (-twin.percent, twin.ref))


def _asked(text: str) -> list[str]:
    """Lexemes to look up: words, the longest first, since long words are rare."""
    spoken = dict.fromkeys(word for word in words.topic_words(text[:2000]) if len(word) > 1)
    return sorted(spoken, key=lambda word: (-len(word), word))[:ASKED]


def _spot(lat: float | None, lng: float | None, area: Area) -> Spot:
    return Spot(lat, lng, area.pk, communities_on([area.path])[area.path])
