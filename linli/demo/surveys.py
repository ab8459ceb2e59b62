"""Surveys of some compounds in two years, so that there is something to compare; the other compounds wait."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.surveys import services as surveys
from linli.foundation.access import selectors as access
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Days ago: the last survey, and the one of the year before.
_LAST, _BEFORE = (20, 200), 365
_COMPANIES = ("", "安居物业", "和顺物业", "邻里物业")


def survey_compounds(plan: Plan, county: Any) -> None:
    """Survey the first compounds of the county twice, from the older to the newer, by the office that is nearest."""
    chance = random.Random(f"surveys {plan.slug}")
    areas = territory.descendants(county).order_by().values("pk")
    for compound in territory.compounds_on(areas).order_by("pk")[: plan.surveyed]:
        actor, facts = office_of(plan, compound.area), _first(chance)
        day = clock.today() - timedelta(days=chance.randint(*_LAST))
        for on, found in ((day - timedelta(days=_BEFORE), facts), (day, _grown(facts, chance))):
            surveys.record_survey(actor, compound=compound, facts=found, answers=_answers(plan, chance), on=on)


def office_of(plan: Plan, area: Any) -> Actor:
    """Somebody of the office at a community or above it; Linli itself where no post of the method is one."""
    chain = [code for code, post in plan.rules.organizations.posts.items() if post.role == "office"]
    present = people.first_present(chain, area)
    account = access.account_of(present.card_id) if present else None
    return access.actor_for(account) if account else Actor.system()


def _first(chance: random.Random) -> surveys.Facts:
    buildings = chance.randint(4, 22)
    floors = chance.choice((6, 6, 11, 18))
    homes = buildings * floors * chance.choice((4, 6))
    return surveys.Facts(
        homes=homes, buildings=buildings, floors=floors, vacant=homes * chance.randint(3, 22) // 100,
        parking=homes * chance.randint(20, 80) // 100, committee=chance.random() < 0.3, company=chance.choice(_COMPANIES),
    )  # fmt: skip


def _grown(facts: surveys.Facts, chance: random.Random) -> surveys.Facts:
    """A year later: fewer empty homes, a few more places to park, here and there a committee."""
    return surveys.Facts(
        homes=facts.homes, buildings=facts.buildings, floors=facts.floors, vacant=(facts.vacant or 0) * 4 // 5,
        parking=(facts.parking or 0) + chance.randint(0, 30), committee=facts.committee or chance.random() < 0.3,
        company=facts.company or "邻里物业",
    )  # fmt: skip


def _answers(plan: Plan, chance: random.Random) -> dict[str, Any]:
    """To the questions of the county's method, whatever they are; nothing in words."""
    made: dict[str, Any] = {}
    for code, question in plan.rules.surveys.questions.items():
        choices = list(question.choices)
        if question.kind == "choices":
            made[code] = chance.sample(choices, chance.randint(1, 3))
        elif question.kind == "choice":
            made[code] = chance.choice(choices)
        elif question.kind == "yes_no":
            made[code] = chance.random() < 0.5
        elif question.kind == "number":
            made[code] = chance.randint(1996, 2018) if question.unit == "年" else chance.randint(3, 90)
    return made
