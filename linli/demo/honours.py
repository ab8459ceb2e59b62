"""Honours in the demo: one conferred, one on public notice, one that takes nominations, practices that others use too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from linli.demo.cobuilding import actor_of
from linli.demo.plan import Plan
from linli.domains.honours import services as honours
from linli.domains.honours.permissions import RUN
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Days ago, so that five working days lie between a notice and the honour, holidays or not; and those of the call on notice.
_LONG_AGO, _LATELY = timedelta(days=60), timedelta(days=3)

#: Name, theme, what for, steps, what came of it. All invented.
PRACTICES = (
    ("“板凳会”工作法", "consultation", "楼道堆物、停车占道，谁都有意见，谁都不先开口。", "搬张板凳坐到楼下听\n当场记下三件事\n一周内回来报进展", "三个月收到意见四十二条，办结三十九条"),
    ("“一码呼”服务法", "service", "老人遇到小修小补不知道找谁。", "楼栋口贴一张码\n扫码写一句话\n志愿者当天回电话\n办完请老人打分", "上门一百二十次，平均两小时到"),
    ("“红色管家”联席法", "property", "物业、业主、社区各说各话。", "每月一次碰头\n一张清单分三栏\n下次先看上次办没办", "物业费收缴率从六成到九成"),
)  # fmt: skip
REASONS = ("全年组织义务维修二十四次，居民随叫随到", "出资出力改造两处口袋公园", "常年为独居老人送餐，从不间断")
PROJECTS = ("口袋公园改造", "楼道亮灯行动", "雨棚集中更换")


#: Posts whose holders judge, the nearest to a street first.
_JUDGES = ("street_office", "district_centre", "county_centre")


def praise(plan: Plan, county: Any) -> None:
    """Make what the county's method knows of honours; nothing where there aren't two to judge."""
    places = list(territory.descendants(county).filter(kind__in=("community", "village")).order_by("path")[:3])
    street = territory.ancestor_of_rank(places[0], "township") if places else None
    judges = _judges(street) if street is not None else []
    kinds = {rule.subject: code for code, rule in reversed(plan.rules.honours.kinds.items())}
    if len(judges) < 2 or len(places) < 2 or not kinds.keys() >= {"organization", "project", "person"}:
        return
    now = clock.now()
    with clock.frozen(now - _LONG_AGO):
        _write(places, judges[0])
        conferred = _judged(street, judges, kinds["project"], [{"title": one} for one in PROJECTS])
    _publish(conferred, judges[0], now - _LONG_AGO)
    with clock.frozen(conferred.notice_until):
        honours.confer(judges[0], call=conferred)
    bodies = organizations.organizations_in(county, plan.rules.honours.kinds[kinds["organization"]].bodies)[:2]
    with clock.frozen(now - _LATELY):
        shown = _judged(street, judges, kinds["organization"], [{"body": one} for one in bodies])
    if bodies:
        _publish(shown, judges[0], now - _LATELY)
    _open(street, judges[0], kinds["person"], places[0])


def _judges(street: Any) -> list[Actor]:
    """Those who may judge in a street, each once."""
    found = (actor_of(one.card_id) for one in people.holders_up(_JUDGES, street))
    return list(
        {one.account_id: one for one in found if one.account_id is not None and one.reaches(RUN, street.path)}.values()
    )


def _judged(street: Any, judges: list[Actor], kind: str, subjects: list[dict[str, Any]]) -> Any:
    """A call of today with these nominations, recommended by one and agreed to by the other."""
    call = honours.open_call(judges[0], area=street, kind=kind, closes_on=clock.today())
    for subject, reason in zip(subjects, REASONS, strict=False):
        row = honours.nominate(Actor.system(), call=call, area=street, reason=reason, **subject)
        honours.review(judges[0], nomination=row, recommended=True, words="走访核实，情况属实")
        honours.decide(judges[1], nomination=row, agreed=True, words="同意")
    return call


def _publish(call: Any, judge: Actor, opened: datetime) -> None:
    """On the day after the last one of nominations."""
    with clock.frozen(opened + timedelta(days=1)):
        call.notice_until = honours.publish(judge, call=call).notice_until


def _open(street: Any, judge: Actor, kind: str, place: Any) -> None:
    """A call that takes nominations still; somebody of a community is proposed."""
    call = honours.open_call(judge, area=street, kind=kind, closes_on=clock.today(), words="身边的热心人，都可以推荐")
    present = people.first_present(("community_worker", "community_office", "grid_worker"), place)
    if present is not None:
        card = people.card_by_id(present.card_id)
        honours.nominate(Actor.system(), call=call, area=place, reason="十年义务为老人理发", card=card)


def _write(places: list[Any], judge: Actor) -> None:
    """Three practices: published, the first of them used elsewhere too, and the last one waiting for its review."""
    made = []
    for place, (title, theme, words, steps, result) in zip((places[0], places[1], places[0]), PRACTICES, strict=True):
        row = honours.write_practice(
            Actor.system(), area=place, title=title, theme=theme, words=words, steps=steps, result=result
        )
        made.append(honours.send_article(Actor.system(), article=row))
    for row in made[:2]:
        honours.review_article(judge, article=row, publish=True)
    honours.adopt(Actor.system(), article=made[0], area=places[1], words="每周三晚上开")
