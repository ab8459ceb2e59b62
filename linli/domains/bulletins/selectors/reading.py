"""Bulletins for those who write, sign and read them, and who subscribed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.bulletins.method import BulletinKind
from linli.domains.bulletins.models import Bulletin, Section, Subscription
from linli.domains.bulletins.states import AUDIENCES, BULLETINS, CYCLES, INTERNAL, SIGN, STATE_LABELS, WRITE, State
from linli.domains.indicators.states import VIEW as FIGURES
from linli.foundation.audit import selectors as audit
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

SIZE = 30


def kinds_of(county: Any) -> Mapping[str, BulletinKind]:
    """Bulletins of a county by the method in force; none where its release is older than the section."""
    rules = territory.rules_of(county)
    found: Mapping[str, BulletinKind] = rules.bulletins.used() if "bulletins" in rules.sections else {}
    return found


def county_of(actor: Actor) -> Any:
    """The county whose bulletins the actor reads; Http404 without one."""
    if actor.county_id is None:
        raise Http404
    return territory.area_by_id(actor.county_id)


def bulletins_page(actor: Actor, *, kind: str = "", state: str = "", number: Any = None) -> Page[Any]:
    """What the actor may read, the newest first."""
    found = Bulletin.scoped.visible_to(actor)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(state=state) if state in set(State) else found
    page = paged(found.order_by("-ends_on", "kind", "-edition"), number, SIZE)
    for row in page:
        row.state_label = gettext(STATE_LABELS[State(row.state)])
    return page


def kinds_for(actor: Actor, county: Any) -> list[dict[str, Any]]:
    """Kinds that the actor may read, each with whether they subscribed."""
    mine = set(Subscription.objects.filter(card_id=actor.person_id).values_list("kind", flat=True))
    return [
        {
            "code": code, "rule": one, "cycle": gettext(CYCLES[one.cycle]), "audience": gettext(AUDIENCES[one.content.audience]),
            "is_mine": code in mine,
        }
        for code, one in kinds_of(county).items()
        if reads(actor, one.content.audience)
    ]  # fmt: skip


def reads(actor: Actor, audience: str) -> bool:
    """Whether bulletins for this audience are for the actor."""
    return audience != "internal" or actor.can(INTERNAL)


def bulletin_for(actor: Actor, pk: int, to: str | None = None) -> Bulletin:
    """The one door to a bulletin: Http404 when hidden, PermissionDenied when it may be read but not `to`."""
    row: Bulletin = door(Bulletin, actor, pk, to, "county")
    return row


def section_for(actor: Actor, pk: int, to: str) -> Section:
    """A section of a bulletin that the actor may `to`; as `bulletin_for`."""
    row: Section | None = Section.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.bulletin = bulletin_for(actor, row.bulletin_id, to)
    return row


def bulletin_page(actor: Actor, row: Bulletin) -> dict[str, Any]:
    """What the page of a bulletin shows beside the row, and which of the next moves are the actor's. How it came about is the business of
    those who write and sign.
    """
    verbs = BULLETINS.verbs(State(row.state))
    writes, signs = actor.reaches(WRITE, row.county.path), actor.reaches(SIGN, row.county.path)
    sections = list(row.sections.all())
    return {
        "row": row,
        "sections": sections,
        "may_open": actor.can(FIGURES),
        **facts_of(row),
        "may_write": writes and "send" in verbs,
        "may_sign": may_sign(actor, row, sections),
        "may_give_back": signs and "give_back" in verbs,
        "may_recall": signs and "recall" in verbs,
        "may_correct": writes and row.state == State.RECALLED and not _is_followed(row),
        "history": audit.timeline(row) if writes or signs else [],
    }


def facts_of(row: Bulletin) -> dict[str, Any]:
    """What is said of a bulletin wherever it is shown: words for its codes, its rule where the method still knows it, and by which
    version its figures are counted.
    """
    return {
        "state_label": gettext(STATE_LABELS[State(row.state)]),
        "audience": gettext(AUDIENCES[row.audience]),
        "rule": kinds_of(row.county).get(row.kind),
        "version": methods.rules_for(row.release_id).version,
        "is_mixed": len(row.versions) > 1,
    }


def may_sign(actor: Actor, row: Bulletin, sections: list[Section]) -> bool:
    """Whether the actor may sign it now: by the method's roles, and without a hand in it."""
    if row.state != State.SENT or not is_signer(actor, row):
        return False
    return actor.account_id is not None and actor.account_id not in writers_of(row, sections)


def is_signer(actor: Actor, row: Bulletin) -> bool:
    """Whether one of the roles that sign it is held for the whole county."""
    return actor.reaches(SIGN, row.county.path) and any(
        one.role in row.signers and one.path == row.county.path for one in actor.grants
    )


def writers_of(row: Bulletin, sections: list[Section]) -> set[int]:
    """Accounts of all who wrote in it or handed it in."""
    return {account for one in sections for account in one.writers} | {row.sent_by_id or 0}


def subscribers_of(county: Any, kind: str) -> list[int]:
    """Cards of whoever subscribed to a kind."""
    return list(Subscription.objects.filter(card__county=county, kind=kind).values_list("card_id", flat=True))


def _is_followed(row: Bulletin) -> bool:
    """Whether there is a bulletin of the period that wasn't recalled."""
    same = Bulletin.unscoped.filter(county_id=row.county_id, kind=row.kind, starts_on=row.starts_on)
    return bool(same.exclude(state=State.RECALLED).exists())
