"""One line in the readers' log, chained to the one before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from linli.foundation.privacy import registry, rules
from linli.foundation.privacy.models import ChainHead, Look
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

ENTRY, HEAD = "looks", "looks-head"  # purposes of the two marks


def look(
    actor: Actor, *, subject: models.Model, part: str, county_id: int, path: str, reason: str = "", ground: str = ""
) -> Look:
    """Write down that `actor` sees `part` (a registered one) of `subject`, which lies at `path`, inside the caller's transaction.

    `ground` names a delay of the county's method: the person is told later, and that something is told later.
    Raises RuntimeError outside a transaction, KeyError for an unregistered part, `RuleBroken` privacy.unknown_ground and
    privacy.not_yours_to_delay. The county's chain is held until the transaction ends: call it last, and keep it short.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("look() belongs into the transaction that opens what is looked at")
    registry.part_label(part)
    at = clock.now()
    shown_from = _shown_from(actor, county_id, ground, at)
    post = registry.answers.post(actor, path) if registry.answers.post else ""
    return _append(
        county_id, at=at, part=part, subject_kind=subject._meta.label_lower, subject_id=subject.pk, path=path,
        actor_id=actor.account_id, actor_label=actor.label, post=post, reason=reason.strip()[:300], ground=ground,
        shown_from=shown_from,
    )  # fmt: skip


def _append(county_id: int, **entry: Any) -> Look:
    """Number and chain an entry. Whoever comes second waits here, and then reads what the first one wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('linli.looks', %s))", [county_id])
    head = ChainHead.objects.filter(pk=county_id).first() or ChainHead(county_id=county_id, number=0, digest="")
    entry |= {
        "county_id": county_id,
        "number": head.number + 1,
        "previous": head.digest,
        "key_number": crypto.ring().current,
    }
    entry["digest"] = crypto.mark(rules.covered(entry), purpose=ENTRY)
    row = Look.unscoped.create(**entry)
    mark_head(head, row.number, row.digest)
    return row


def mark_head(head: ChainHead, number: int, digest: str) -> None:
    """Move a chain's head and mark it under the current key."""
    head.number, head.digest, head.key_number = number, digest, crypto.ring().current
    head.mark = crypto.mark(rules.head_words(head.county_id, number, digest), purpose=HEAD)
    head.save()


def _shown_from(actor: Actor, county_id: int, ground: str, at: datetime) -> datetime:
    if not ground:
        return at
    assert registry.answers.rules is not None
    delay = registry.answers.rules(county_id).privacy.looks.delays.get(ground)
    if delay is None:
        raise RuleBroken("privacy.unknown_ground", ground=ground)
    if not actor.is_system and not {grant.role for grant in actor.grants} & set(delay.roles):
        raise RuleBroken("privacy.not_yours_to_delay")
    return at + timedelta(days=delay.days)
