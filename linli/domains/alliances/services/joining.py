"""Members are asked, answer for themselves, and leave."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.alliances import events
from linli.domains.alliances.models import Alliance, Member, Turn
from linli.domains.alliances.selectors.reach import is_own, may_run, rules_at
from linli.domains.alliances.services import _base
from linli.domains.alliances.states import MEMBERSHIP_LABELS, MEMBERSHIPS, SITTING
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line


@_base.changes
def ask_member(
    actor: Actor, *, alliance: Alliance, capacity: str, organization: Any = None, card: Any = None, tier: str = ""
) -> Member:
    """The alliance's office asks a unit or a person to be a member in a capacity (S6), in a tier where the kind has tiers (L46).

    Raises RuleBroken: alliances.unknown, .one_member, .wrong_capacity, .tier_needed, .tier_full, .member_already, .unit_ended,
    .other_county, .closed; OutOfScope. Of two who ask at once for the last place of a tier one gets it.
    """
    row = _base.run(actor, alliance)
    rules = rules_at(row.area)
    wanted = rules.capacities.get(capacity)
    if wanted is None:
        raise RuleBroken("alliances.unknown")
    who = _whom(row.county_id, organization, card)
    if ("card" in who) != (wanted.of == "person"):
        raise RuleBroken("alliances.wrong_capacity")
    _check_tier(row, tier)
    made = Member(
        county_id=row.county_id, area_id=row.area_id, alliance=row, capacity=capacity, tier=tier, asked_at=clock.now(), **who
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if "alliances_member_once" not in str(error):
            raise
        raise RuleBroken("alliances.member_already", name=made.who) from None
    record(actor, events.Asked(wanted.label), subject=made, county_id=made.county_id)
    return made


@_base.changes
def answer(actor: Actor, *, member: Member, accepts: bool, words: str = "") -> Member:
    """The unit or person joins or declines. The office may write down an answer that came on paper; then it says how it came.

    Raises RuleBroken alliances.not_now, .unit_ended, .closed, .words_needed (the office's, or why it declines); OutOfScope.
    """
    row = _base.hold_member(member.pk)
    own = is_own(actor, row)
    if not (own or may_run(actor, row.alliance)):
        raise OutOfScope(repr(row))
    if accepts and row.organization is not None:
        _base.alive(row.county_id, row.organization)
    row.reason = one_line(words, 200) if own and accepts else _base.line(words, 200)
    row.answered_at = clock.now()
    row.joined_on = clock.today() if accepts else None
    return _moved(actor, row, "confirm" if accepts else "decline", "answered_at", "joined_on")


@_base.changes
def leave(actor: Actor, *, member: Member, reason: str) -> Member:
    """A membership ends, by the member's own will or the office's; turns of the chair that haven't begun fall away.

    Raises RuleBroken alliances.not_now, .words_needed, .closed; OutOfScope.
    """
    row = _base.hold_member(member.pk)
    if not (is_own(actor, row) or may_run(actor, row.alliance)):
        raise OutOfScope(repr(row))
    row.reason, row.left_on, row.answered_at = _base.line(reason, 200), clock.today(), clock.now()
    moved = _moved(actor, row, "leave", "left_on", "answered_at")
    Turn.objects.filter(member=row, first__gt=clock.today()).delete()
    return moved


def _moved(actor: Actor, row: Member, verb: str, *columns: str) -> Member:
    label = _base.move(MEMBERSHIPS, row, verb, MEMBERSHIP_LABELS)
    row.save(update_fields=["state", "reason", *columns])
    record(actor, events.MemberMoved(label, row.reason), subject=row, county_id=row.county_id)
    return row


def _whom(county_id: int, organization: Any, card: Any) -> dict[str, Any]:
    if (organization is None) == (card is None):
        raise RuleBroken("alliances.one_member")
    if organization is not None:
        return {"organization": _base.alive(county_id, organization)}
    if card.county_id != county_id:
        raise RuleBroken("alliances.other_county")
    return {"card": card}


def _check_tier(row: Alliance, tier: str) -> None:
    """The alliance is held, so nobody takes the last place in between."""
    kind = rules_at(row.area).kinds.get(row.kind)
    tiers = kind.tiers if kind else {}
    if not tiers and not tier:
        return
    if tier not in tiers:
        raise RuleBroken("alliances.tier_needed")
    most = tiers[tier].count
    if most is not None and Member.unscoped.filter(alliance=row, tier=tier, state__in=SITTING).count() >= most:
        raise RuleBroken("alliances.tier_full", most=most)
