"""The ground of the tests: two invented counties, Jiang 江 and Shan 山, each under a real method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.foundation.methods import services as methods
from linli.foundation.organizations import selectors as posts
from linli.foundation.organizations import services as organizations
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
JIANG_METHOD, SHAN_METHOD = "huancui", "xiejiaji"


@dataclass
class Ground:
    """Places and bodies that tests name."""

    county: Any
    street: Any
    community: Any
    grid: Any
    second_grid: Any
    building: Any
    other_street: Any
    other_community: Any
    other_grid: Any
    other_county: Any
    other_county_street: Any
    other_county_community: Any
    other_county_grid: Any
    bureau: Any
    other_bureau: Any
    branch: Any
    other_branch: Any


def build() -> Ground:
    """Make the ground by services, as the system would."""
    for slug in (JIANG_METHOD, SHAN_METHOD):
        methods.install_method(SYSTEM, slug=slug)
    jiang = territory.create_county(SYSTEM, slug="jiang", method_slug=JIANG_METHOD, name="江县", code="990101")
    shan = territory.create_county(SYSTEM, slug="shan", method_slug=SHAN_METHOD, name="山县", code="990202")
    street, community, grid = _line(jiang, "河东街道", "柳园社区", "柳园第一网格")
    other = _line(jiang, "河西街道", "槐荫社区", "槐荫第一网格")
    far = _line(shan, "山南街道", "石桥社区", "石桥第一网格")
    second = _area(community, "grid", "柳园第二网格")
    building = _area(grid, "building", "1 号楼")
    bureau = _department(jiang, "江县市政局")
    other_bureau = _department(jiang, "江县水务局")
    branches = _branch(community, "柳园社区党支部"), _branch(other[1], "槐荫社区党支部")
    return Ground(
        jiang, street, community, grid, second, building, *other, shan, *far, bureau, other_bureau, *branches
    )  # fmt: skip


def post(kind: str, area: Any = None, organization: Any = None) -> Any:
    """A post of this kind there: the one that the method made, else a new one."""
    there = posts.posts_in(area, kinds=(kind,)) if area else posts.posts_of(organization)
    found = next((one for one in there if (one.kind == kind and one.organization_id is None) or organization), None)
    return found or organizations.create_post(SYSTEM, kind=kind, area=area, organization=organization)


def _line(county: Any, street: str, community: str, grid: str) -> tuple[Any, Any, Any]:
    first = _area(county, "street", street)
    second = _area(first, "community", community)
    return first, second, _area(second, "grid", grid)


def _area(parent: Any, kind: str, name: str) -> Any:
    return territory.create_area(SYSTEM, parent=parent, kind=kind, name=name).area


def _department(county: Any, name: str) -> Any:
    return organizations.create_organization(SYSTEM, area=county, kind="department", name=name, serves_county=True)


def _branch(community: Any, name: str) -> Any:
    return organizations.create_organization(SYSTEM, area=community, kind="party_branch", name=name)
