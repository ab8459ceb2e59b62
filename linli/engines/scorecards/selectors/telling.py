"""Who is told: those who answer for what is rated, and those who may decide an appeal. For what tells people, above the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from linli.engines.scorecards.models import Round, Subject
from linli.engines.scorecards.states import ANSWER, DECIDE, State
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import ids_of
from linli.kernel import policy


def rated_of_round(round_id: int) -> list[int]:
    """Staff cards of all who answer for somebody that is rated in a round; each once."""
    return _answering(list(Subject.unscoped.filter(round=round_id).select_related("area", "county")))


def rated_of_result(subject_id: int) -> list[int]:
    """Staff cards of those who answer for one result; nobody before it is published."""
    rows = Subject.unscoped.filter(pk=subject_id, round__state=State.PUBLISHED)
    return _answering(list(rows.select_related("area", "county")))


def deciders_of(subject_id: int) -> list[int]:
    """Staff cards of those who may decide appeals at a subject's place, in its area and those above."""
    row = Subject.unscoped.select_related("area", "county").get(pk=subject_id)
    return _unique(one.card_id for one in people.holders_in(_kinds(row.county, DECIDE), ids_of(row.area.path)))


def label_of_round(round_id: int) -> str:
    """What a round is called."""
    return Round.unscoped.values_list("label", flat=True).get(pk=round_id)


def name_of_result(subject_id: int) -> tuple[str, str]:
    """Who is rated, and in which round."""
    return Subject.unscoped.values_list("name", "round__label").get(pk=subject_id)


def _answering(rows: Sequence[Subject]) -> list[int]:
    """Whoever is rated as a person; of organizations their staff; of places the holders of posts there who may answer."""
    if not rows:
        return []
    kinds = _kinds(rows[0].county, ANSWER)
    places = {one.area_id for one in rows if one.card_id is None and one.organization_id is None}
    found = [one.card_id for one in rows if one.card_id is not None]
    units = {one.organization_id for one in rows if one.card_id is None and one.organization_id is not None}
    for organization in sorted(units):
        found += [one.card_id for one in people.holders_of(organization, kinds)]
    found += [one.card_id for one in people.holders_in(kinds, sorted(places))] if places else []
    return _unique(found)


def _kinds(county: Any, permission: str) -> list[str]:
    """Posts of the county's method whose role may do something."""
    posts = territory.rules_of(county).organizations.posts
    return [code for code, post in posts.items() if post.role and permission in policy.role(post.role).permissions]


def _unique(cards: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(cards))
