"""Sites, and organizations without a territory, for tests. `under` puts Jiang under a county's method that has them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from linli.domains.formations import services
from linli.domains.formations.models import Formation, Site
from linli.domains.membership import services as members
from linli.domains.membership.tests import making as people
from linli.foundation.methods import services as methods
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory.models import Area
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

SYSTEM = Actor.system()
#: Whose method has forms on sites (Q38), and whose has joint organizations and the fallback (X43, X9).
FLEXIBLE, JOINT = "qihe", "xiejiaji"


def under(cast: Any, slug: str) -> Any:
    """Jiang works by another county's method."""
    methods.install_method(SYSTEM, slug=slug)
    Area.unscoped.filter(pk=cast.county.pk).update(method_slug=slug)
    for name in (
        "county",
        "street",
        "community",
        "grid",
        "second_grid",
        "building",
        "other_street",
        "other_community",
        "other_grid",
    ):
        setattr(cast, name, Area.unscoped.select_related("county").get(pk=getattr(cast, name).pk))
    return cast


def site(cast: Any, **facts: Any) -> Site:
    """A courier site in Li's grid, or (by the other method) a market there."""
    kind = "market" if cast.county.method_slug == JOINT else "courier_site"
    wanted = {"area": cast.grid, "kind": kind, "name": "柳园快递点", **facts}
    return services.list_site(cast.wang_community.actor, **wanted)


def charter(form: str, **facts: Any) -> services.Charter:
    """What somebody writes down."""
    return services.Charter(**{"form": form, "name": "柳园快递党支部", "basis": "柳街组〔2026〕3 号", **facts})


def set_up(cast: Any, there: Site | None = None, form: str = "branch", **facts: Any) -> Formation:
    """A branch on a courier site, under that of Wang's community."""
    found = there or site(cast)
    return services.set_up(cast.wang_community.actor, site=found, charter=charter(form, **facts), superior=cast.branch)


def unit_branch(cast: Any, unit: Any = None, name: str = "市政局党支部") -> Any:
    """The branch within a department."""
    body = unit or cast.bureau
    return organizations.create_organization(SYSTEM, area=cast.county, kind="party_branch", name=name, parent=body)


def founded(cast: Any, *founders: Any, **facts: Any) -> Formation:
    """A joint organization of the department's branch and the community's."""
    bodies = founders or (unit_branch(cast), cast.branch)
    said = charter("joint", **{"name": "市政局、柳园社区联合党支部", **facts})
    return services.found_jointly(cast.wang_community.actor, area=cast.community, charter=said, founders=bodies)


def joined(cast: Any, body: Any, how_many: int, *, area: Any = None) -> list[Any]:
    """So many members of an organization, whatever kinds of members the county's method knows; they live in Li's building, or there."""
    kind = next(iter(people.rules(cast).kinds))
    return [
        people.member(cast, organization=body, kind=kind, who=people.person(cast, area=area)) for _ in range(how_many)
    ]


def gone(row: Any, target: Any) -> None:
    """A member is transferred to another organization."""
    moved = members.ask_transfer(SYSTEM, membership=row, target=target)
    members.accept_transfer(SYSTEM, transfer=moved)


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        model = type(row)
        return (model.unscoped if hasattr(model, "unscoped") else model.objects).get(pk=row.pk)


def refused(code: str) -> Any:
    """The rules refuse it with this code."""
    return pytest.raises(RuleBroken, match=rf"{re.escape(code)}\b")
