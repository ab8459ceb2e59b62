"""How organizations and posts follow a change of the tree."""

from __future__ import annotations

from linli.foundation.organizations.models import Organization, Post
from linli.foundation.organizations.selectors.duties import known_duties
from linli.foundation.organizations.services._checks import method_of
from linli.foundation.organizations.services.posts import open_required
from linli.foundation.territory.services import AreaChange
from linli.foundation.territory.states import Change
from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: AreaChange) -> None:
    """Posts, seats and served areas of an area that ends go to its successor; new areas get the posts they must have (a new
    county doesn't: its posts are loaded or made all at once).

    A merge may leave a successor with two posts of which there should be one: both are held by people, so neither is closed
    here, and the list of shortfalls shows the surplus.
    """
    if change.ends_area:
        _pass_on(change)
    if change.action in (Change.CREATED, Change.SPLIT) and change.area.parent_id:
        open_required(change.targets, method_of(change.targets[0]))


def _pass_on(change: AreaChange) -> None:
    target = change.target_for()
    Post.unscoped.filter(area=change.area).update(area_id=target)
    Organization.unscoped.filter(area=change.area).update(area_id=target)
    known_duties.changed()
    for organization in Organization.unscoped.filter(serves=change.area):
        organization.serves.remove(change.area)
        organization.serves.add(*change.targets)
