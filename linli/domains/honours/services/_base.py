"""What all changes of honours share: the reach, whose side acts, the hand that acted, and words."""

from __future__ import annotations

from functools import partial
from typing import Any

from linli.domains.honours.method import HonoursRules
from linli.domains.honours.models import Call, Nomination
from linli.domains.honours.permissions import RUN
from linli.domains.honours.selectors.reach import in_county, is_side
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import required
from linli.kernel.states import take

#: One transaction, in which the database shows nominations and objections of the actor's own county and nothing else.
changes = rls.changing(in_county)

#: The organization as it stands now. Raises RuleBroken honours.other_county, honours.unit_ended.
alive = partial(organizations.alive, app="honours")
#: Take a row's edge. Raises RuleBroken honours.not_now.
move = partial(take, refusal="honours.not_now")


def rules_of(area: Any) -> HonoursRules:
    """The county's section as it holds now."""
    found: HonoursRules = territory.rules_of(area).honours
    return found


def run_at(actor: Actor, area: Any) -> None:
    """Raises OutOfScope unless the actor runs honours there."""
    if not actor.reaches(RUN, area.path):
        raise OutOfScope(repr(area))


def act_for(actor: Actor, area: Any, organization: Any = None) -> None:
    """Raises OutOfScope unless the actor acts for the unit, or for the office of the place where there is none."""
    if not is_side(actor, area, organization.pk if organization is not None else None):
        raise OutOfScope(repr(organization or area))


def not_about_oneself(actor: Actor, row: Nomination) -> None:
    """Raise RuleBroken honours.about_yourself for oneself and for what one's own organization is, wrote or nominated itself for."""
    own_unit = {row.body_id, row.article.organization_id if row.article else None} - {None}
    if (row.card_id and row.card_id == actor.person_id) or own_unit & actor.organizations:
        raise RuleBroken("honours.about_yourself")


def line(text: str, most: int) -> str:
    """One line, cut; raises RuleBroken honours.words_needed."""
    return required(text, most, "honours.words_needed")


def held_call(pk: int) -> Call:
    """A call, held until the transaction ends: before its nominations, so that nobody waits for each other for ever."""
    row: Call = Call.unscoped.select_for_update(of=("self",)).select_related("area", "county").get(pk=pk)
    return row


def held_nomination(pk: int) -> Nomination:
    """A nomination with its call, both held."""
    call = held_call(Nomination.unscoped.values_list("call", flat=True).get(pk=pk))
    rows = Nomination.unscoped.select_for_update(of=("self",)).select_related("area", "nominator", "article")
    row: Nomination = rows.get(pk=pk)
    row.call = call
    return row
