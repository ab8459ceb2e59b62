"""A year of a county: reports come in, lives go on beside each other, and the sweep runs whenever a clock asks for it."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from linli.demo import script as scripts
from linli.demo.life import Life
from linli.demo.pictures import picture
from linli.demo.problems import Problem, pick, problems
from linli.demo.script import Script
from linli.demo.staff import PHONE
from linli.demo.town import Town, daytime, evening_before
from linli.domains.cases import selectors, services
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: A county has at least that many cases, however small it is made.
FEWEST = 20
#: Days before the end that most cases lie in.
RECENT = 90
#: Days before the end that belong to the cases that stand open today.
TODAY = 3
#: Numbers of residents begin here, above those of the staff.
_RESIDENTS = 50_000_000
#: Scripts that stand where a resident is asked: somebody must be there to be asked.
_ASKED = frozenset({"waiting", "asking"})

Going = Iterator[float]


class Year:
    """Twelve months up to `end`. Times and chances come from the plan alone, so that two years are alike."""

    def __init__(self, town: Town, end: datetime) -> None:
        self.town, self.end = town, end.astimezone(UTC)
        self.chance = random.Random(f"year {town.plan.slug}")
        self.known = problems()
        self.reporters = 0
        self._queue: list[tuple[datetime, int, Going, float]] = []
        self._number = 0

    def live(self) -> None:
        """Let everything happen that happens before the end."""
        self._plan()
        while self._queue and self._queue[0][0] <= self.end:
            at, _, going, pace = heapq.heappop(self._queue)
            self._sweep(at)
            with clock.frozen(at):
                hours = next(going, None)
            if hours is not None:
                self._later(going, at + timedelta(hours=hours), pace)
        self._sweep(self.end)

    def _later(self, going: Going, at: datetime, pace: float = 0.0) -> None:
        self._number += 1
        moment = at if pace else daytime(at, self.chance)
        heapq.heappush(self._queue, (moment, self._number, going, pace))

    def _sweep(self, until: datetime) -> None:
        """Take every step of every clock at its own moment."""
        county = self.town.county.pk
        while (at := selectors.next_act(county)) is not None and at <= until:
            with clock.frozen(at):
                services.sweep_once(county)

    # ── What is going to be reported ─────────────────────────────────────────────────────────────

    def _plan(self) -> None:
        count = max(FEWEST, round(self.town.words["cases"] * self.town.plan.scale))
        for number in range(count):
            at = self._moment(number / count)
            problem = pick(self.chance, self.known, at.month)
            script = scripts.draw(self.chance, self.town.words, problem)
            self._reported(script, at, self.town.place(self.chance))
        for spot in range(int(self.town.words["hot_spots"])):
            self._hot_spot(spot)
        for entry in self.town.words["today"]:
            for _ in range(max(1, round(int(entry["count"]) * min(1.0, 2 * self.town.plan.scale)))):
                self._today(entry)

    def _moment(self, share: float) -> datetime:
        """The moment of a report: evenly over the year's beginning, then closer and closer over the last 90 days, as more and more
        people take it up; the last days are those of today's cases.
        """
        before = 1 - float(self.town.words["recent"])
        if share < before:
            days = 365 - (365 - RECENT) * share / before
        else:
            days = TODAY + (RECENT - TODAY) * (1 - math.sqrt((share - before) / (1 - before)))
        at = self.end - timedelta(days=days, hours=self.chance.uniform(0, 24))
        return daytime(at.replace(hour=0) + timedelta(hours=self.chance.triangular(-0.5, 10, 2)), self.chance)

    def _hot_spot(self, spot: int) -> None:
        """The same thing at the same place again and again."""
        lasting = [problem for problem in self.known if not problem.months]
        problem, place = lasting[spot], self.town.place(self.chance)
        for turn in range(int(self.town.words["hot_times"])):
            script = scripts.draw(self.chance, self.town.words, problem)
            self._reported(script, self._moment(0.5 + 0.1 * turn), place)

    def _today(self, entry: dict[str, Any]) -> None:
        season = [one for one in self.known if not one.months or self.end.month in one.months]
        wanted = [one for one in season if one.call and one.urgency == "normal"]
        helped = "whistled" in entry.get("troubles", ())
        problem = self.chance.choice(wanted) if helped else pick(self.chance, season, self.end.month)
        hours = float(entry["hours"]) * self.chance.uniform(0.8, 1.25)
        place = self.town.county if entry.get("place") == "county" else self.town.place(self.chance, "focus_today")
        self._reported(scripts.today(entry, problem), evening_before(self.end - timedelta(hours=hours)), place)

    def _reported(self, script: Script, at: datetime, place: Any) -> None:
        self._later(self._report(script, place), at, script.pace)

    # ── Reports ──────────────────────────────────────────────────────────────────────────────────

    def _report(self, script: Script, place: Any) -> Going:
        """Open the case and go on with its life."""
        chance = random.Random(f"{self.town.plan.slug} {self._number}")
        opened = self._open(script.problem, place, chance, resident=script.halt in _ASKED)
        self._around(opened, script, place, chance)
        yield from Life(self.town, script, opened, chance).run()

    def _open(self, problem: Problem, place: Any, chance: random.Random, *, resident: bool = False) -> services.Opened:
        town = self.town
        names = {
            "where": "我们小区" if place.pk == town.county.pk else town.where(place),
            "road": chance.choice(town.names["roads"]),
        }
        actor, source = (Actor.public(), "portal") if resident else self._way_in(place, chance)
        text = problem.text.format(**names)
        photographed = chance.random() < town.words["photographed"]
        report = services.Report(
            county=town.county, area=place, category=town.categories[problem.category], text=text,
            title=problem.title.format(**names), source=source, urgency=problem.urgency,
            lat=place.lat, lng=place.lng, photos=(picture(problem.category, done=False),) if photographed else (),
            found_by_staff=source == "patrol", **({} if source == "patrol" else self._contact(chance)),
        )  # fmt: skip
        return services.open_case(actor, report=report)

    def _way_in(self, place: Any, chance: random.Random) -> tuple[Actor, str]:
        """Who writes it down: the resident mostly, the office for a caller, a grid worker on the round."""
        way = chance.random()
        worker = self.town.holder(("grid_worker",), place)
        if way < self.town.words["by_phone"]:
            return self.town.desk(place), "console"
        if way < self.town.words["by_phone"] + self.town.words["on_patrol"] and worker is not None:
            return worker, "patrol"
        return Actor.public(), "portal"

    def _contact(self, chance: random.Random) -> dict[str, str]:
        if chance.random() > self.town.words["contact"]:
            return {}
        self.reporters += 1
        surname = chance.choice(self.town.names["surnames"])
        called = f"{surname}{chance.choice(('女士', '先生', '阿姨', '大爷', '师傅'))}"
        return {"called": called, "contact_name": called, "contact_phone": PHONE.format(_RESIDENTS + self.reporters)}

    # ── What others do about a case ──────────────────────────────────────────────────────────────

    def _around(self, opened: services.Opened, script: Script, place: Any, chance: random.Random) -> None:
        now = clock.now()
        shares = self.town.words
        if chance.random() < shares["joined"]:
            self._later(self._join(opened.case, chance), now + timedelta(hours=chance.uniform(1, 20)))
        if not script.halt and chance.random() < shares["twins"]:
            self._later(
                self._twin(opened.case, script.problem, place, chance), now + timedelta(hours=chance.uniform(0.3, 3))
            )
        if chance.random() < shares["supervised"] or script.halt == "supervised":
            self._later(self._supervise(opened.case, chance), now + timedelta(hours=chance.uniform(6, 30)))

    def _join(self, case: Any, chance: random.Random) -> Going:
        """Somebody else has the same trouble."""
        if selectors.case_now(case.pk).is_open:
            services.join_case(Actor.public(), case=case, **self._contact(chance))
        yield from ()

    def _twin(self, case: Any, problem: Problem, place: Any, chance: random.Random) -> Going:
        """Somebody reports the same without having seen it, and the office joins the two."""
        twin = self._open(problem, place, chance).case
        yield chance.uniform(0.2, 1)
        try:
            services.merge_cases(self.town.desk(place), case=twin, into=case)
        except RuleBroken:
            yield from self._alone(twin, problem, chance)

    def _alone(self, case: Any, problem: Problem, chance: random.Random) -> Going:
        yield from Life(self.town, Script(problem), services.Opened(case, ""), chance).run()

    def _supervise(self, case: Any, chance: random.Random) -> Going:
        """Somebody above watches it from now on."""
        supervisor = self.town.holder(("county_supervisor",), case.area)
        if supervisor is not None and selectors.case_now(case.pk).is_open:
            services.supervise_case(supervisor, case=case, words=chance.choice(self.town.words["supervision_words"]))
        yield from ()


def live_a_year(plan: Any, county: Any, end: datetime) -> None:
    """A county's year up to `end`, in the caller's transaction."""
    Year(Town(plan, county), end).live()
