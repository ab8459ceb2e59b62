"""What all changes of alliances share: the reach, locks, who acts, days and words."""

from __future__ import annotations

from datetime import date
from functools import partial

from linli.domains.alliances.models import Alliance, Member
from linli.domains.alliances.selectors.reach import in_county, may_run
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import required
from linli.kernel.states import take

#: One transaction, in which the database shows members of the actor's own county and nothing else.
changes = rls.changing(in_county)

#: The organization as it stands now. Raises RuleBroken alliances.other_county, alliances.unit_ended.
alive = partial(organizations.alive, app="alliances")
#: Take a row's edge. Raises RuleBroken alliances.not_now.
move = partial(take, refusal="alliances.not_now")


def lock(pk: int) -> Alliance:
    """The open alliance, held until the transaction ends, so that changes of its members wait for each other. Raises alliances.closed."""
    held = Alliance.unscoped.select_for_update(of=("self",)).select_related("area__county", "county", "office")
    row: Alliance = held.get(pk=pk)
    if row.closed_on is not None:
        raise RuleBroken("alliances.closed")
    return row


def run(actor: Actor, alliance: Alliance) -> Alliance:
    """The open alliance, held, for its office. Raises OutOfScope, RuleBroken alliances.closed."""
    row = lock(alliance.pk)
    if not may_run(actor, row):
        raise OutOfScope(repr(row))
    return row


def hold_member(pk: int) -> Member:
    """A member with its alliance, the alliance held first."""
    lock(Member.unscoped.values_list("alliance_id", flat=True).get(pk=pk))
    held = Member.unscoped.select_for_update(of=("self",)).select_related(
        "alliance__area", "alliance__county", "organization__area", "card", "county"
    )
    row: Member = held.get(pk=pk)
    return row


def past_day(on: date | None) -> date:
    """A day until today; today where none is said. Raises RuleBroken alliances.future."""
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("alliances.future")
    return day


def line(text: str, most: int) -> str:
    """One line, cut; raises RuleBroken alliances.words_needed."""
    return required(text, most, "alliances.words_needed")
