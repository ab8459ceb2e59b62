"""Bulletins in the demo: one of an earlier period issued with a comment, one recalled and corrected, the last ones being written."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from linli.demo.cobuilding import actor_of
from linli.demo.plan import Plan
from linli.domains.bulletins import services as bulletins
from linli.domains.bulletins.states import SIGN, WRITE
from linli.domains.indicators.rules import Period, before, period_of
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor

#: What the office says to the tables, one after the other. Invented.
COMMENTS = (
    "响应率总体平稳，个别街道夜间接办偏慢。\n请各街道对照逐件查找原因，下期回看。",
    "重办多集中在物业维修，办结前请先回访。",
)


#: Posts of a county whose holders write and sign.
_POSTS = ("county_centre", "district_centre", "county_leader")


def issue_bulletins(plan: Plan, county: Any) -> None:
    """Make what the county's method knows of bulletins; all stay drafts where there aren't two to write and to sign."""
    bulletins.draft_due()
    kinds, people_of_it = plan.rules.bulletins.used(), _two(county)
    if people_of_it is None or not kinds:
        return
    public = [code for code, one in kinds.items() if one.content.audience == "public"]
    for code in dict.fromkeys([next(iter(kinds)), *public]):
        _issued(people_of_it, county, code, _earlier(kinds[code].cycle, 1))
    code, rule = next(iter(kinds.items()))
    writer, signer = people_of_it
    wrong = _issued(people_of_it, county, code, _earlier(rule.cycle, 2))
    bulletins.recall_bulletin(signer, bulletin=wrong, words="漏统计了一个社区，更正后重新印发")
    bulletins.draft_bulletin(writer, county=county, kind=code, day=wrong.starts_on)


def _earlier(cycle: str, steps: int) -> Period:
    """The period so many steps before the last one that is over."""
    found = before(period_of(cycle, clock.today()))
    for _step in range(steps):
        found = before(found)
    return found


def _issued(people_of_it: tuple[Actor, Actor], county: Any, kind: str, period: Period) -> Any:
    """Drafted, commented, signed on the fourth day after its period."""
    writer, signer = people_of_it
    with clock.frozen(datetime.combine(period.last + timedelta(days=4), time(9), clock.ZONE)):
        row = bulletins.draft_bulletin(writer, county=county, kind=kind, day=period.first)
        for section, words in zip(row.sections.all(), COMMENTS, strict=False):
            bulletins.comment_section(writer, section=section, words=words)
        bulletins.send_bulletin(writer, bulletin=row)
        return bulletins.sign_bulletin(signer, bulletin=row)


def _two(county: Any) -> tuple[Actor, Actor] | None:
    """Who writes and who signs: two people with accounts; None where there aren't any."""
    found = [actor_of(one.card_id) for one in people.holders(_POSTS, county)]
    able = {one.account_id: one for one in found if one.account_id is not None}
    writer = next((one for one in able.values() if one.reaches(WRITE, county.path)), None)
    signer = next((one for one in able.values() if one is not writer and one.reaches(SIGN, county.path)), None)
    return (writer, signer) if writer and signer else None
