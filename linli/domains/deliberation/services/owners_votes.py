"""A stage that the owners decide: their vote is opened for it, and its count passes or fails the stage."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from linli.domains.deliberation import events
from linli.domains.deliberation.models import Matter
from linli.domains.deliberation.selectors.owners import PURPOSE, compounds_near, key_of, owners_vote, stage_of
from linli.domains.deliberation.selectors.pinned import plan_of
from linli.domains.deliberation.services import _base
from linli.domains.owners import services as owners
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_SYSTEM = Actor.system()


@_base.changes
def ask_owners(actor: Actor, *, matter: Matter, compound: Any, on: str, code: str = "") -> Any:
    """Open the owners' vote of a stage in a compound, for as long as the stage's votes run. `on` is what owners decide by law (a code of the
    section `owners`): it says which threshold holds.

    Raises RuleBroken deliberation.not_for_owners, .other_compound, .vote_there, .not_now, .not_yours, and what `owners.open_vote` refuses
    (unknown matter, no roll); OutOfScope for whoever may not run owners' votes there.
    """
    row = _base.lock(actor, matter)
    stage = _base.turn(actor, row, code, "vote")
    if stage.vote != "owners" or stage.vote_runs is None:
        raise RuleBroken("deliberation.not_for_owners")
    if compound.pk not in {one.pk for one in compounds_near(row)}:
        raise RuleBroken("deliberation.other_compound")
    if owners_vote(row.pk, stage.code) is not None:
        raise RuleBroken("deliberation.vote_there")
    closes = organizations.calendar_for(county=row.county).add(clock.now(), stage.vote_runs).at
    vote = owners.open_vote(
        actor, compound=compound, matter=on, title=row.title, body=row.words, closes_at=closes, purpose=PURPOSE,
        purpose_key=key_of(row.pk, stage.code),
    )  # fmt: skip
    record(actor, events.OwnersAsked(compound.name), subject=row, county_id=row.county_id)
    return vote


def vote_closed(actor: Actor, vote: Any, outcome: Any) -> None:
    """What the owners decided stands in the matter's history, in the transaction that closes the vote. Leaving the stage stays with the office."""
    pk, _ = stage_of(vote.purpose_key)
    row = Matter.unscoped.filter(pk=pk).first()
    if row is not None:
        event = events.OwnersAgreed() if outcome.passed else events.OwnersDisagreed()
        record(actor, event, subject=row, county_id=row.county_id)


def withdraw_left(matter: Matter) -> None:
    """The matter has ended by another track: its owners needn't vote any more."""
    for stage in plan_of(matter):
        if (
            stage.vote == "owners"
            and (vote := owners_vote(matter.pk, stage.code)) is not None
            and vote.closed_at is None
        ):
            owners.withdraw_vote(_SYSTEM, vote=vote, why=gettext("This matter has ended."))
