"""Who is told what in the house: called organizations, those who decide, those who asked, the handler."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from linli.domains.cases.models import Approval, Call, Case
from linli.domains.notices import services as notices
from linli.foundation.access import selectors as access
from linli.foundation.methods import selectors as methods
from linli.foundation.people import selectors as people
from linli.kernel.words import N_

CALLED = N_("{label}: please come and help with {ref} {title}")
ASKED = N_("{who} asks for your decision on {ref} {title}")
GRANTED = N_("Granted: {ref} {title}")
REFUSED = N_("Not granted: {ref} {title}. {words}")
SETTLED = N_("All who were called have reported: {ref} {title} is yours to finish")
RESUMED = N_("The waiting time is over: {ref} {title} goes on")
SUPERVISED = N_("Under supervision from above: {ref} {title}")


def tell(case: Case, cards: Iterable[int | None], text: str, *, key: str, **params: str) -> None:
    """Tell people (StaffCard ids; None is nobody) something about a case, once per `key`.

    `{ref}` and `{title}` of `text` are filled in, with `params` beside them.
    """
    people_told = sorted({card for card in cards if card is not None})
    if people_told:
        notices.tell(
            person_ids=people_told,
            text=text,
            params={"ref": case.ref, "title": case.title, **params},
            url=reverse("cases:go", args=[case.ref]),
            key=f"case:{case.pk}:{key}",
            subject=f"case:{case.pk}",
        )


def tell_handler(case: Case, text: str, *, key: str, **params: str) -> None:
    """Those who have the case; nobody where nobody has it."""
    tell(case, handlers_of(case), text, key=key, **params)


def handlers_of(case: Case) -> list[int]:
    """Staff cards of the person who has the case, or of the people of the organization that has it."""
    if case.handler_id:
        return [case.handler_id]
    return _people_of(case.handler_org_id) if case.handler_org_id else []


def tell_called(case: Case, call: Call) -> None:
    """Everybody who holds a post in a called organization."""
    label = methods.rules_for(case.release_id).cases.whistle.label
    tell(case, _people_of(call.organization_id), CALLED, key=f"call:{call.pk}", label=label)


def tell_approver(case: Case, approval: Approval) -> None:
    """The holders of the post that decides, here or above."""
    cards = [holder.card_id for holder in people.holders_up([approval.post], case.area)]
    tell(case, cards, ASKED, key=f"approval:{approval.pk}", who=approval.asked_by)


def tell_asker(case: Case, approval: Approval) -> None:
    """Whoever asked, if a person did."""
    account = access.account_by_id(approval.asked_by_account) if approval.asked_by_account else None
    if account is not None and account.card_id:
        text = GRANTED if approval.granted else REFUSED
        tell(case, [account.card_id], text, key=f"decided:{approval.pk}", words=approval.words)


def _people_of(organization_id: int) -> list[int]:
    return [present.card_id for present in people.present_in(organization_id)]
