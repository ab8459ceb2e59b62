"""Papers: minutes that write themselves, and voting papers to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.domains.deliberation.models import Ballot, Meeting
from linli.domains.deliberation.permissions import VIEW
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.selectors.facts import present_at
from linli.domains.deliberation.selectors.pinned import form_of
from linli.domains.deliberation.selectors.running import items_of, seats_of
from linli.domains.deliberation.states import CHOICES
from linli.foundation.privacy.rls import reached
from linli.kernel import clock
from linli.kernel.documents import Paper, Part, Table

if TYPE_CHECKING:
    from linli.domains.deliberation.models import Item
    from linli.kernel.actor import Actor

MOST_SHEETS = 500


@reached(VIEW)
def minutes_of(actor: Actor, meeting: Meeting) -> Paper:
    """The minutes: where, when, who came, each item with its hands and resolution, who confirmed."""
    seats = seats_of(meeting)
    at = meeting.starts_at.astimezone(clock.ZONE)
    head = [
        f"{_('Time')}：{at:%Y-%m-%d %H:%M}",
        f"{_('Place')}：{meeting.where}",
        f"{_('Form')}：{form_of(meeting).label}",
    ]
    came = _("{present} of {entitled} who decide came.").format(present=present_at(meeting), entitled=meeting.entitled)
    rows = [
        (seat.label, seat.name, _("decides") if seat.fixed else _("is heard"), _("came") if seat.came_at else "—")
        for seat in seats
    ]
    table = Table((_("Seat at the table"), _("Name of the person"), _("Part"), _("Attendance")), rows)
    items = [_item(item) for item in items_of(meeting)]
    notes = [Part(_("Notes"), [meeting.minutes])] if meeting.minutes else []
    foot = [f"{_('Chair')}：{meeting.chair or '________'}", f"{_('Confirmed by')}：{meeting.second or '________'}"]
    return Paper(meeting.title, [Part("", head), Part(_("Attendance"), [came], [table]), *items, *notes], foot=foot)


def _item(item: Item) -> Part:
    stage = form_of(item.matter).stage(item.code)
    lines = [item.matter.words]
    if item.agreed is not None:
        hands = _("For {agreed}, against {against}, abstained {abstained}.")
        lines.append(hands.format(agreed=item.agreed, against=item.against, abstained=item.abstained))
    if item.words:
        lines.append(f"{_('Resolved')}：{item.words}")
    return Part(f"{stage.label}：{item.matter.title}", lines)


def sheets_of(ballot: Ballot, count: int) -> Paper:
    """Voting papers, each with a number of its own that isn't kept anywhere until it is typed in."""
    marks = "　　".join(f"□ {_(label)}" for label in CHOICES.values())
    parts = [
        Part(f"{_('Voting paper')} {codes.new_receipt()}", [ballot.question, marks, _("Keep the number: with it you can check that your vote was counted.")])
        for _place in range(max(1, min(count, MOST_SHEETS)))
    ]  # fmt: skip
    return Paper(ballot.question, parts)
