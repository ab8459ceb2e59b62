"""Members of the branches near the personas, as a list of another system would bring them in, and the list that a branch's office took
out (X56). In counties whose sources count branches below the community.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from typing import Any

from linli.demo.plan import Plan
from linli.domains.membership import services
from linli.domains.membership.selectors import branch_near
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

_GRIDS, _EACH = 3, 8
_GROWN = timedelta(days=25 * 366)
#: They joined these branches one after the other, so many days apart.
_APART = timedelta(days=97)


def list_members(plan: Plan, county: Any) -> None:
    """Enter them, and take the first branch's list out."""
    bodies = []
    for grid in territory.open_areas("grid").filter(county=county).order_by("path")[:_GRIDS]:
        branch = branch_near(grid)
        if branch is not None and branch.kind == "party_branch":
            bodies.append(organizations.organization_by_id(branch.pk))
            _enter(plan, county, bodies[-1], grid)
    if bodies and (office := _office(bodies[0])):
        services.ask_members_list(office, organization=bodies[0], form="xlsx", reason="报送上级党委半年统计核对")


def _enter(plan: Plan, county: Any, branch: Any, grid: Any) -> None:
    """Some of the grown people of a grid."""
    today, kinds = clock.today(), cycle(plan.rules.membership.kinds)
    with rls.everywhere():
        grown = [pk for pk, _household in residents.roll_in(grid, today - _GROWN)][::5][:_EACH]
    rows = [
        services.ListedMember(line, services.MemberRow(residents.person_by_id(pk), branch, kind, today - _APART * line))
        for line, (pk, kind) in enumerate(zip(grown, kinds, strict=False), start=1)
    ]
    report = services.bring_in_members(Actor.system(), county=county, rows=rows)
    if report.problems:  # an invented member must fit
        raise ValueError(report.problems[0].words)


def _office(branch: Any) -> Actor | None:
    """Whoever keeps the branch's lists, with the rights of their account."""
    accounts = (access.account_of(one.card_id) for one in people.present_in(branch.pk))
    found = (access.actor_for(account) for account in accounts if account)
    return next((actor for actor in found if actor.can("membership.export")), None)
