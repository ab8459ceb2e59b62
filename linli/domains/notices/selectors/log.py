"""Messages as the county's centre sees them: what went out, what didn't, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.notices.method import Channel
from linli.domains.notices.models import Message
from linli.domains.notices.states import OCCASIONS, STATES, VIEW, State
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.standings import Tab, tabs_of

#: Messages of one page.


@dataclass(frozen=True, slots=True)
class Log:
    """A page of messages, newest first, the views of the log, and how many were given up."""

    page: Page[Any]
    tabs: tuple[Tab, ...]
    failed: int


@rls.reached(VIEW)
def messages_page(actor: Actor, state: str = "", number: str = "1") -> Log:
    """Texts and mails of the actor's counties: all, or those in a state. What stands on reporters' pages isn't listed."""
    rows = Message.scoped.visible_to(actor).exclude(channel=Channel.SITE).order_by()
    counted = dict(rows.values_list("state").annotate(found=Count("pk")))
    chosen = State(state) if state in list(State) else None
    shown = (rows.filter(state=chosen) if chosen else rows).select_related("recipient").defer("text_sealed")
    page = paged(shown.order_by("-id"), number)
    page.object_list = [_row(one) for one in page.object_list]
    return Log(page, tabs_of(STATES, counted, chosen), counted.get(State.FAILED, 0))


@rls.reached(VIEW)
def message_for(actor: Actor, pk: int) -> Message:
    """One message of the actor's counties; Http404 else."""
    found = Message.scoped.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def counties_for(actor: Actor, permission: str) -> list[Any]:
    """Counties for whose messages the actor holds a permission, in their order."""
    return [one for one in territory.counties() if actor.reaches(permission, one.path)]


def oldest_due_seconds() -> float:
    """How long the oldest message that could go has waited; 0 when none does."""
    with rls.everywhere():
        due = Message.unscoped.filter(state=State.WAITING, next_at__lte=clock.now()).order_by("next_at")
        oldest = due.values_list("next_at", flat=True).first()
    return (clock.now() - oldest).total_seconds() if oldest else 0.0


def _row(one: Message) -> dict[str, Any]:
    return {
        "message": one,
        "to": one.recipient.masked(one.channel),
        "way": gettext(one.way),
        "what": gettext(OCCASIONS[one.occasion]),
        "label": gettext(one.what.label),
        "tone": one.what.tone,
        "reason": gettext(one.reason) if one.reason else "",
        "can_resend": one.state == State.FAILED and one.until is None,
    }
