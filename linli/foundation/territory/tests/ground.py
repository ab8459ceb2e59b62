"""A small piece of ground for tests: two counties, one with a street, two communities, three grids and buildings."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from linli.foundation.methods import services as methods
from linli.foundation.territory import services
from linli.foundation.territory.models import Area
from linli.kernel import policy
from linli.kernel.actor import Actor, Grant
from linli.kernel.policy import Role

SYSTEM = Actor.system()
KEEPER = Role(
    "test_keeper", "keeper", permissions=frozenset({"territory.view", "territory.change", "territory.import"})
)
READER = Role("test_reader", "reader", permissions=frozenset({"territory.view", "organizations.view"}))
CLERK = Role(
    "test_clerk", "clerk", permissions=frozenset({"territory.view", "organizations.view", "organizations.change"})
)


@pytest.fixture
def roles_of_the_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    """The roles above for one test: pages written from the code, and the sweep of all roles, know only the product's own."""
    for role in (KEEPER, READER, CLERK):
        monkeypatch.setitem(policy._roles, role.code, role)


ROWS = (
    ("street", "东街街道", "370100001", ""),
    ("town", "河口镇", "370100101", ""),
    ("community", "向阳社区", "370100001001", "370100001"),
    ("community", "文苑社区", "370100001002", "370100001"),
    ("village", "前王村", "370100101200", "370100101"),
    ("grid", "第一网格", "G1", "370100001001"),
    ("grid", "第二网格", "G2", "370100001001"),
    ("grid", "第三网格", "G3", "370100001002"),
    ("building", "1号楼", "G1-1", "G1"),
    ("building", "2号楼", "G1-2", "G1"),
    ("stairwell", "1单元", "G1-1-1", "G1-1"),
)


@dataclass(frozen=True)
class Ground:
    """The areas by code, the two counties, and how to make an actor somewhere."""

    county: Area
    other: Area

    def __getitem__(self, code: str) -> Area:
        return Area.unscoped.get(county=self.county, code=code, valid_to=None)

    def actor(self, role: str, area: Area, label: str = "某人") -> Actor:
        """Somebody with a role at an area."""
        return Actor(account_id=None, label=label, county_id=area.county_id, grants=(Grant(role, area.path),))

    def keeper(self, area: Area | None = None) -> Actor:
        """Somebody who may change the territory."""
        return self.actor("test_keeper", area or self.county)


def make_ground() -> Ground:
    """Two counties under a real method, the first with `ROWS`."""
    methods.install_method(SYSTEM, slug="qihe")
    county = services.create_county(SYSTEM, slug="jiang", method_slug="qihe", name="江县", code="370100")
    other = services.create_county(SYSTEM, slug="shan", method_slug="qihe", name="山县", code="370200")
    rows = [{"kind": kind, "name": name, "code": code, "parent": parent} for kind, name, code, parent in ROWS]
    report = services.import_tree(SYSTEM, county=county, rows=rows)
    assert not report.errors, report.errors
    return Ground(county, other)
