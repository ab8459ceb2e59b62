"""Statements and what people say to them; the map is drawn in the worker."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.deliberation.models import Matter, OpinionMap, Stance, Statement
from linli.domains.deliberation.rules import opinions
from linli.domains.deliberation.selectors.pinned import rules_of
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.states import STAND_VALUES, Stand, State
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@transaction.atomic
def add_statement(person: Any, *, matter: Matter, words: str) -> Statement:
    """A sentence to agree or disagree with, by somebody who lives there; who it was isn't kept.

    Raises RuleBroken deliberation.not_concerned, .said_already, .words_needed, .number_in_words, .not_now, .over.
    """
    _base.check_concerned(person, matter.area)
    row = _base.hold(matter.pk)
    _base.stage_now(row, "", "state")
    try:
        with transaction.atomic():
            made: Statement = Statement.unscoped.create(
                county_id=row.county_id, area_id=row.area_id, matter=row, words=_base.said(words, 140),
                written_on=clock.today(),
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("deliberation.said_already") from None
    return made


@transaction.atomic
def take_stand(person: Any, *, statement: Statement, stand: str) -> Stance:
    """Agree, disagree or pass; said anew, the newest counts. Raises RuleBroken deliberation.unknown_choice, and as above."""
    if stand not in set(Stand) or statement.hidden:
        raise RuleBroken("deliberation.unknown_choice")
    matter = statement.matter
    _base.check_concerned(person, matter.area)
    with rls.within(matter.county.path):
        row = _base.hold(matter.pk)
        _base.stage_now(row, "", "state")
        made, _ = Stance.unscoped.update_or_create(
            statement=statement, person_id=person.pk,
            defaults={"value": STAND_VALUES[Stand(stand)], "county_id": row.county_id, "area_id": row.area_id},
        )  # fmt: skip
    found: Stance = made
    return found


@_base.changes
def hide_statement(actor: Actor, *, statement: Statement) -> Statement:
    """Taken out by the office: it insults, or names somebody. Raises RuleBroken deliberation.not_now, .not_yours."""
    row = _base.lock(actor, statement.matter)
    _base.turn(actor, row, "", "state")
    held: Statement = Statement.unscoped.select_for_update().get(pk=statement.pk)
    held.hidden = True
    held.save(update_fields=["hidden"])
    return held


@rls.changing_all
def draw_map(matter: Matter) -> OpinionMap | None:
    """Draw the newest map of a matter, in the worker; None, and no map, while too few have spoken."""
    rules = rules_of(matter).opinions
    statements = list(Statement.unscoped.filter(matter=matter, hidden=False).values_list("pk", flat=True))
    said: dict[int, dict[int, int]] = {}
    given = Stance.unscoped.filter(statement__in=statements).order_by()
    for person, statement, value in given.values_list("person", "statement", "value").iterator(chunk_size=5000):
        said.setdefault(person, {})[statement] = value
    found = opinions.draw(
        said, statements, least_people=rules.least_people, least_group=rules.least_group, most_groups=rules.most_groups
    )
    if found is None:
        OpinionMap.unscoped.filter(matter=matter).delete()
        return None
    row, _ = OpinionMap.unscoped.update_or_create(
        matter=matter,
        defaults={
            "county_id": matter.county_id, "area_id": matter.area_id, "drawn_at": clock.now(), "people": found.people,
            "data": found.as_json(),
        },
    )  # fmt: skip
    made: OpinionMap = row
    return made


def draw_all() -> int:
    """Draw the maps of running matters to which somebody has said something; returns how many."""
    with rls.everywhere():
        spoken = Matter.unscoped.filter(state=State.RUNNING, pk__in=Stance.unscoped.values("statement__matter"))
        rows = list(spoken.order_by("pk"))
    return sum(draw_map(row) is not None for row in rows)
