"""Monthly items of paired units, and projects of secretaries with their commitments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from linli.domains.cobuilding import events
from linli.domains.cobuilding.models import Commitment, Item, Pairing, Project
from linli.domains.cobuilding.permissions import RUN
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.states import ITEM_LABELS, ITEMS
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def take_item(actor: Actor, *, pairing: Pairing, title: str) -> Item:
    """A paired unit takes on an item of this month, where it is attached (Q36).

    Raises RuleBroken cobuilding.not_used, cobuilding.not_attached (a leader's pairing, or one that ended), cobuilding.unit_ended.
    """
    row: Pairing = Pairing.unscoped.select_related("area__county", "organization", "compound").get(pk=pairing.pk)
    if _base.rules_of(row.area).items is None:
        raise RuleBroken("cobuilding.not_used")
    today = clock.today()
    if row.organization is None or row.starts_on > today or (row.ends_on and row.ends_on < today):
        raise RuleBroken("cobuilding.not_attached")
    body = _base.alive(row.county_id, row.organization)
    if not actor.reaches(RUN, row.area.path):
        _base.act_for(actor, row.area, body)
    made: Item = Item.unscoped.create(
        county_id=row.county_id, area=row.area, compound=row.compound, organization=body, month=today.replace(day=1),
        title=_base.line(title, 80), taken_at=clock.now(),
    )  # fmt: skip
    record(actor, events.ItemTaken(made.title), subject=made, county_id=made.county_id)
    return made


@_base.changes
def finish_item(actor: Actor, *, item: Item, result: str, on: date | None = None) -> Item:
    """It is done, with what came of it. Raises RuleBroken cobuilding.item_done, cobuilding.future, cobuilding.words_needed."""
    row: Item = Item.unscoped.select_for_update(of=("self",)).select_related("area", "organization").get(pk=item.pk)
    if not actor.reaches(RUN, row.area.path):
        _base.act_for(actor, row.area, row.organization)
    _base.move(ITEMS, row, "finish", ITEM_LABELS)
    row.result, row.done_on = _base.line(result, 300), _base.past_day(on)
    row.save(update_fields=["state", "result", "done_on"])
    record(actor, events.ItemDone(row.title), subject=row, county_id=row.county_id)
    return row


@_base.changes
def set_project(actor: Actor, *, area: Any, card: Any, level: str, year: int, title: str) -> Project:
    """A secretary of a level takes on a project in a year (L7). Raises RuleBroken cobuilding.unknown, cobuilding.other_county."""
    _base.place_in(actor, area)
    _base.run_at(actor, area)
    if level not in _base.rules_of(area).projects:
        raise RuleBroken("cobuilding.unknown")
    if card.county_id != area.county_id:
        raise RuleBroken("cobuilding.other_county")
    made: Project = Project.unscoped.create(
        county_id=area.county_id, area=area, card=card, level=level, year=year, title=_base.line(title, 80)
    )
    record(actor, events.ProjectSet(made.title), subject=made, county_id=made.county_id)
    return made


@_base.changes
def add_commitment(actor: Actor, *, project: Project, words: str, due_on: date) -> Commitment:
    """Something that the secretary promises until a day."""
    row = _project(actor, project)
    made: Commitment = Commitment.unscoped.create(
        county_id=row.county_id, area=row.area, project=row, words=_base.line(words, 200), due_on=due_on
    )
    record(actor, events.Promised(made.words), subject=row, county_id=row.county_id)
    return made


@_base.changes
def keep_commitment(actor: Actor, *, commitment: Commitment, result: str, on: date | None = None) -> Commitment:
    """It was kept, with what came of it. Raises RuleBroken cobuilding.kept_already, cobuilding.future, cobuilding.words_needed."""
    row = _project(actor, commitment.project)
    day, words = _base.past_day(on), _base.line(result, 200)
    open_one = Commitment.unscoped.filter(Q(pk=commitment.pk), kept_on=None)
    if not open_one.update(kept_on=day, result=words):
        raise RuleBroken("cobuilding.kept_already")
    record(actor, events.Kept(commitment.words), subject=row, county_id=row.county_id)
    commitment.kept_on, commitment.result = day, words
    return commitment


def _project(actor: Actor, project: Project) -> Project:
    row: Project = Project.unscoped.select_related("area").get(pk=project.pk)
    _base.run_at(actor, row.area)
    return row
