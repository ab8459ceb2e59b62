"""Whose turn the chair is; joint meetings, what they resolve until it is done, and topics that go into deliberation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from linli.domains.alliances import events, rules
from linli.domains.alliances.method import Kind
from linli.domains.alliances.models import Alliance, Meeting, Member, RaisedTopic, Resolution, Topic, Turn
from linli.domains.alliances.permissions import ACT
from linli.domains.alliances.selectors.reach import may_run, rules_at
from linli.domains.alliances.services import _base
from linli.domains.alliances.states import PROGRESS_LABELS, RESOLUTIONS, Membership
from linli.domains.deliberation import services as deliberation
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line

#: Turns of the chair that are planned at once, at the most.
MOST_TURNS = 24


@_base.changes
def plan_rota(actor: Actor, *, alliance: Alliance, members: Sequence[int], turns: int) -> list[Turn]:
    """Plan the chair for so many turns of the method's length from the present one on, in the order of these members; what was planned
    from there on is planned anew, what is over stays.

    Raises RuleBroken alliances.not_used, .not_a_member; OutOfScope.
    """
    row = _base.run(actor, alliance)
    chair = _kind(row).chair
    if chair is None:
        raise RuleBroken("alliances.not_used")
    sitting = Member.unscoped.filter(
        alliance=row, pk__in=list(members), state=Membership.CONFIRMED, organization__isnull=False
    )
    if not members or sitting.count() != len(set(members)):
        raise RuleBroken("alliances.not_a_member", name="")
    firsts = list(rules.cycles_from(clock.today(), chair.months, min(max(1, turns), MOST_TURNS)))
    Turn.objects.filter(alliance=row, first__gte=firsts[0]).delete()
    planned = [Turn(alliance=row, member_id=member, first=first) for first, member in rules.rota(members, firsts)]
    made = Turn.objects.bulk_create(planned)
    record(actor, events.RotaSet(len(made), firsts[0].isoformat()), subject=row, county_id=row.county_id)
    return made


@_base.changes
def record_meeting(
    actor: Actor, *, alliance: Alliance, topics: Sequence[tuple[str, str]], came: int, on: date | None = None, where: str = "",
    chair: int | None = None,
) -> Meeting:  # fmt: skip
    """Write down a joint meeting that was held, with (kind, words) of its topics (S7); `chair` is the member that led it.

    Raises RuleBroken alliances.by_deliberation, .no_topic, .unknown, .not_a_member, .future, .words_needed, .closed; OutOfScope.
    """
    row = _base.run(actor, alliance)
    if _kind(row).form is not None:
        raise RuleBroken("alliances.by_deliberation")
    if not topics:
        raise RuleBroken("alliances.no_topic")
    known = rules_at(row.area).topics
    if any(kind not in known for kind, _ in topics):
        raise RuleBroken("alliances.unknown")
    if chair is not None and not Member.unscoped.filter(pk=chair, alliance=row, joined_on__isnull=False).exists():
        raise RuleBroken("alliances.not_a_member", name="")
    made: Meeting = Meeting.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, alliance=row, on=_base.past_day(on), where=one_line(where, 80),
        chair_id=chair, came=came, written_by=actor.label[:120], written_at=clock.now(),
    )  # fmt: skip
    Topic.objects.bulk_create(Topic(meeting=made, kind=kind, words=_base.line(words, 200)) for kind, words in topics)
    record(actor, events.Met(made.on.isoformat(), len(topics)), subject=row, county_id=row.county_id)
    return made


@_base.changes
def resolve(actor: Actor, *, meeting: Meeting, words: str, organization: Any, due_on: date) -> Resolution:
    """A meeting resolved something: who is in charge of it, and until when.

    Raises RuleBroken alliances.day_past, .unit_ended, .other_county, .words_needed, .closed; OutOfScope.
    """
    row = _base.run(actor, meeting.alliance)
    if due_on < clock.today():
        raise RuleBroken("alliances.day_past")
    body = _base.alive(row.county_id, organization)
    made: Resolution = Resolution.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, meeting_id=meeting.pk, words=_base.line(words, 200), organization=body,
        due_on=due_on,
    )  # fmt: skip
    record(actor, events.Resolved(due_on.isoformat(), made.words), subject=row, county_id=row.county_id)
    return made


@_base.changes
def settle(actor: Actor, *, resolution: Resolution, outcome: str, result: str) -> Resolution:
    """It is "done", said by the office or the unit in charge, or "dropped" with a reason, by the office alone. Closed alliances' may be
    settled too.

    Raises RuleBroken alliances.not_now, .words_needed; OutOfScope.
    """
    held = Resolution.unscoped.select_for_update(of=("self",)).select_related("meeting__alliance__area", "organization")
    row: Resolution = held.get(pk=resolution.pk)
    alliance = row.meeting.alliance
    in_charge = outcome == "done" and row.organization_id in actor.org_ids(ACT)
    if not (in_charge or may_run(actor, alliance)):
        raise OutOfScope(repr(row))
    row.result, row.ended_on = _base.line(result, 300), clock.today()
    label = _base.move(RESOLUTIONS, row, outcome, PROGRESS_LABELS)
    row.save(update_fields=["state", "result", "ended_on"])
    record(actor, events.ResolutionEnded(label, row.result), subject=alliance, county_id=row.county_id)
    return row


@_base.changes
def raise_topic(actor: Actor, *, alliance: Alliance, kind: str, topic: str, title: str, words: str) -> RaisedTopic:
    """Put a topic of the joint meeting into deliberation, in the form of the alliance's kind (S7); `topic` is one of its catalogue.

    Raises RuleBroken alliances.no_form, .unknown, .closed, and what deliberation refuses; OutOfScope.
    """
    row = _base.run(actor, alliance)
    form = _kind(row).form
    if form is None:
        raise RuleBroken("alliances.no_form")
    if kind not in rules_at(row.area).topics:
        raise RuleBroken("alliances.unknown")
    matter = deliberation.note_proposal(actor, area=row.area, form=form, topic=topic, title=title, words=words)
    made: RaisedTopic = RaisedTopic.objects.create(alliance=row, kind=kind, matter_id=matter.pk)
    record(actor, events.Raised(matter.title), subject=row, county_id=row.county_id)
    return made


def _kind(row: Alliance) -> Kind:
    found = rules_at(row.area).kinds.get(row.kind)
    if found is None:
        raise RuleBroken("alliances.unknown")
    return found
