"""What whoever asks for a service does, without an account: asks, says how it was, says that it isn't done, takes it back (Q63)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.domains.guidance import events
from linli.domains.guidance.method import HELP_TEXT, Service
from linli.domains.guidance.models import HelpRequest
from linli.domains.guidance.selectors import centre_near, rules_at
from linli.domains.guidance.services import _base
from linli.domains.guidance.services.help import hold, set_due, tell
from linli.domains.guidance.states import HELP, HELP_LABELS, HELPS, UNENDED
from linli.foundation.audit.services import record
from linli.foundation.people import selectors as people
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.words import N_

_PUBLIC = Actor.public()
_ASKED = N_("Asked for: {title}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says when they ask: `body` is the firm, fleet or unit for which they do, `words` what they need."""

    name: str
    phone: str
    group: str
    body: str = ""
    words: str = ""


@_base.changes_of_one
def ask_for_help(area: Any, code: str, said: Asked, *, agreed: bool) -> tuple[HelpRequest, str]:
    """Ask the centre in charge of `area` for a service of the catalogue. Returns the row and the secret of its link.

    Raises RuleBroken: guidance.not_used, guidance.unknown, guidance.bodies_only, guidance.body_needed, guidance.no_centre, and as
    `_base.left_with_us`.
    """
    rules = rules_at(area)
    if rules is None or rules.centre is None:
        raise RuleBroken("guidance.not_used")
    service, centre = rules.services.get(code), centre_near(area, area.county)
    if service is None:
        raise RuleBroken("guidance.unknown")
    body = _body(rules, service, said)
    if centre is None:
        raise RuleBroken("guidance.no_centre")
    row = HelpRequest(
        county_id=area.county_id, area=area, centre=centre, service=code, title=service.label, group=said.group, body=body,
        words_sealed=crypto.seal(one_line(said.words, 300), purpose=HELP), due_at=_base.due(area.county, rules.terms.give_within),
    )  # fmt: skip
    token = _base.left_with_us(row, text=HELP_TEXT, name=said.name, phone=said.phone, agreed=agreed)
    row.save()
    record(_PUBLIC, events.HelpAsked(row.title), subject=row, county_id=row.county_id)
    tell(row, [one.card_id for one in people.present_in(centre.pk, rules.centre.posts)], _ASKED)
    return row, token


@_base.changes_of_one
def confirm_help(request: HelpRequest, *, mark: int, said: str = "") -> HelpRequest:
    """It was done, and how it was: one to five. Raises RuleBroken guidance.bad_mark, guidance.not_now."""
    row = hold(request.pk)
    if not 1 <= mark <= 5:
        raise RuleBroken("guidance.bad_mark")
    _base.move(HELPS, row, "confirm", HELP_LABELS)
    row.mark, row.said, row.ended_at = mark, one_line(said, 300), clock.now()
    row.save(update_fields=["state", "mark", "said", "ended_at"])
    record(_PUBLIC, events.HelpConfirmed(mark), subject=row, county_id=row.county_id)
    return row


@_base.changes_of_one
def send_back_help(request: HelpRequest, *, reason: str) -> HelpRequest:
    """It isn't done: whoever has it has the service's time once more. Raises RuleBroken guidance.words_needed, guidance.not_now."""
    row = hold(request.pk)
    why = _base.line(reason, 200)
    _base.move(HELPS, row, "send_back", HELP_LABELS)
    row.done_at, row.result, row.sent_back = None, "", row.sent_back + 1
    set_due(row)
    row.save(update_fields=["state", "done_at", "result", "sent_back", "due_at"])
    record(_PUBLIC, events.HelpSentBack(why), subject=row, county_id=row.county_id)
    doers = [row.card_id] if row.card_id else [one.card_id for one in people.holders_of(row.unit_id or row.centre_id)]
    tell(row, doers, N_("Not done yet: {title}"))
    return row


@_base.changes_of_one
def withdraw_help(request: HelpRequest) -> HelpRequest:
    """Taken back: what was said is gone at once. Of what has ended the words go too; twice is once."""
    row = hold(request.pk)
    if row.emptied_at is not None:
        return row
    if row.state in UNENDED:
        label = _base.move(HELPS, row, "withdraw", HELP_LABELS)
        row.ended_at = clock.now()
        row.save(update_fields=["state", "ended_at"])
        record(_PUBLIC, events.HelpEnded(label), subject=row, county_id=row.county_id)
    _base.empty(row, words_sealed=b"", body="", result="", said="")
    return row


def _body(rules: Any, service: Service, said: Asked) -> str:
    """The name of the firm, fleet or unit; "" for people who ask for themselves."""
    group = rules.groups.get(said.group)
    if group is None:
        raise RuleBroken("guidance.unknown")
    if not group.body:
        if service.bodies:
            raise RuleBroken("guidance.bodies_only")
        return ""
    body = one_line(said.body, 80)
    if not body:
        raise RuleBroken("guidance.body_needed")
    return body
