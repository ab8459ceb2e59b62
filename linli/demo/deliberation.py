"""Matters of each county's forms, one in every stage, walked there by services; invented people, nobody's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.rules import codes, engine
from linli.domains.deliberation.services import Hands, Invited
from linli.domains.owners.selectors import roll
from linli.foundation.access import selectors as access
from linli.foundation.people import selectors as people
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

TITLES = (
    ("parking", "院里划夜间停车位", "晚上车位不够，请大家商量在哪里划线。"),
    ("public_space", "给凉亭装座椅和灯", "老人晚上没处坐，想装几把椅子和一盏灯。"),
    ("sanitation", "调整垃圾房的位置", "垃圾房离窗户太近，夏天味道大。"),
    ("renewal", "更换单元门和雨棚", "单元门关不上，雨棚漏水。"),
    ("property_service", "公布电梯维保记录", "电梯常停，想每月看到维保记录。"),
    ("convention", "定一份养犬公约", "遛狗拴绳、及时清理，写进公约。"),
    ("activity", "周末在广场放露天电影", "孩子们想看电影，请商量时间和音量。"),
    ("public_space", "修补健身器材", "两件器材松动，先停用再修。"),
    ("parking", "非机动车棚加充电口", "飞线充电不安全，想加几个充电口。"),
    ("sanitation", "花坛补种", "花坛空了一半，春天补种。"),
    ("renewal", "坡道加扶手", "坡道陡，雨天滑。"),
)
STATEMENTS = ("晚上十点后要安静", "费用应当公开", "先解决老人的困难", "应当轮流负责")


@dataclass
class Walk:
    """Walks one matter through its form. `office`, `chair` and `second` act; `neighbours` support, vote and judge."""

    office: Actor
    chair: Actor
    second: Actor
    neighbours: list[Any]
    at: datetime = field(default_factory=clock.now)

    def begin(self, area: Any, form: str, *, title: int = 0) -> Any:
        """Somebody proposes it."""
        topic, name, words = TITLES[title % len(TITLES)]
        with clock.frozen(self.at):
            return services.propose_matter(
                self.neighbours[0], area=area, form=form, topic=topic, title=name, words=words
            )

    def to(self, matter: Any, stop: str = "", *, size: str = "", level: str = "") -> Any:
        """Walk until the stage `stop` is open, or to the end; each stage a day, and as long as what it waits for runs."""
        while stages := selectors.open_stages(matter):
            if matter.state != "running" or any(stage.code == stop for stage in stages):
                break
            self.leave(matter, stages[0], size=size, level=level)
            matter = selectors.again(matter)
        return matter

    def leave(self, matter: Any, stage: Any, *, size: str = "", level: str = "") -> None:
        """Do what a stage asks for, and leave it."""
        for verb in stage.verbs:
            if act := getattr(self, f"_{verb}", None):
                with clock.frozen(self.at):
                    if verb == "sort":
                        services.sort_matter(self.office, matter=matter, size=size, level=level)
                    else:
                        act(matter, stage)
        self.at += timedelta(hours=1)
        with clock.frozen(self.at):
            services.advance(self.office, matter=matter, code=stage.code)
        self.at += timedelta(hours=20)

    def _support(self, matter: Any, stage: Any) -> None:
        for one in self.neighbours[1 : max(3, stage.supporters)]:
            services.support_matter(one, matter=matter)

    def _sort(self, matter: Any, stage: Any) -> None:
        """See `leave`, which knows size and level."""

    def _hear(self, matter: Any, stage: Any) -> None:
        services.hear_residents(self.office, matter=matter, way="site", people=12, words="多数人赞成，担心晚上太吵。")

    def _meet(self, matter: Any, stage: Any) -> None:
        body = selectors.form_of(matter).body
        invited = [Invited(label) for label in body.fixed] + [Invited(label, fixed=False) for label in body.invited]
        meeting = services.call_meeting(
            self.office, matters=[matter], title=f"{matter.title}：{stage.label}", where="居民活动室", starts_at=self.at,
            invited=invited,
        )  # fmt: skip
        services.open_meeting(self.office, meeting=meeting)
        with rls.everywhere():
            seats, items = selectors.seats_of(meeting), selectors.items_of(meeting)
        services.note_attendance(self.office, meeting=meeting, seats=[seat.pk for seat in seats])
        agreed = len(seats) if body.open else len(body.fixed)
        hands = {item.pk: Hands(agreed=agreed, words="同意实施。") for item in items}
        services.close_meeting(self.office, meeting=meeting, hands=hands)
        services.confirm_minutes(self.chair, meeting=meeting)
        services.confirm_minutes(self.second, meeting=meeting)

    def _vote(self, matter: Any, stage: Any) -> None:
        ballot = services.open_ballot(self.office, matter=matter, code=stage.code)
        with rls.everywhere():
            voters = selectors.one_of_each_unit(ballot)
        for place, person in enumerate(voters[: len(voters) * 3 // 4 + 1]):
            choice = "no" if place % 5 == 4 else "yes"
            services.cast_vote(ballot=ballot, person_id=person, choice=choice, receipt=codes.new_receipt())
        self.at = ballot.closes_at
        with clock.frozen(self.at):
            services.count_ballot(self.office, ballot=ballot)

    def _publish(self, matter: Any, stage: Any) -> None:
        self.at = services.put_up_notice(self.office, matter=matter, words=f"{matter.title}：{stage.label}。").until

    def _execute(self, matter: Any, stage: Any) -> None:
        due = self.at.astimezone(clock.ZONE).date() + timedelta(days=14)
        task = services.add_task(self.office, matter=matter, title=matter.title[:20], who="居民委员会", due_on=due)
        services.report_task(self.office, task=task, percent=100, words="已经完成。")

    def _judge(self, matter: Any, stage: Any) -> None:
        for one in self.neighbours[:3]:
            services.judge_matter(one, matter=matter, satisfied=True)
        self.at += timedelta(days=8)


def walk_of(plan_posts: Any, area: Any, neighbours: list[Any]) -> Walk | None:
    """Who walks there: the office nearest, and two who confirm minutes; None where there aren't three people and two offices."""
    chain = [code for code, post in plan_posts.items() if post.role in ("office", "leader")]
    found: dict[int, Actor] = {}
    for code in chain:
        present = people.first_present([code], area)
        account = access.account_of(present.card_id) if present else None
        if account is not None:
            found[account.pk] = access.actor_for(account)
    if len(found) < 2 or len(neighbours) < 3:
        return None
    return Walk(Actor.system(), *list(found.values())[:2], neighbours)


