"""Retention: who left and kept their hours stays linked for as long as the method says, then what was done is numbers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.volunteering.models import (
    Activity,
    Certificate,
    Claim,
    Offer,
    Post,
    Reward,
    Service,
    Shift,
    SignUp,
    Team,
    TeamMember,
    Volunteer,
)
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.services.joining import cut, end_for
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

FIELD = "volunteering.volunteer"
BATCH = 200

_PLACED = (Team, Volunteer, TeamMember, Post, Claim, Activity, Shift, SignUp, Service, Offer, Reward, Certificate)


def forget_all() -> int:
    """Cut the links whose time is over, county by county; returns how many."""
    return sum(_forget_in(county) for county in territory.counties())


def _forget_in(county: Any) -> int:
    now = territory.rules_of(county)
    if not {"privacy", "volunteering"} <= set(now.sections):
        return 0
    done = _base.changes(_batch)(county, now.privacy.fields[FIELD].keep.length)
    return done + (_forget_in(county) if done == BATCH else 0)


def _batch(county: Any, length: Any) -> int:
    old = Volunteer.unscoped.filter(county=county, left_at__lt=clock.now() - length).exclude(person=None)
    rows = list(old.order_by("pk")[:BATCH])
    for row in rows:
        cut(row)
    return len(rows)


def move_rows(area: Any, successor: int) -> None:
    """Rows that lie in an area that ends go to its successor. For followers alone."""
    for model in _PLACED:
        model.unscoped.filter(area=area).order_by().update(area=successor)


def take_over(gone: Any, kept: Any) -> None:
    """A merged entry's volunteering goes to the entry that was kept; where both were volunteers, the one of the merged entry ends and
    its hours stay for certificates.
    """
    if Volunteer.unscoped.filter(person=kept, left_at=None).exists():
        end_for(gone)
    Volunteer.unscoped.filter(person=gone).update(person=kept)


def forget_person(person: Any) -> None:
    """An erased person isn't a volunteer any more, and nothing of what was done can be traced to them."""
    end_for(person)
    for row in Volunteer.unscoped.filter(person=person):
        cut(row)
