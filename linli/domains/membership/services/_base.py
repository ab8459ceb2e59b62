"""What all changes of membership share: the transaction within the reach, locks, and questions about days."""

from __future__ import annotations

from datetime import date

from django.db import models

from linli.domains.membership.models import Membership
from linli.domains.membership.selectors import in_county
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required
from linli.kernel.scoping import keep_in_scope

CHANGE, CONTACT = "membership.change", "membership.contact"


def changes(permission: str) -> rls.Around:
    """One transaction, in which the database shows the county of who holds `permission`, and nothing to others."""
    return rls.changing(lambda actor: in_county(actor, permission))


def lock(actor: Actor, membership: Membership, permission: str) -> Membership:
    """The open row, held until the transaction ends. Raises OutOfScope, or RuleBroken membership.ended."""
    keep_in_scope(actor, membership, permission)
    held = Membership.unscoped.select_for_update(of=("self",)).select_related("area", "county", "organization")
    row: Membership = held.get(pk=membership.pk)
    if row.ends_on is not None:
        raise RuleBroken("membership.ended")
    return row


def check(actor: Actor, row: models.Model, permission: str) -> None:
    """Raise OutOfScope unless the actor holds `permission` over the row."""
    keep_in_scope(actor, row, permission)


def day_of(on: date | None, not_before: date | None = None) -> date:
    """`on` or today. Raises RuleBroken membership.day_ahead, membership.ends_before_start."""
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("membership.day_ahead")
    if not_before and day < not_before:
        raise RuleBroken("membership.ends_before_start")
    return day


def words(text: str, code: str = "membership.reason_needed", most: int = 200) -> str:
    """One line of words; raises RuleBroken `code` where there are none."""
    return required(text, most, code)
