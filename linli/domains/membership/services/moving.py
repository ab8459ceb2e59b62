"""Transfers: asked by the home organization, answered by the one that takes the member (Q19)."""

from __future__ import annotations

from typing import Any

from linli.domains.membership import events
from linli.domains.membership.models import Membership, Transfer
from linli.domains.membership.selectors.moving import may_act
from linli.domains.membership.services import _base
from linli.domains.membership.services.members import check_body, close
from linli.domains.membership.states import TRANSFERS, TransferState
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line


@_base.changes(_base.CHANGE)
def ask_transfer(actor: Actor, *, membership: Membership, target: Any, reason: str = "") -> Transfer:
    """Ask another organization of the county to take a member.

    Raises RuleBroken: membership.not_a_party_body, membership.body_closed, membership.other_county,
    membership.transfer_to_itself, membership.transfer_running, membership.ended.
    """
    row = _base.lock(actor, membership, _base.CHANGE)
    check_body(target)
    if target.county_id != row.county_id:
        raise RuleBroken("membership.other_county")
    if target.pk == row.organization_id:
        raise RuleBroken("membership.transfer_to_itself")
    _check_none_runs(row)
    made = _new(row, target=target, reason=one_line(reason, 200))
    record(actor, events.TransferAsked(target.name), subject=row, county_id=row.county_id)
    return made


@_base.changes(_base.CHANGE)
def transfer_out(actor: Actor, *, membership: Membership, target_name: str) -> Transfer:
    """A member goes to an organization outside of the county: the membership ends here today."""
    row = _base.lock(actor, membership, _base.CHANGE)
    name = _base.words(target_name, "membership.transfer_where", most=120)
    _check_none_runs(row)
    made = _new(row, target_name=name, state=TransferState.ACCEPTED, answered_at=clock.now())
    close(row, max(clock.today(), row.starts_on))
    record(actor, events.TransferredOut(name), subject=row, county_id=row.county_id)
    return made


@_base.changes(_base.CHANGE)
def accept_transfer(actor: Actor, *, transfer: Transfer) -> Transfer:
    """The receiving organization takes the member: the membership lies there from now on, contacts and check-ins stay."""
    row = _moved(actor, transfer, "target", "accept", "")
    target: Any = row.target
    check_body(target)
    member: Membership = Membership.unscoped.select_for_update(of=("self",)).get(pk=row.membership_id)
    member.organization = target
    if member.local_id == row.target_id and member.registered_on is None:
        member.registered_on = clock.today()
    member.save(update_fields=["organization", "registered_on"])
    return row


@_base.changes(_base.CHANGE)
def refuse_transfer(actor: Actor, *, transfer: Transfer, reason: str) -> Transfer:
    """The receiving organization says no, and why."""
    return _moved(actor, transfer, "target", "refuse", _base.words(reason))


@_base.changes(_base.CHANGE)
def withdraw_transfer(actor: Actor, *, transfer: Transfer) -> Transfer:
    """The home organization takes its question back."""
    return _moved(actor, transfer, "source", "withdraw", "")


def _moved(actor: Actor, transfer: Transfer, end: str, verb: str, reason: str) -> Transfer:
    held = Transfer.unscoped.select_for_update(of=("self",)).select_related("membership", "target", "source")
    row: Transfer = held.get(pk=transfer.pk)
    if not may_act(actor, row, end):
        raise OutOfScope(repr(row))
    state = TRANSFERS.move(TransferState(row.state), verb)
    if state is None:
        raise RuleBroken("membership.transfer_done")
    row.state, row.answered_at, row.reason = state, clock.now(), reason or row.reason
    row.save(update_fields=["state", "answered_at", "reason"])
    record(actor, _happened(row), subject=row.membership, county_id=row.county_id)
    return row


def _happened(row: Transfer) -> Any:
    to = row.target.name if row.target else row.target_name
    if row.state == TransferState.REFUSED:
        return events.TransferRefused(to, row.reason)
    return events.TransferAccepted(to) if row.state == TransferState.ACCEPTED else events.TransferWithdrawn(to)


def _check_none_runs(row: Membership) -> None:
    if Transfer.unscoped.filter(membership=row, state=TransferState.ASKED).exists():
        raise RuleBroken("membership.transfer_running")


def _new(row: Membership, **facts: Any) -> Transfer:
    made: Transfer = Transfer.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, membership=row, source_id=row.organization_id,
        asked_at=clock.now(), **facts,
    )  # fmt: skip
    return made
