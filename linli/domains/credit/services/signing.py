"""Signing of one's own will, and taking it back at any time, with effect at once and without a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.credit import events
from linli.domains.credit.models import Entry, Objection, Party, Picture, Signature
from linli.domains.credit.selectors import texts
from linli.domains.credit.selectors.own import open_party
from linli.domains.credit.services import _base
from linli.domains.credit.states import CONTRACT, EntryState, ObjectionState
from linli.engines.ledger import services as ledger
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.domains.credit.selectors.own import Subject
    from linli.kernel.actor import Actor


@_base.own_changes
def sign(actor: Actor, *, subject: Subject, kind: str, code: str, digest: str) -> Signature:
    """Sign the contract of a kind, a special agreement, or a new version of either. `digest` is that of the text that was shown: another
    one by now isn't signed unread. The first contract opens the account.

    Raises RuleBroken credit.not_used, .not_your_kind, .text_changed, .signed_already, .not_signed (an agreement without a contract).
    """
    text = texts.text_for(subject, kind, code)
    if text is None:
        raise RuleBroken("credit.not_your_kind")
    if text.digest != digest:
        raise RuleBroken("credit.text_changed")
    party = _party_for(subject, kind, code)
    now = Signature.unscoped.filter(party=party, code=code, ended_at=None)
    if now.filter(digest=digest).exists():
        raise RuleBroken("credit.signed_already")
    now.update(ended_at=clock.now())
    made: Signature = Signature.unscoped.create(
        county_id=party.county_id, area_id=party.area_id, party=party, code=code, label=text.label, version=text.version,
        text=text.text, digest=text.digest, release_id=text.release_id, by_id=actor.account_id, by=actor.label[:120],
        signed_at=clock.now(),
    )  # fmt: skip
    record(actor, events.Signed(text.label, text.version), subject=party, county_id=party.county_id)
    return made


@_base.own_changes
def withdraw(actor: Actor, *, subject: Subject, code: str = CONTRACT) -> None:
    """Take a signature back. With the contract all ends at once: the account is emptied by an entry and closed, what waits is dropped, and
    what was said about entries goes. Twice is once.
    """
    party = open_party(subject)
    if party is None:
        return
    party = _base.held_party(party.pk)
    found = Signature.unscoped.filter(party=party, code=code, ended_at=None).first()
    if found is None or party.ended_at:
        return
    if code == CONTRACT:
        end_party(actor, party)
    else:
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
    record(actor, events.Withdrawn(found.label), subject=party, county_id=party.county_id)


def end_party(actor: Actor, party: Party) -> None:
    """End all that a held party has, inside the caller's transaction; also for handlers, when a person is erased."""
    now = clock.now()
    Signature.unscoped.filter(party=party, ended_at=None).update(ended_at=now)
    Entry.unscoped.filter(party=party, state=EntryState.WAITING).update(state=EntryState.DROPPED)
    mine = Objection.unscoped.filter(entry__party=party)
    mine.filter(state=ObjectionState.OPEN).update(state=ObjectionState.DROPPED)
    mine.update(words_sealed=b"", answer_sealed=b"", tell_sealed=b"")
    empty_entries(Entry.unscoped.filter(party=party))
    party.ended_at, party.is_honoured = now, False
    party.save(update_fields=["ended_at", "is_honoured"])
    reason = gettext("Contract withdrawn")
    ledger.close_account(actor, account=_base.account_of(party), reason=reason, to=_base.source_of(party))


def empty_entries(rows: Any) -> int:
    """Words and pictures of these entries go; files once it is certain. Returns how many entries there were."""
    pictures = Picture.objects.filter(entry__in=rows)
    paths = list(pictures.values_list("path", flat=True))
    pictures.delete()
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))
    return int(rows.order_by().update(words_sealed=b"", answer_sealed=b"", emptied_at=clock.now()))


@_base.own_changes
def set_honoured(actor: Actor, *, subject: Subject, wanted: bool) -> None:
    """Stand on the public list of thanks, or not any more. Without a contract nothing happens."""
    party = open_party(subject)
    if party is not None:
        Party.unscoped.filter(pk=party.pk, ended_at=None).update(is_honoured=wanted)


def _party_for(subject: Subject, kind: str, code: str) -> Party:
    """The open party, held; a new one with its account for a first contract."""
    party = open_party(subject)
    if party is None and code == CONTRACT:
        return _new_party(subject, kind)
    if party is None:
        raise RuleBroken("credit.not_signed")
    held = _base.held_party(party.pk)
    if held.ended_at:
        raise RuleBroken("credit.not_signed")
    if held.kind != kind:
        raise RuleBroken("credit.not_your_kind")
    return held


def _new_party(subject: Subject, kind: str) -> Party:
    try:
        with transaction.atomic():
            made: Party = Party.unscoped.create(
                county_id=subject.county.pk, area_id=subject.area.pk, kind=kind, person_id=subject.person_id,
                organization_id=subject.organization_id, began_at=clock.now(),
            )  # fmt: skip
    except IntegrityError:  # two tabs at once
        raise RuleBroken("credit.signed_already") from None
    party = _base.held_party(made.pk)
    _base.account_of(party)
    return party
