"""Lines in the readers' log, each chained to the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from linli.foundation.privacy import registry, rules
from linli.foundation.privacy.models import ChainHead, Look
from linli.foundation.privacy.services.chain import LOOKS
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


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


@dataclass(frozen=True, slots=True)
class Seen:
    """One part of one subject that is seen among many: the subject's id and path, and the part."""

    subject_id: int
    path: str
    part: str


def look_at_many(
    actor: Actor, *, kind: type[models.Model], seen: Iterable[Seen], county_id: int, path: str, reason: str = ""
) -> int:
    """Write down that `actor` sees parts of many subjects of one kind (a list that leaves the house): an entry for each, in the
    county's chain, as `look` does for one. `path` is the place in whose post the actor asked. Returns how many. Raises as `look`;
    nothing is put off.

    A thousand entries take some 50 ms, during which nobody else's look in the county is written: come with a few thousand at most.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("look_at_many() belongs into the transaction that opens what is looked at")
    at, post = clock.now(), registry.answers.post(actor, path) if registry.answers.post else ""
    head, rows = LOOKS.held_head(county_id), []
    for one in seen:
        registry.part_label(one.part)
        rows.append(_chained(
            head, at=at, part=one.part, subject_kind=kind._meta.label_lower, subject_id=one.subject_id, path=one.path,
            actor_id=actor.account_id, actor_label=actor.label, post=post, reason=reason.strip()[:300],
            ground="", shown_from=at,
        ))  # fmt: skip
    if rows:
        Look.unscoped.bulk_create(rows, batch_size=1000)
        LOOKS.move(head, rows[-1].number, rows[-1].digest)
    return len(rows)


def _append(county_id: int, **entry: Any) -> Look:
    """Number and chain an entry."""
    head = LOOKS.held_head(county_id)
    row = _chained(head, **entry)
    row.save(force_insert=True)
    LOOKS.move(head, row.number, row.digest)
    return row


def _chained(head: ChainHead, **entry: Any) -> Look:
    """An entry that follows the head, which moves on to it (not yet saved, nor marked)."""
    entry |= {
        "county_id": head.county_id, "number": head.number + 1, "previous": head.digest,
        "key_number": crypto.ring().current,
    }  # fmt: skip
    entry["digest"] = LOOKS.digest(rules.covered(entry))
    head.number, head.digest = entry["number"], entry["digest"]
    return Look(**entry)


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
