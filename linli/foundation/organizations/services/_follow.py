"""How organizations and posts follow a change of the tree."""

from __future__ import annotations

from linli.foundation.organizations.models import Organization, Post
from linli.foundation.territory.services import AreaChange
from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: AreaChange) -> None:
    """Posts, seats and served areas of an area that ends go to its successor."""
    if not change.ends_area:
        return
    target = change.target_for()
    Post.unscoped.filter(area=change.area).update(area_id=target)
    Organization.unscoped.filter(area=change.area).update(area_id=target)
    for organization in Organization.unscoped.filter(serves=change.area):
        organization.serves.remove(change.area)
        organization.serves.add(*change.targets)
