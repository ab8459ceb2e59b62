"""Signs at members' doors: put up only with the member's own consent, which may be withdrawn at any time (S33)."""

from __future__ import annotations

from linli.domains.membership import events
from linli.domains.membership.models import Membership, Sign
from linli.domains.membership.services import _base
from linli.domains.membership.states import SignKind
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: The text of the method that is agreed to (section `privacy`).
CONSENT = "doorplate"


@_base.changes(_base.CONTACT)
def agree_sign(actor: Actor, *, membership: Membership, kind: SignKind, agreed: bool) -> Sign:
    """The member agreed to a sign, under the present version of the county's text.

    Raises RuleBroken membership.no_consent (not agreed, or the county has no text to agree to), membership.sign_there.
    """
    row = _base.lock(actor, membership, _base.CONTACT)
    text = territory.rules_of(row.county).privacy.consent(CONSENT)
    if not agreed or text is None:
        raise RuleBroken("membership.no_consent")
    if Sign.unscoped.filter(membership=row, kind=kind, withdrawn_at=None).exists():
        raise RuleBroken("membership.sign_there")
    made: Sign = Sign.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, membership=row, kind=kind, consent_version=text.version,
        agreed_at=clock.now(),
    )  # fmt: skip
    record(actor, events.SignAgreed(str(kind), text.version), subject=row, county_id=row.county_id)
    return made


@_base.changes(_base.CONTACT)
def withdraw_sign(actor: Actor, *, sign: Sign) -> Sign:
    """The member doesn't want the sign any more: it is to be taken down. Raises RuleBroken membership.sign_withdrawn.

    The system may call it for a member who says so by themselves.
    """
    row = _held(actor, sign)
    if row.withdrawn_at is not None:
        raise RuleBroken("membership.sign_withdrawn")
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor, events.SignWithdrawn(row.kind), subject=row.membership, county_id=row.county_id)
    return row


@_base.changes(_base.CONTACT)
def take_down_sign(actor: Actor, *, sign: Sign) -> Sign:
    """Nothing hangs at the door any more; where consent wasn't withdrawn before, it is now. Raises membership.sign_up."""
    row = _held(actor, sign)
    if row.taken_down_at is not None:
        raise RuleBroken("membership.sign_up")
    row.taken_down_at = clock.now()
    row.withdrawn_at = row.withdrawn_at or row.taken_down_at
    row.save(update_fields=["withdrawn_at", "taken_down_at"])
    record(actor, events.SignTakenDown(row.kind), subject=row.membership, county_id=row.county_id)
    return row


def _held(actor: Actor, sign: Sign) -> Sign:
    _base.check(actor, sign, _base.CONTACT)
    row: Sign = Sign.unscoped.select_for_update(of=("self",)).select_related("membership").get(pk=sign.pk)
    return row
