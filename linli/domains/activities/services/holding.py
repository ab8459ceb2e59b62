"""What was planned is begun (a project) and held: what was done for each item, how many came, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from linli.domains.activities import events, rules
from linli.domains.activities.models import Activity, Item, Picture
from linli.domains.activities.selectors import items_of, programme_of
from linli.domains.activities.services import _base
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.pictures import clean_all, store

#: More people than live in a county's largest community: a number beyond it was mistyped.
MOST_CAME = 100_000


@transaction.atomic
def begin_project(actor: Actor, *, activity: Activity) -> Activity:
    """Work on a project begins today. Raises RuleBroken activities.no_project, .not_now; OutOfScope."""
    row = _base.held_row(actor, activity)
    if not programme_of(row).is_project:
        raise RuleBroken("activities.no_project")
    _base.move(row, "begin")
    row.begun_on = clock.today()
    row.save(update_fields=["state", "begun_on"])
    record(actor, events.Begun(row.begun_on.isoformat()), subject=row, county_id=row.county_id)
    return row


@transaction.atomic
def hold_activity(
    actor: Actor, *, activity: Activity, done: Mapping[int, str], came: int, on: date | None = None,
    photos: Sequence[bytes] = (),
) -> Activity:  # fmt: skip
    """Write down that it was held (a project: done) on a day of its period; it stands then and is changed no more.

    `done` says by item what was done: every fixed item needs words, an own one may have been left out. `came` counts people, one at
    least. `on` is the planned day where none is said (today if that lies ahead); `photos` are the sent bytes.
    Raises RuleBroken activities.not_that_day, .item_missing, .nobody_came, .not_now and what `kernel.pictures` refuses; OutOfScope.
    """
    row = _base.held_row(actor, activity)
    _base.move(row, "hold")
    row.held_on = _day(row, on)
    if not 1 <= came <= MOST_CAME:
        raise RuleBroken("activities.nobody_came", most=MOST_CAME)
    row.came, row.written_at, row.written_by = came, clock.now(), actor.label[:120]
    _write_done(row, done)
    kept = clean_all(photos, territory.rules_of(row.area).cases.limits)
    row.save(update_fields=["state", "held_on", "came", "written_at", "written_by"])
    for number, picture in enumerate(kept, start=1):
        path = store("activities", f"{row.pk}-{number}", picture)
        Picture.unscoped.create(county_id=row.county_id, area=row.area, activity=row, path=path, sha256=picture.sha256)
    record(actor, events.Held(row.held_on.isoformat(), came), subject=row, county_id=row.county_id)
    return row


def _day(row: Activity, on: date | None) -> date:
    """A day of the row's period until today."""
    period = rules.period_of(row.period_on, programme_of(row).months)
    day = on or min(row.on, clock.today())
    if not period.first <= day <= min(period.last, clock.today()):
        raise RuleBroken("activities.not_that_day", first=period.first.isoformat(), last=period.last.isoformat())
    return day


def _write_done(row: Activity, done: Mapping[int, str]) -> None:
    items = items_of(row)
    for item in items:
        item.done = one_line(done.get(item.pk, ""), 300)
    fixed = [item for item in items if item.code]
    if missing := rules.undone([item.label for item in fixed], [item.done for item in fixed]):
        raise RuleBroken("activities.item_missing", items="、".join(missing))
    Item.objects.bulk_update(items, ["done"])
