"""What all changes share: the lock, whose turn it is, and opening the stages that come next."""

from __future__ import annotations

import re
from typing import Any

from linli.domains.deliberation.method import Stage
from linli.domains.deliberation.models import Matter, Step
from linli.domains.deliberation.permissions import HEAR, RUN
from linli.domains.deliberation.selectors.pinned import level_of, may_act, open_stages, rules_of
from linli.domains.deliberation.states import MATTERS, State
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required
from linli.kernel.scoping import keep_in_scope

#: One transaction, in which the database shows the places where the actor may run deliberations, and nothing else.
changes = rls.changing(lambda actor: rls.reaching(actor, RUN))

#: The same for those who only write down what was heard.
hearing = rls.changing(lambda actor: rls.reaching(actor, HEAR))

_NUMBER = re.compile(r"\d{7,}")


def lock(actor: Actor, matter: Matter, permission: str = RUN) -> Matter:
    """The running row, held until the transaction ends. Raises OutOfScope, RuleBroken deliberation.over."""
    keep_in_scope(actor, matter, permission)
    return hold(matter.pk)


def hold(pk: int) -> Matter:
    """The running row, held, for whoever was let in already. Raises RuleBroken deliberation.over."""
    held = Matter.unscoped.select_for_update(of=("self",)).select_related("area__county", "area__parent", "county")
    row: Matter = held.get(pk=pk)
    if row.state != State.RUNNING:
        raise RuleBroken("deliberation.over")
    return row


def stage_now(row: Matter, code: str, verb: str) -> Stage:
    """The open stage of a code, if it grants a verb. A stage that isn't open can't be named: nothing is jumped over.

    Raises RuleBroken deliberation.not_now.
    """
    there = open_stages(row)
    found = next((stage for stage in there if (not code or stage.code == code) and verb in (*stage.verbs, "")), None)
    if found is None:
        raise RuleBroken("deliberation.not_now", stage="、".join(stage.label for stage in there))
    return found


def turn(actor: Actor, row: Matter, code: str, verb: str = "", permission: str = RUN) -> Stage:
    """The open stage, when it grants `verb` and the actor acts in it. Raises RuleBroken deliberation.not_now, .not_yours."""
    stage = stage_now(row, code, verb)
    place = level_of(row, stage)
    if not may_act(actor, stage, place, permission):
        raise RuleBroken("deliberation.not_yours", level=f"{place.name} · {stage.label}")
    return stage


def begin_steps(row: Matter) -> None:
    """Write down which stages are open now, with the day by which the method wants them done. A stage with `judge` lasts as long
    as judging runs.
    """
    calendar = organizations.calendar_for(county=row.county)
    there = set(Step.unscoped.filter(matter=row, round=row.round).values_list("code", flat=True))
    at = clock.now()
    for stage in open_stages(row):
        runs = rules_of(row).judging.runs if "judge" in stage.verbs else stage.within
        if stage.code not in there:
            Step.unscoped.create(
                county_id=row.county_id, area_id=row.area_id, matter=row, code=stage.code, round=row.round, opened_at=at,
                due_at=calendar.add(at, runs).at if runs else None,
            )  # fmt: skip


def end(row: Matter, verb: str, reason: str = "", into: Matter | None = None) -> None:
    """The matter ends. Raises RuleBroken deliberation.over."""
    there = MATTERS.move(State(row.state), verb)
    if there is None:
        raise RuleBroken("deliberation.over")
    row.state, row.reason, row.merged_into, row.ended_at = there, reason[:300], into, clock.now()
    row.save(update_fields=["state", "reason", "merged_into", "ended_at"])


def said(text: str, most: int = 1000, *, least: int = 2) -> str:
    """Words for everybody: one line, no numbers by which somebody could be found.

    Raises RuleBroken deliberation.words_needed, .number_in_words.
    """
    line = required(text, most, "deliberation.words_needed", least=least)
    if _NUMBER.search(re.sub(r"[\s\-]", "", line)):
        raise RuleBroken("deliberation.number_in_words")
    return line


def check_concerned(person: Any, area: Any, *, verified: bool = False) -> None:
    """Whether somebody lives in an area. Raises RuleBroken deliberation.not_concerned, .not_verified."""
    homes = [stay.area_id for stay in residents.own_homes(person) if stay.ends_on is None]
    paths = [person.area.path, *(one.path for one in territory.areas_by_id(homes))]
    if not any(path.startswith(area.path) for path in paths):
        raise RuleBroken("deliberation.not_concerned")
    if verified and residents.is_pending(person):
        raise RuleBroken("deliberation.not_verified")


def person_by_phone(actor: Actor, name: str, phone: str) -> Any:
    """The one entry that the actor sees with this name and number. Raises RuleBroken deliberation.no_person."""
    found = [one for one in residents.find_by_phone(actor, phone) if one.name == name.strip()]
    if len(found) != 1:
        raise RuleBroken("deliberation.no_person")
    return residents.person_by_id(found[0].pk)
