"""Comments are written, a second person signs, the bulletin is issued and told; a recalled one stays with the reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from linli.domains.bulletins import events
from linli.domains.bulletins.models import Bulletin, Section, Subscription
from linli.domains.bulletins.selectors import is_signer, kinds_of, reads, subscribers_of, writers_of
from linli.domains.bulletins.services import _base
from linli.domains.bulletins.states import SIGN, VIEW, WRITE, State
from linli.domains.notices import services as notices
from linli.foundation.access import selectors as access
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line, required
from linli.kernel.words import N_

#: Characters of a comment.
LONGEST = 2000


@transaction.atomic
def comment_section(actor: Actor, *, section: Section, words: str) -> Section:
    """Write the comment of a section, in paragraphs; "" takes it back. Raises RuleBroken bulletins.not_now; OutOfScope."""
    writer = actor.hand("bulletins.account_needed")
    row = _base.held(actor, section.bulletin_id, WRITE)
    _base.only_in(row, State.DRAFT)
    found: Section = row.sections.get(pk=section.pk)
    found.comment = "\n".join(filter(None, map(one_line, words.splitlines())))[:LONGEST]
    found.commented_by, found.writers = actor.label[:120], sorted({*found.writers, writer})
    found.save(update_fields=["comment", "commented_by", "writers"])
    _base.tell(actor, row, events.Commented(found.label, found.comment))
    return found


@transaction.atomic
def send_bulletin(actor: Actor, *, bulletin: Bulletin) -> Bulletin:
    """Hand a draft in for signature. Raises RuleBroken bulletins.not_now; OutOfScope."""
    row = _base.held(actor, bulletin.pk, WRITE)
    row.sent_by_id, row.sent_by, row.sent_at = actor.hand("bulletins.account_needed"), actor.label[:120], clock.now()
    _base.move(row, "send")
    row.save(update_fields=["state", "sent_by_id", "sent_by", "sent_at"])
    _base.tell(actor, row, events.Sent())
    return row


@transaction.atomic
def give_back(actor: Actor, *, bulletin: Bulletin, words: str) -> Bulletin:
    """Give it back to be changed. Raises RuleBroken bulletins.not_now, bulletins.words_needed; OutOfScope."""
    row = _base.held(actor, bulletin.pk, SIGN)
    _base.move(row, "give_back")
    row.save(update_fields=["state"])
    _base.tell(actor, row, events.GivenBack(required(words, 300, "bulletins.words_needed")))
    return row


@transaction.atomic
def sign_bulletin(actor: Actor, *, bulletin: Bulletin) -> Bulletin:
    """Sign and issue it: from then on it doesn't change, and whoever subscribed is told.

    Raises RuleBroken bulletins.not_now, bulletins.not_signer (none of the method's roles), bulletins.own_words (wrote in it or handed
    it in); OutOfScope.
    """
    row = _base.held(actor, bulletin.pk, SIGN)
    signer = actor.hand("bulletins.account_needed")
    if not is_signer(actor, row):
        raise RuleBroken("bulletins.not_signer")
    if signer in writers_of(row, list(row.sections.all())):
        raise RuleBroken("bulletins.own_words")
    _base.move(row, "sign")
    row.signed_by, row.issued_at = actor.label[:120], clock.now()
    row.save(update_fields=["state", "signed_by", "issued_at"])
    _base.tell(actor, row, events.Issued(row.title))
    _tell_subscribers(row, "issued", N_("Issued: {title}"))
    return row


@transaction.atomic
def recall_bulletin(actor: Actor, *, bulletin: Bulletin, words: str) -> Bulletin:
    """It doesn't hold any more; it stays, with the reason. Raises RuleBroken bulletins.not_now, bulletins.words_needed; OutOfScope."""
    row = _base.held(actor, bulletin.pk, SIGN)
    _base.move(row, "recall")
    row.recalled_why = required(words, 300, "bulletins.words_needed")
    row.recalled_at, row.recalled_by = clock.now(), actor.label[:120]
    row.save(update_fields=["state", "recalled_at", "recalled_by", "recalled_why"])
    _base.tell(actor, row, events.Recalled(row.recalled_why))
    _tell_subscribers(row, "recalled", N_("Recalled: {title}"))
    return row


@transaction.atomic
def subscribe(actor: Actor, *, county: Any, kind: str, wanted: bool) -> None:
    """Hear of a kind, or no longer; said again it changes nothing. Raises RuleBroken bulletins.unknown_kind; OutOfScope."""
    if actor.person_id is None or county.pk != actor.county_id or not actor.can(VIEW):
        raise OutOfScope(repr(county))
    rule = kinds_of(county).get(kind)
    if not wanted:
        Subscription.objects.filter(card_id=actor.person_id, kind=kind).delete()
    elif rule is None or not reads(actor, rule.content.audience):
        raise RuleBroken("bulletins.unknown_kind")
    else:
        Subscription.objects.get_or_create(card_id=actor.person_id, kind=kind)


def _tell_subscribers(row: Bulletin, what: str, text: str) -> None:
    """Only those who may read it today: somebody may have left since. Four statements for each."""
    accounts = access.accounts_of(subscribers_of(row.county, row.kind))
    cards = [card for card, account in accounts.items() if _may_read(row, access.account_by_id(account))]
    notices.tell(
        person_ids=cards, text=text, params={"title": row.title}, url=reverse("bulletins:bulletin", args=[row.pk]),
        key=f"bulletins:{row.pk}:{what}", subject=f"bulletin:{row.pk}",
    )  # fmt: skip


def _may_read(row: Bulletin, account: Any) -> bool:
    reader = access.actor_for(account)
    return reader.county_id == row.county_id and reader.can(VIEW) and reads(reader, row.audience)
