"""Sites near the personas with what is set up on them or looks after them, and joint organizations (Q38, X9, X43)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.formations import services
from linli.domains.formations.method import FormationRules
from linli.foundation.organizations import selectors as organizations
from linli.foundation.organizations import services as directory
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
#: Reviews of the first ones fall due about now, since they were set up that long ago.
_AGO = timedelta(days=370)
_NAMES = ("城东", "河畔", "老街", "站前", "南门", "新桥")


def form_bodies(plan: Plan, county: Any) -> None:
    """Make what the county's method has; nothing for a county without any of it."""
    rules: FormationRules | None = plan.rules.formations if "formations" in plan.rules.sections else None
    grids = list(
        territory.open_areas("grid").filter(county=county).select_related("county").order_by("path")[: len(_NAMES)]
    )
    if rules is None or not grids:
        return
    with clock.frozen(clock.now() - _AGO):
        _list_sites(rules, grids)
    _found(rules, county, grids[0])


def _list_sites(rules: FormationRules, grids: list[Any]) -> None:
    """A site of each kind in turn: every second one has one of its own, or is looked after; the others have nobody."""
    kinds = list(rules.sites)
    for number, (name, area) in enumerate(zip(_NAMES, grids, strict=False)):
        kind = kinds[number % len(kinds)] if kinds else ""
        near = organizations.party_body_at(area)
        if not kind or near is None:
            continue
        site = services.list_site(SYSTEM, area=area, kind=kind, name=f"{name}{rules.site_label(kind)}")
        forms = rules.on_site(kind)
        if forms and number % 2 == 0:
            form = next(iter(forms))
            charter = services.Charter(form, f"{site.name}党支部", f"街组〔{clock.today().year}〕{number + 1} 号")
            services.set_up(SYSTEM, site=site, charter=charter, superior=near)
        elif rules.fallback and number % 3:
            services.look_after(SYSTEM, site=site, organization=near)


def _found(rules: FormationRules, county: Any, grid: Any) -> None:
    """A joint organization of each of two departments with the party organization near the personas."""
    near = organizations.party_body_at(grid)
    if near is None:
        return
    for form in rules.joint():
        for unit in organizations.organizations_in(county, ("department",))[:2]:
            branch = directory.create_organization(
                SYSTEM, area=county, kind="party_branch", name=f"{unit.name}机关党支部", parent=unit
            )
            charter = services.Charter(
                form, f"{unit.name}、{grid.parent.name}联合党支部", f"区组〔{clock.today().year}〕7 号"
            )
            services.found_jointly(SYSTEM, area=grid.parent, charter=charter, founders=(branch, near))
