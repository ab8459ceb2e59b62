"""Extra rights beside posts: given for a reason, mostly until a day, and never to oneself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from linli.foundation.access import events, selectors
from linli.foundation.access.models import Account, ExtraGrant
from linli.foundation.audit import services as audit
from linli.kernel import clock, policy
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.policy import Reach
from linli.kernel.scoping import keep_in_scope

GRANT = "access.grant"


@transaction.atomic
def grant_role(
    actor: Actor,
    *,
    account: Account,
    role: str,
    area: Any = None,
    organization: Any = None,
    until: date | None = None,
    reason: str,
) -> ExtraGrant:
    """Give a role in an area, or (for roles that reach by it) for an organization.

    The actor must hold `access.grant` at that place and all that guards accounts themselves. Raises RuleBroken:
    access.not_yourself, access.unknown_role, access.needs_area, access.needs_organization, access.until_past, access.has_role;
    OutOfScope.
    """
    _check(actor, account, role, until)
    where = _where(role, area, organization)
    Account.unscoped.select_for_update(of=("self",)).get(pk=account.pk)
    if ExtraGrant.unscoped.filter(account=account, role=role, **where).current(clock.today()).exists():
        raise RuleBroken("access.has_role", username=account.username)
    made = ExtraGrant.unscoped.create(
        account=account,
        role=role,
        **where,
        county_id=where["area"].county_id,
        until=until,
        reason=reason.strip(),
        given_by_id=actor.account_id,
        given_at=clock.now(),
    )
    keep_in_scope(actor, made, GRANT)
    keep_in_scope(actor, account, GRANT)
    _drop_cached(account.pk)
    happened = events.RightsGiven(made.role_label, _name(made), until.isoformat() if until else "—", made.reason)
    audit.record(actor, happened, subject=account, county_id=account.county_id)
    return made


@transaction.atomic
def end_grant(actor: Actor, *, grant: ExtraGrant) -> None:
    """End extra rights now. Raises RuleBroken access.grant_ended, access.not_yourself."""
    row = ExtraGrant.unscoped.select_for_update(of=("self",)).select_related("account", "area").get(pk=grant.pk)
    if actor.account_id == row.account_id:
        raise RuleBroken("access.not_yourself")
    if row.ended_at is not None:
        raise RuleBroken("access.grant_ended")
    keep_in_scope(actor, row, GRANT)
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    _drop_cached(row.account_id)
    happened = events.RightsEnded(row.role_label, _name(row))
    audit.record(actor, happened, subject=row.account, county_id=row.county_id)


def _check(actor: Actor, account: Account, role: str, until: date | None) -> None:
    if actor.account_id == account.pk:
        raise RuleBroken("access.not_yourself")
    if role not in policy.roles():
        raise RuleBroken("access.unknown_role", role=role)
    if not selectors.may_give(actor, role):
        raise OutOfScope(role)
    if until is not None and until < clock.today():
        raise RuleBroken("access.until_past")


def _where(role: str, area: Any, organization: Any) -> dict[str, Any]:
    """Where the grant lies: in the area, or for the organization at its seat."""
    if policy.role(role).reach is Reach.ORGANIZATION:
        if organization is None:
            raise RuleBroken("access.needs_organization")
        return {"area": organization.area, "organization": organization}
    if area is None:
        raise RuleBroken("access.needs_area")
    return {"area": area, "organization": None}


def _drop_cached(account_id: int) -> None:
    Account.unscoped.filter(pk=account_id).update(rights_version=F("rights_version") + 1)


def _name(grant: ExtraGrant) -> str:
    return grant.organization.name if grant.organization else grant.area.name
