"""Ballots: by owners on their phones, and on paper, typed by two people who don't see what the other typed."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from typing import Any

from linli.domains.owners import events
from linli.domains.owners.models import Ballot, Ownership, PaperEntry, Vote, Voter
from linli.domains.owners.services import _base
from linli.domains.owners.states import PROXY, RUN, Channel, Choice, State
from linli.foundation.privacy import services as privacy
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto, pictures
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line


@dataclass(frozen=True, slots=True)
class Document:
    """A proxy's document: words, and a JPEG picture in base64."""

    words: str
    picture: str


@_base.changes
def cast_ballot(*, person: Any, vote: Vote, unit: Any, choice: str) -> Ballot:
    """An owner who proved a phone says something for a unit. Again before the end: the new one counts, the old one stays in history.

    Raises RuleBroken owners.vote_over, owners.not_owner, owners.not_on_roll, owners.bad_choice.
    """
    row = _open_vote(vote)
    if not Ownership.unscoped.filter(unit=unit, person=person, ended_at=None).exists():
        raise RuleBroken("owners.not_owner")
    return _added(row, _voter(row, unit), _choice(choice), Channel.PHONE, b"")


@_base.changes
def enter_paper_ballot(
    actor: Actor, *, vote: Vote, unit: Any, choice: str, proxy_words: str = "", proxy_picture: bytes = b""
) -> Ballot | None:
    """Type a paper ballot of a unit. The ballot is made (and returned) when somebody else typed the same; until then None. Typing again
    replaces one's own. A proxy's ballot needs words and a picture of the document; both are sealed.

    Raises RuleBroken owners.vote_over, owners.not_on_roll, owners.bad_choice, owners.no_account, owners.proxy_words; OutOfScope.
    """
    row = _base.lock_vote(vote)
    _base.allow(actor, row, RUN)
    if actor.account_id is None:
        raise RuleBroken("owners.no_account")
    voter, said = _voter(row, unit), _choice(choice)
    waiting = PaperEntry.unscoped.filter(voter=voter, settled_at=None).order_by("id")
    _check_in_time(row, has_entry=waiting.exists())
    waiting.filter(by_id=actor.account_id).update(settled_at=clock.now())
    other = waiting.exclude(by_id=actor.account_id).first()
    made = PaperEntry.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, voter=voter, choice=said, by=actor.label[:120],
        by_id=actor.account_id, at=clock.now(), proxy_sealed=_sealed(row, proxy_words, proxy_picture),
    )  # fmt: skip
    _base.tell(actor, events.PaperTyped(voter.label), row)
    if other is None or other.choice != said:
        return None
    waiting.update(settled_at=clock.now())
    return _added(row, voter, said, Channel.PAPER, bytes(made.proxy_sealed) or bytes(other.proxy_sealed))


@_base.changes
def look_at_proxy(actor: Actor, *, ballot: Ballot, reason: str) -> Document:
    """A proxy's document in clear, for a reason; the look is written down. Raises RuleBroken owners.words_needed, owners.no_proxy; OutOfScope."""
    _base.allow(actor, ballot, RUN)
    why = _base.said(reason, 200)
    if not bytes(ballot.proxy_sealed):
        raise RuleBroken("owners.no_proxy")
    told = json.loads(crypto.unseal(bytes(ballot.proxy_sealed), purpose=PROXY))
    privacy.look(actor, subject=ballot, part=PROXY, county_id=ballot.county_id, path=ballot.area.path, reason=why)
    return Document(told["words"], told["picture"])


def _open_vote(vote: Vote) -> Vote:
    row = _base.lock_vote(vote)
    if row.state != State.OPEN or clock.now() >= row.closes_at:
        raise RuleBroken("owners.vote_over")
    return row


def _check_in_time(vote: Vote, *, has_entry: bool) -> None:
    """Paper is typed until the deadline; what was begun by then may be settled until the vote is counted."""
    if vote.state != State.OPEN or (clock.now() >= vote.closes_at and not has_entry):
        raise RuleBroken("owners.vote_over")


def _voter(vote: Vote, unit: Any) -> Voter:
    found = Voter.objects.filter(vote=vote, unit=unit).first()
    if found is None:
        raise RuleBroken("owners.not_on_roll")
    return found


def _choice(choice: str) -> Choice:
    try:
        return Choice(choice)
    except ValueError:
        raise RuleBroken("owners.bad_choice") from None


def _added(vote: Vote, voter: Voter, choice: Choice, channel: Channel, proxy: bytes) -> Ballot:
    """The vote's row is held, so that numbers follow one another."""
    made: Ballot = Ballot.unscoped.create(
        county_id=vote.county_id, area_id=vote.area_id, voter=voter, choice=choice, channel=channel, at=clock.now(),
        number=Ballot.unscoped.filter(voter=voter).count() + 1, receipt=secrets.token_hex(6).upper(), proxy_sealed=proxy,
    )  # fmt: skip
    return made


def _sealed(vote: Vote, words: str, picture: bytes) -> bytes:
    plain = one_line(words, 300)
    if not plain and not picture:
        return b""
    if not (plain and picture):
        raise RuleBroken("owners.proxy_words")
    clean = pictures.clean(picture, territory.rules_of(vote.area).cases.limits)
    told = {"words": plain, "picture": base64.b64encode(clean.data).decode()}
    return crypto.seal(json.dumps(told, ensure_ascii=False), purpose=PROXY)
