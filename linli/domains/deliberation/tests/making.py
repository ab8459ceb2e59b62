"""Deliberations for tests: under Jiang's method (four levels, six steps), among the people of Li's building."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.demo.deliberation import Walk
from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Ballot, Matter, Meeting, Statement, Task
from linli.domains.deliberation.services import Invited
from linli.foundation.privacy import rls
from linli.foundation.residents.tests.making import CHILD, family, person
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
SAID = {"topic": "parking", "title": "院里划夜间停车位", "words": "晚上车位不够，请大家商量。"}


def neighbours(cast: Any, count: int = 4) -> list[Any]:
    """Grown people of Li's building."""
    return [person(cast, f"邻{'甲乙丙丁戊己庚辛'[number]}", phone="") for number in range(count)]


def matter(cast: Any, who: Any = None, **facts: Any) -> Matter:
    """Somebody of the building brings it."""
    one = who or person(cast, "提议人", phone="")
    return services.propose_matter(one, area=cast.building, form="steps", **(SAID | facts))


def walk(cast: Any, people: list[Any]) -> Walk:
    return Walk(cast.wang_community.actor, cast.wang_community.actor, cast.zhao_dispatcher.actor, people)


def walked(cast: Any, stop: str = "", level: str = "several", people: list[Any] | None = None) -> tuple[Matter, Walk]:
    """A matter that came as far as a stage, and who walks it; the clock isn't moved for the caller."""
    going = walk(cast, people or neighbours(cast))
    going.at = clock.now() - timedelta(days=120)
    row = going.begin(cast.building, "steps")
    return going.to(row, stop, level=level), going


def voting(cast: Any, people: list[Any] | None = None) -> Ballot:
    """An open vote of the community, one person one vote, open papers; opened now."""
    row, _ = walked(cast, "ballot", "residents", people)
    return services.open_ballot(cast.wang_community.actor, matter=row)


INVITED = (
    Invited("社区党组织", "周书记"), Invited("居民委员会"), Invited("居民代表"), Invited("物业", fixed=False),
)  # fmt: skip


def called(cast: Any, invited: Any = INVITED, people: Any = None) -> tuple[Matter, Meeting]:
    """A meeting of the community that goes on, with the matter that it is about."""
    row, _ = walked(cast, "talk", people=people)
    wang = cast.wang_community.actor
    made = services.call_meeting(
        wang, matters=[row], title="划线协商会", where="居民活动室", starts_at=clock.now(), invited=invited
    )
    return row, services.open_meeting(wang, meeting=made)


def meeting(cast: Any) -> Meeting:
    """The meeting alone."""
    return called(cast)[1]


def said(cast: Any) -> Statement:
    """A sentence about a matter of the building."""
    people = neighbours(cast)
    row, _ = walked(cast, "propose", people=people)
    return services.add_statement(people[0], matter=row, words="晚上要安静")


def given(cast: Any) -> Task:
    """A task of a matter that is being carried out."""
    row, _ = walked(cast, "act")
    return services.add_task(cast.wang_community.actor, matter=row, title="划线", who="物业", due_on=clock.today())


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)


__all__ = [
    "CHILD", "SAID", "again", "called", "family", "given", "matter", "meeting", "neighbours", "person", "said", "selectors",
    "voting", "walk", "walked",
]  # fmt: skip