def days_of(stage: Any) -> int:
    """How many days a stage takes at the most as it is walked."""
    days = 2.0
    for runs in (stage.vote_runs, stage.notice):
        days += runs.amount * 2 + 4 if runs else 0
    return int(days) + (9 if "judge" in stage.verbs else 0)


def deliberate(plan: Plan, county: Any) -> None:
    """One matter in every stage of the county's forms, and one that has ended; nothing where the method has no form."""
    if "deliberation" not in plan.rules.sections or not plan.rules.deliberation.forms:
        return
    area, neighbours = _neighbours(county)
    walk = walk_of(plan.rules.organizations.posts, area, neighbours) if area else None
    if walk is None:
        return
    rules, serial = plan.rules.deliberation, 0
    for code, form in rules.forms.items():
        size, level = next(reversed(rules.sizes), ""), next(iter(rules.levels), "")
        stages = engine.plan(form, size, level)
        for place, stage in enumerate((*stages, None)):
            days = sum(days_of(one) for one in stages[:place])
            walk.at = clock.now() - timedelta(days=days + 1)
            matter = walk.begin(area, code, title=serial)
            walk.to(matter, stage.code if stage else "", size=size, level=level)
            serial += 1
            if stage is not None and "state" in stage.verbs:
                _talk(matter, neighbours)
            if stage is not None and "execute" in stage.verbs:
                _give_to_partners(walk, matter)
    _ask_owners(walk, area, plan.rules)


def _give_to_partners(walk: Walk, matter: Any) -> None:
    """What was decided becomes a project in two parts, of which the community's partners have claimed none yet."""
    kinds = selectors.project_kinds(matter)
    if kinds:
        services.add_project(
            walk.office, matter=matter, title=matter.title, kind=kinds[0][0], parts=("出方案", "施工"),
            due_on=clock.today() + timedelta(days=60),
        )  # fmt: skip


def _ask_owners(walk: Walk, area: Any, rules: Any) -> None:
    """A matter that the owners of the first compound with a roll vote on, where a form of the county lets them decide."""
    for code, form in rules.deliberation.forms.items():
        stage = next((one for one in form.stages if one.vote == "owners"), None)
        if stage is None:
            continue
        size = next(iter(stage.sizes), "")
        stages = engine.plan(form, size)
        walk.at = clock.now() - timedelta(days=sum(days_of(one) for one in stages[: stages.index(stage)]))
        matter = walk.to(walk.begin(area, code, title=3), stage.code, size=size)
        compound = next((one for one in selectors.compounds_near(matter) if roll.open_units(one)), None)
        if compound is not None:
            services.ask_owners(walk.office, matter=matter, compound=compound, on=next(iter(rules.owners.matters)))


def _neighbours(county: Any) -> tuple[Any, list[Any]]:
    """The first community where people are on the register, and some of them from different homes."""
    for area in territory.open_areas("community").filter(county=county).order_by("path")[:5]:
        with rls.everywhere():
            roll = residents.roll_in(area, clock.today() - timedelta(days=366 * 18))
        if len(roll) >= 12:
            homes = {home or -pk: pk for pk, home in roll}
            return area, [residents.person_by_id(pk) for pk in list(homes.values())[:12]]
    return None, []


def _talk(matter: Any, neighbours: list[Any]) -> None:
    for place, words in enumerate(STATEMENTS):
        statement = services.add_statement(neighbours[place], matter=matter, words=words)
        for number, one in enumerate(neighbours):
            services.take_stand(one, statement=statement, stand="agree" if (number + place) % 3 else "disagree")
