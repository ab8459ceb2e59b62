"""Who suits an open part, with the reason, and both halves of Q6: who has nothing to do, and what nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from linli.domains.cobuilding.models import Claim, Part, Registration, Tender
from linli.domains.cobuilding.permissions import ACT
from linli.domains.cobuilding.rules import Match, Offer, Wanted, match
from linli.domains.cobuilding.selectors.choices import county_rules
from linli.domains.cobuilding.selectors.reach import among_all, within_county
from linli.domains.cobuilding.states import HOLDING, RUNNING, TENDERING, Enrolment, EntryState
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory.scoping import ids_of
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Rows of each half of the report; the count beside says how many there are.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who registered and suits an open part, with the reasons in words."""

    registration: Registration
    reasons: tuple[str, ...]


@among_all
def suggestions_page(actor: Actor, *, number: Any = None) -> Any:
    """Open parts of one's own entries, each with up to three who suit it (place, kind, time, what is left), and why."""
    mine = open_parts().filter(_own(actor)).select_related("entry__area", "entry__organization")
    page = paged(mine.order_by("entry__posted_at", "entry", "number"), number)
    offers, registered = _offers(actor)
    found = match([_wanted(part) for part in page], offers)
    rules = county_rules(actor)
    for part in page:
        part.kind_label = rules.kind_label(part.entry.kind)
        part.suggestions = [
            Suggestion(registered[one.offer.key], _reasons(part, one, part.kind_label)) for one in found[part.pk]
        ]
    return page


@within_county
def gaps(actor: Actor) -> dict[str, Any]:
    """People without posts and posts without people (Q6): who registered and has nothing running, staff without a post, vacant
    posts, and open parts. Members of party organizations that haven't registered aren't in it: their list is theirs alone.
    """
    idle = _idle(actor)
    free = people.staff_for(actor).filter(left_on=None).exclude(pk__in=_posted(actor))
    posts, parts = organizations.vacancies(actor).select_related("area"), open_parts().filter(_own(actor))
    return {
        "idle": _some(idle.order_by("asked_at", "pk")),
        "free": _some(free.select_related("area").order_by("name", "pk")),
        "posts": _some(posts.order_by("area__path", "pk")),
        "parts": _some(parts.select_related("entry__area").order_by("entry__posted_at", "pk")),
    }


def open_parts() -> Any:
    """Parts that may be claimed: nobody holds them, their entry is in its list and isn't under tender."""
    called = Tender.unscoped.filter(state__in=TENDERING).order_by().values("entry")
    found = Part.unscoped.filter(entry__state=EntryState.OPEN).exclude(entry__in=called)
    return found.exclude(claims__state__in=HOLDING)


def _some(found: Any) -> tuple[int, list[Any]]:
    return found.count(), list(found[:SHOWN])


def _own(actor: Actor) -> Q:
    """Parts of entries of the actor's own places and units."""
    if actor.is_system:
        return Q()
    places = Part.scoped.visible_to(actor, ACT).order_by().values("pk")
    return Q(pk__in=places) | Q(entry__organization__in=actor.org_ids(ACT))


def _idle(actor: Actor) -> Any:
    """Confirmed registrations without anything running and without activity this year."""
    busy = Claim.unscoped.filter(state__in=RUNNING, organization__isnull=False).values("organization")
    first = clock.today().replace(month=1, day=1)
    found = Registration.scoped.visible_to(actor).filter(state=Enrolment.CONFIRMED)
    found = found.exclude(organization__in=busy).annotate(done=Count("activities", filter=Q(activities__on__gte=first)))
    return found.filter(done=0).select_related("organization", "card", "area", "compound")


def _posted(actor: Actor) -> Any:
    """Cards that hold a post today."""
    today = clock.today()
    held = Q(appointments__starts_on__lte=today) & (Q(appointments__ends_on=None) | Q(appointments__ends_on__gte=today))
    return people.staff_for(actor).filter(held).order_by().values("pk")


def _wanted(part: Part) -> Wanted:
    entry = part.entry
    return Wanted(part.pk, entry.area.path, entry.kind, entry.starts_on, entry.ends_on, min(1, part.size))


def _offers(actor: Actor) -> tuple[list[Offer], dict[int, Registration]]:
    """What everybody in the county who registered offers; two statements, inside `among_all`."""
    today = clock.today()
    found = Registration.unscoped.filter(county_id=actor.county_id) if not actor.is_system else Registration.unscoped
    found = found.filter(state=Enrolment.CONFIRMED).exclude(ends_on__lt=today)
    rows = {row.pk: row for row in found.select_related("organization", "card", "area", "compound")}
    running = Claim.unscoped.filter(state__in=RUNNING, organization__isnull=False).order_by()
    busy = dict(running.values_list("organization").annotate(count=Count("pk")))
    return [_offer(row, busy.get(row.organization_id, 0)) for row in rows.values() if _exists(row)], rows


def _exists(row: Registration) -> bool:
    body = row.organization
    return body is None or (body.is_open and (body.ends_on is None or body.ends_on >= clock.today()))


def _offer(row: Registration, busy: int) -> Offer:
    return Offer(row.pk, row.area.path, frozenset(row.kinds), row.starts_on, row.ends_on, row.capacity, busy)


def _reasons(part: Part, found: Match, kind: str) -> tuple[str, ...]:
    """The reasons in words: how near, which kind, what is left."""
    here = len(ids_of(part.entry.area.path))
    near = (
        gettext("same community")
        if found.near == here
        else gettext("nearby")
        if found.near > 1
        else gettext("same county")
    )
    left = gettext("free for {count} at once").format(count=found.offer.free)
    return (near, kind, left, gettext("time fits"))
