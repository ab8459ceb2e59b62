"""Organizations of a county, its duty list and every post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linli.demo.plan import Plan, words
from linli.foundation.organizations import services as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor

Row = dict[str, Any]

#: How many posts of a kind an area or an organization gets; kinds that a county's method doesn't have are left out.
AREA_POSTS = {
    "county": {"county_centre": 3, "county_supervisor": 2, "county_leader": 1, "county_administrator": 1},
    "district": {"district_centre": 2, "district_supervisor": 1},
    "township": {"street_office": 2, "street_leader": 1, "deputy_secretary_90s": 1},
    "community": {"community_secretary": 1, "community_office": 2, "community_worker": 1, "community_police": 1},
    "village": {"community_secretary": 1, "community_office": 1},
    "grid": {"grid_worker": 1, "grid_leader": 1, "branch_secretary": 1},
    "grid_unit": {"unit_worker": 1},
    "building": {"building_head": 1},
    "stairwell": {"stairwell_liaison": 1},
}
BODY_POSTS = {
    "department": {"department_duty": 2, "department_leader": 1},
    "enforcement_team": {"department_duty": 2, "enforcement_member": 2},
    "response_team": {"department_duty": 2},
    "property_company": {"department_duty": 1},
    "community_affairs_office": {"community_affairs_officer": 2},
    "party_branch": {"estate_secretary": 1, "party_affairs": 1},
    "trade_union": {"mass_duty": 1},
    "youth_league": {"mass_duty": 1},
    "womens_federation": {"mass_duty": 1},
}
_RANKED = {"street": "township", "town": "township", "zone": "township"}


def make_bodies(actor: Actor, plan: Plan, county: Any) -> None:
    """Create organizations, duties and posts."""
    areas = list(territory.descendants(county, include_self=True).defer("boundary"))
    report = organizations.import_organizations(actor, county=county, rows=list(_bodies(plan, areas)))
    if report.errors:
        raise RuntimeError(f"demo organizations of {plan.slug}: {report.errors[:3]}")
    organizations.import_duties(actor, county=county, rows=list(_duties(plan)))
    organizations.create_required_posts(actor, county=county)
    rows = [*_area_posts(plan, areas), *_body_posts(plan, list(report.made))]
    organizations.import_posts(actor, county=county, rows=rows)


def department_code(plan: Plan, code: str) -> str:
    """The code of a department of the county."""
    return f"{plan.slug}-{code}"


def _bodies(plan: Plan, areas: list[Any]) -> Iterator[Row]:
    yield from _departments(plan)
    yield from _mass_organizations(plan)
    yield from _at_county(plan)
    for area in areas:
        yield from _in_area(plan, area)


def _departments(plan: Plan) -> Iterator[Row]:
    data, place = words("bodies.toml"), plan.rules.county.name
    for each in data["departments"][: max(plan.departments, len(data["departments"]))]:
        yield {
            "kind": "department", "name": f"{place}{each['name']}", "short_name": each["short"],
            "code": department_code(plan, each["code"]), "serves_county": True,
        }  # fmt: skip
    more = max(0, plan.departments - len(data["departments"]))
    for number in range(more):
        turn, at = divmod(number, len(data["units"]))
        name = data["units"][at] if not turn else f"{data['units'][at]}（{turn + 1}）"
        yield {"kind": "resident_unit", "name": f"{place}{name}", "code": department_code(plan, f"unit{number + 1}")}


def _mass_organizations(plan: Plan) -> Iterator[Row]:
    for kind in ("trade_union", "youth_league", "womens_federation"):
        if rule := plan.rules.organizations.kinds.get(kind):
            name = f"{plan.rules.county.name}{rule.label}"
            yield {"kind": kind, "name": name, "code": department_code(plan, kind), "serves_county": True}


def _at_county(plan: Plan) -> Iterator[Row]:
    place = plan.rules.county.name
    for number, name in enumerate(words("bodies.toml")["properties"], start=1):
        code = department_code(plan, f"property{number}")
        yield {
            "kind": "property_company",
            "name": f"{place}{name}",
            "short_name": name,
            "code": code,
            "serves_county": True,
        }
    teams = plan.rules.organizations.published.get("response_teams")
    for number in range(1, int(teams.number) + 1 if teams else 1):
        code = department_code(plan, f"team{number}")
        yield {"kind": "response_team", "name": f"第{number}专班", "code": code, "serves_county": True}


def _in_area(plan: Plan, area: Any) -> Iterator[Row]:
    kinds = plan.rules.organizations.kinds
    if _RANKED.get(area.kind) == "township":
        yield {
            "kind": "enforcement_team", "name": f"{area.name}综合执法队", "area": area, "serves": [area],
            "code": f"E{area.code}",
        }  # fmt: skip
    if area.kind == "street" and "community_affairs_office" in kinds:
        yield {
            "kind": "community_affairs_office",
            "name": f"{area.name}社区工作办公室",
            "area": area,
            "code": f"C{area.code}",
        }
    if area.kind == "grid" and _has_branch(plan):
        yield {
            "kind": "party_branch",
            "name": f"{area.name}党支部",
            "area": area,
            "serves": [area],
            "code": f"B{area.code}",
        }
    if area.kind == "building" and "building_groups" in plan.rules.organizations.published and _has_branch(plan):
        yield {"kind": "party_group", "name": f"{area.name}党小组", "area": area, "code": f"G{area.code}"}


def _has_branch(plan: Plan) -> bool:
    """Counties whose source counts branches below the community."""
    return bool({"branches", "estate_branches"} & set(plan.rules.organizations.published))


def _duties(plan: Plan) -> Iterator[Row]:
    for each in words("bodies.toml")["duties"]:
        yield {
            "category": each["category"], "lead": department_code(plan, each["lead"]),
            "assisting": [department_code(plan, code) for code in each["assisting"]],
            "not_to_grid": not each.get("grid", True), "basis": each.get("basis", ""),
        }  # fmt: skip


def _area_posts(plan: Plan, areas: list[Any]) -> Iterator[Row]:
    catalogue = plan.rules.organizations.posts
    demanded = {code for code, post in catalogue.items() if post.per_area in ("exactly_one", "at_least_one")}
    for area in areas:
        wanted = AREA_POSTS.get(area.kind) or AREA_POSTS.get(_RANKED.get(area.kind, ""), {})
        for kind, seats in wanted.items():
            if kind in demanded or kind not in catalogue or not catalogue[kind].area:
                continue
            yield {"kind": kind, "area": area, "seats": seats}


def _body_posts(plan: Plan, bodies: list[Any]) -> Iterator[Row]:
    catalogue = plan.rules.organizations.posts
    for body in bodies:
        for kind, seats in BODY_POSTS.get(body.kind, {}).items():
            if kind in catalogue and body.kind in catalogue[kind].organization:
                yield {"kind": kind, "organization": body, "seats": seats}
