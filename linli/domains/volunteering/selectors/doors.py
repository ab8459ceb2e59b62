"""The one door to each thing: Http404 when hidden, PermissionDenied when visible but `to` isn't granted there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.volunteering.models import Activity, Offer, Post, Service, Shift, SignUp, Team, TeamMember, Volunteer
from linli.domains.volunteering.permissions import KEEP, VIEW
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def team_for(actor: Actor, pk: int, to: str | None = None) -> Team:
    """A team in scope."""
    found: Team = _open(Team, actor, pk, to, "area", "county")
    return found


def activity_for(actor: Actor, pk: int, to: str | None = None) -> Activity:
    """An activity in scope."""
    found: Activity = _open(Activity, actor, pk, to, "area", "county", "team")
    return found


def shift_for(actor: Actor, pk: int, to: str | None = None) -> Shift:
    """A shift in scope, with its activity and team."""
    found: Shift = _open(Shift, actor, pk, to, "area", "county", "activity__team")
    return found


def offer_for(actor: Actor, pk: int, to: str | None = None) -> Offer:
    """An offer in scope, with its partner."""
    found: Offer = _open(Offer, actor, pk, to, "area", "county", "organization")
    return found


def post_for(actor: Actor, pk: int, to: str | None = None) -> Post:
    """A service post in scope."""
    found: Post = _open(Post, actor, pk, to, "area", "county")
    return found


def sign_up_for(actor: Actor, pk: int) -> SignUp:
    """A line of a list in scope of its keeper."""
    found: SignUp = _people(SignUp, actor, pk, None, "shift__activity", "area")
    return found


def member_for(actor: Actor, pk: int) -> TeamMember:
    """Somebody in a team, in scope of its keeper."""
    found: TeamMember = _people(TeamMember, actor, pk, None, "team", "area")
    return found


def service_for(actor: Actor, pk: int, to: str | None = None) -> Service:
    """Confirmed hours in scope."""
    found: Service = _people(Service, actor, pk, to, "area")
    return found


def volunteer_for(actor: Actor, pk: int) -> Volunteer:
    """A volunteer who lives where the actor keeps teams, or is in one of these teams."""
    related = ("area__county", "county")
    with rls.reaching(actor, KEEP):
        found: Volunteer | None = Volunteer.scoped.visible_to(actor).select_related(*related).filter(pk=pk).first()
        known = found is None and TeamMember.scoped.visible_to(actor).filter(volunteer=pk).exists()
    if known:
        with rls.everywhere():  # who is in one of these teams may live anywhere
            found = Volunteer.unscoped.select_related(*related).get(pk=pk)
    if found is None:
        raise Http404
    return found


def county_for(slug: str) -> Any:
    """A county whose method has volunteering; Http404 for others."""
    county = territory.county_by_slug(slug)
    if not is_used(county):
        raise Http404
    return county


def is_used(area: Any) -> bool:
    """Whether the method in force knows volunteering: releases of before don't."""
    return "volunteering" in territory.rules_of(area).sections


def open_team(county: Any, pk: int) -> Team | None:
    """An open team of a county, for residents who ask it."""
    found: Team | None = Team.unscoped.select_related("area").filter(county=county, pk=pk, closed_at=None).first()
    return found


def public_thing(model: Any, pk: int) -> Any:
    """A thing that everybody may read (activity, shift, offer, post) with its county; Http404 when there is none."""
    found = model.unscoped.select_related("county", "area").filter(pk=pk).first()
    if found is None or not is_used(found.county):
        raise Http404
    return found


def public_activity(pk: int) -> Activity:
    """An activity for everybody."""
    found: Activity = public_thing(Activity, pk)
    return found


def public_shift(pk: int) -> Shift:
    """A shift for everybody."""
    found: Shift = public_thing(Shift, pk)
    return found


def public_offer(pk: int) -> Offer:
    """An offer for everybody."""
    found: Offer = public_thing(Offer, pk)
    return found


def public_post(pk: int) -> Post:
    """A service post for everybody."""
    found: Post = public_thing(Post, pk)
    return found


def _open(model: Any, actor: Actor, pk: int, to: str | None, *with_: str) -> Any:
    found = model.scoped.visible_to(actor, VIEW).select_related(*with_).filter(pk=pk).first()
    return _allowed(found, model, actor, pk, to)


def _people(model: Any, actor: Actor, pk: int, to: str | None, *with_: str) -> Any:
    with rls.reaching(actor, KEEP):
        found = model.scoped.visible_to(actor, KEEP).select_related(*with_).filter(pk=pk).first()
        return _allowed(found, model, actor, pk, to)


def _allowed(found: Any, model: Any, actor: Actor, pk: int, to: str | None) -> Any:
    if found is None:
        raise Http404
    if to and not model.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return found
