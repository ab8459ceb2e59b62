"""Members as the party organizations concerned may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, OuterRef, Q
from django.http import Http404

from linli.domains.membership import rules as decide
from linli.domains.membership.models import CheckIn, Contact, Membership, Transfer
from linli.domains.membership.selectors._reach import VIEW, Page, in_county, within_county
from linli.domains.membership.selectors.contacts import contact_counts
from linli.domains.membership.states import TransferState
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as staff
from linli.foundation.residents import selectors as residents
from linli.foundation.residents.rules import clean_name
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.domains.membership.method import MembershipRules

CHANGE, CONTACT = "membership.change", "membership.contact"

#: The lists that the members' page offers: code → label.
LISTS = {
    "": N_("All members"),
    "transfer": N_("Should be transferred"),
    "unseen": N_("Not visible here"),
    "short": N_("Too few households"),
}


def rules_for(actor: Actor) -> MembershipRules:
    """The actor's county's rules, asked once a page and handed on; Http404 for actors without a county."""
    if actor.county_id is None:
        raise Http404
    found: MembershipRules = territory.rules_of(territory.area_by_id(actor.county_id)).membership
    return found


@within_county
def members_page(
    actor: Actor,
    rules: MembershipRules,
    *,
    text: str = "",
    kind: str = "",
    body: str = "",
    only: str = "",
    number: Any = 1,
) -> Page[Any]:
    """Open memberships by home organization: `text` is the beginning of a name, `only` one of `LISTS`."""
    found = Membership.scoped.visible_to(actor).filter(ends_on=None)
    if name := clean_name(text):
        found = found.filter(person__name__startswith=name)
    if kind:
        found = found.filter(kind=kind)
    if body.isascii() and body.isdigit() and len(body) < 19:
        found = found.filter(organization=int(body))
    if only:
        found = found.filter(narrowed(actor, rules, only))
    page = paged(_shown(found).order_by("organization__name", "person__name", "pk"), number)
    held = contact_counts([row.pk for row in page.object_list])
    for row in page.object_list:
        row.held, row.kind_label = held.get(row.pk, 0), rules.label_of(row.kind)
    return page


def narrowed(actor: Actor, rules: MembershipRules, only: str) -> Q:
    """The condition of one of `LISTS`; everything for an unknown one."""
    elsewhere = Q(local__isnull=False) & ~Q(local=F("organization"))
    if only == "transfer":
        return elsewhere & Q(kind__in=rules.following())
    if only == "unseen":
        came = CheckIn.unscoped.filter(membership=OuterRef("pk"))
        return elsewhere & Q(registered_on=None) & Q(~Exists(came))
    if only == "short":
        return Q(pk__in=short_of(actor, rules.contact.at_least))
    return Q()


def short_of(actor: Actor, at_least: int) -> Any:
    """Ids of members below the least number of households (Q26, L43), for use in a condition."""
    held = Count("pk", filter=Q(ends_on=None, household__ends_on=None))
    enough = Contact.unscoped.filter(ends_on=None).order_by().values("membership").annotate(held=held)
    kept = enough.filter(held__gte=at_least).values("membership")
    return Membership.scoped.visible_to(actor).filter(ends_on=None).exclude(pk__in=kept).order_by().values("pk")


@within_county
def member_for(actor: Actor, pk: int, to: str | None = None) -> Membership:
    """The one door to a membership: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Membership | None = _shown(Membership.scoped.visible_to(actor).filter(pk=pk)).first()
    if row is None:
        raise Http404
    if to and not may(actor, row, to):
        raise PermissionDenied
    return row


def may(actor: Actor, row: Membership, permission: str) -> bool:
    """Whether the actor holds a permission over a membership."""
    with in_county(actor, permission):
        return bool(Membership.scoped.visible_to(actor, permission).filter(pk=row.pk).exists())


@within_county
def facts_of(actor: Actor, row: Membership) -> dict[str, Any]:
    """What a member's page shows beside the row, which was fetched in scope."""
    checked = CheckIn.unscoped.filter(membership=row).select_related("compound")
    running = Transfer.unscoped.filter(membership=row, state=TransferState.ASKED).select_related("target").first()
    rules = territory.rules_of(row.county).membership
    came = list(checked)
    ends: dict[str, Any] = {"organization": row.organization_id, "local": row.local_id}
    kind = rules.kinds.get(row.kind)
    return {
        "kind": rules.label_of(row.kind),
        "mode": rules.mode_of(row.kind),
        "should_transfer": decide.should_transfer(follows_home=bool(kind and kind.follows_home), **ends),
        "unseen": decide.is_unseen(registered=row.registered_on is not None, checked_in=bool(came), **ends),
        "checkins": came,
        "transfer": running,
        "history": audit.timeline(row),
        "may_change": may(actor, row, CHANGE),
        "may_contact": may(actor, row, CONTACT),
    }


def body_choices(actor: Actor, permission: str = VIEW) -> list[tuple[int, str]]:
    """The party organizations for which the actor holds a permission, with those below them."""
    if actor.county_id is None:
        return []
    mine = {row["pk"] for row in organizations.with_parts(actor.org_ids(permission))}
    county = territory.area_by_id(actor.county_id)
    return [(body.pk, body.name) for body in organizations.party_bodies(county) if body.pk in mine]


def body_for(actor: Actor, pk: int, permission: str = CHANGE) -> Any:
    """One of `body_choices`; Http404 for any other."""
    if pk not in {key for key, _ in body_choices(actor, permission)}:
        raise Http404
    return organizations.organization_by_id(pk)


def kind_choices(rules: MembershipRules) -> list[tuple[str, str]]:
    """(code, label) of the kinds of members."""
    return [(code, kind.label) for code, kind in rules.kinds.items()]


def card_choices(row: Membership, limit: int = 50) -> list[tuple[int, str]]:
    """Staff of the county with the member's name: who this may be."""
    found = staff.cards_named(row.county_id, row.person.name)[:limit]
    return [(card.pk, f"{card.name} · {card.area.name}") for card in found]


def find_person(actor: Actor, *, name: str, phone: str) -> Any:
    """The entry of the register with exactly this name and phone number in the actor's county.

    Who enters a member has no register to leaf through: one must know both. Raises RuleBroken membership.nobody_found,
    membership.several_found.
    """
    wanted = clean_name(name)
    found = residents.find_by_phone(Actor.system(), phone) if wanted and phone.strip() else []
    fitting = [one for one in found if one.name == wanted and one.county_id == actor.county_id]
    if not fitting:
        raise RuleBroken("membership.nobody_found")
    if len(fitting) > 1:
        raise RuleBroken("membership.several_found")
    return fitting[0]


def _shown(found: Any) -> Any:
    return found.select_related("person", "organization", "local", "area", "county", "compound").defer(
        "person__phone_sealed", "person__id_number_sealed", "area__boundary", "county__boundary"
    )
