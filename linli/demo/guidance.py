"""A guidance centre with helpers and what couriers, riders and firms asked it, and a recruiting call (Q63, L48, L50)."""

from __future__ import annotations

from typing import Any

from linli.demo.plan import Plan
from linli.domains.guidance import services
from linli.domains.guidance.method import CENTRE_KIND, GuidanceRules
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

_SYSTEM = Actor.system()
#: No mobile number in China begins with 100.
_PHONE = "100990001{:02d}"
_HELPERS = ("褚帮办", "卫跑腿")
#: Name, which service of the catalogue (by its place in it), whether for a firm, and how far it has come.
_ASKED = (
    ("骆快递", 0, "", "confirmed"), ("高骑手", 1, "", "done"), ("夏司机", 3, "", "given"), ("田主播", 6, "", "asked"),
    ("樊店长", -1, "顺达快递网点", "given"), ("霍站长", -2, "飞驰外卖站点", "asked"), ("虞快递", 4, "", "confirmed"),
)  # fmt: skip
_APPLIED = ("柯骑手", "房快递", "缪司机")


def guide(plan: Plan, county: Any) -> None:
    """As much as the county's method knows of it."""
    rules: GuidanceRules = plan.rules.guidance
    if rules.centre is None:
        return
    centre = organizations.create_organization(
        _SYSTEM, area=county, kind=CENTRE_KIND, name=f"{county.name}{rules.centre.label}"[:120]
    )
    helpers = _helpers(county, centre, rules.centre.posts[-1])
    place = territory.open_areas("street").filter(county=county).order_by("path").first()
    if place is None:
        return
    for number, row in enumerate(_ASKED):
        _ask(rules, place, number, row, helpers[number % len(helpers)])
    if rules.recruiting:
        _recruit(rules, place)


def _helpers(county: Any, centre: Any, kind: str) -> list[Any]:
    """Those who do it, each on a post of the centre."""
    seats = [organizations.create_post(_SYSTEM, kind=kind, organization=centre) for _ in _HELPERS]
    rows = [people.StaffRow(name, county.pk, (seat,)) for name, seat in zip(_HELPERS, seats, strict=True)]
    return people.import_staff(_SYSTEM, county=county, rows=rows)


def _ask(rules: GuidanceRules, place: Any, number: int, row: tuple[str, int, str, str], helper: Any) -> None:
    name, at, body, state = row
    groups = [code for code, group in rules.groups.items() if group.body == bool(body)]
    said = services.Asked(name, _PHONE.format(number), groups[number % len(groups)], body, "")
    found, _token = services.ask_for_help(place, list(rules.services)[at], said, agreed=True)
    if state == "asked":
        return
    services.give_help(_SYSTEM, request=found, card=helper)
    if state in ("done", "confirmed"):
        services.finish_help(_SYSTEM, request=found, result="已联系物业和平台，当场办好")
    if state == "confirmed":
        services.confirm_help(found, mark=5, said="办得快")


def _recruit(rules: GuidanceRules, place: Any) -> None:
    """A call to which some applied."""
    assert rules.recruiting is not None
    (kind, *_more) = rules.recruiting.posts
    until = clock.today().replace(month=12, day=31)
    call = services.open_call(
        _SYSTEM, area=place, post_kind=kind, title=rules.recruiting.label, places=10, until=until,
        words="送单路上看到占道、破损、积水，随手拍、随手报；每周参加一次网格走访。",
    )  # fmt: skip
    group = next(iter(rules.groups))
    for number, name in enumerate(_APPLIED, len(_ASKED)):
        services.apply_to(call, name=name, phone=_PHONE.format(number), group=group, agreed=True)
