"""Staff as an actor may see them. Every object that a page names comes through here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people.models import Absence, Appointment, StaffCard, current_on
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import door

#: Kinds of areas in which somebody has a desk or a beat.
_WORKPLACES = ("county", "street", "town", "zone", "community", "village", "grid")


def staff_for(actor: Actor, text: str = "") -> QuerySet[StaffCard]:
    """Cards that the actor may see, by name; `text` narrows by a part of the name."""
    rows = StaffCard.scoped.visible_to(actor).filter(left_on=None).select_related("area")
    return rows.filter(name__icontains=text.strip()[:40]) if text.strip() else rows


def staff_card_for(actor: Actor, pk: int, to: str | None = None) -> StaffCard:
    """One card; Http404 when it is hidden, PermissionDenied when it may be seen but not `to` (a permission)."""
    card: StaffCard = _one(StaffCard, actor, pk, to)
    return card


def appointment_for(actor: Actor, pk: int, to: str | None = None) -> Appointment:
    """One appointment, as `staff_card_for`."""
    appointment: Appointment = _one(Appointment, actor, pk, to, "card", "post", "organization")
    return appointment


def absence_for(actor: Actor, pk: int, to: str | None = None) -> Absence:
    """One absence, reached through a card that the actor may see."""
    absence = Absence.objects.select_related("card").filter(pk=pk).first()
    if absence is None:
        raise Http404
    absence.card = staff_card_for(actor, absence.card_id, to)
    return absence


def card_by_id(pk: int) -> StaffCard:
    """One card without scope, for services and jobs; Http404 when there is none."""
    card = StaffCard.unscoped.filter(pk=pk).first()
    if card is None:
        raise Http404
    return card


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by card id, in one statement (none for an empty list)."""
    wanted = {pk for pk in ids if pk is not None}
    return dict(StaffCard.unscoped.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def cards_named(county_id: int, name: str) -> QuerySet[StaffCard]:
    """Cards of a county with exactly this name, without scope: to say which of them somebody is."""
    found = StaffCard.unscoped.filter(county_id=county_id, name=name, left_on=None)
    return found.select_related("area").order_by("pk")


def appointments_of(card: StaffCard) -> list[Appointment]:
    """All appointments of a card, present and past, newest first; posts and places come along."""
    rows = Appointment.unscoped.filter(card=card).select_related("post", "area", "organization")
    return list(rows.order_by("-starts_on", "-id"))


def posts_by_card(cards: Iterable[StaffCard]) -> dict[int, list[Appointment]]:
    """Present appointments of many cards, by card id, in one statement."""
    found: dict[int, list[Appointment]] = {card.pk: [] for card in cards}
    rows = Appointment.unscoped.filter(current_on(clock.today()), card_id__in=found)
    for row in rows.select_related("post", "area", "organization"):
        found[row.card_id].append(row)
    return found


def absences_of(card: StaffCard) -> list[Absence]:
    """Absences that aren't over, and the last few that are."""
    return list(card.absences.select_related("substitute")[:12])


def _one(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    return door(model, actor, pk, to, "area", *related)


def with_posts(cards: list[StaffCard]) -> list[tuple[StaffCard, list[Appointment]]]:
    """Cards of one page with their present posts; one statement more."""
    posts = posts_by_card(cards)
    return [(card, posts[card.pk]) for card in cards]


def facts_of(card: StaffCard) -> dict[str, Any]:
    """What a card's page shows beside the card, which was fetched in scope."""
    return {
        "appointments": appointments_of(card),
        "absences": absences_of(card),
        "history": audit.timeline(card),
        "today": clock.today(),
    }


def may_change(actor: Actor, card: StaffCard) -> bool:
    """Whether the actor may appoint this person and record absences."""
    return bool(StaffCard.scoped.visible_to(actor, "people.change").filter(pk=card.pk).exists())


def area_choices(actor: Actor) -> list[tuple[int, str]]:
    """Where a new card may be kept: areas down to the grid in which the actor may change people."""
    areas = territory.areas_for(actor, kinds=_WORKPLACES, permission="people.change")
    return [(area.pk, "\u3000" * area.depth + area.name) for area in areas.order_by("path")]


def area_for_staff(actor: Actor, pk: int) -> Any:
    """One of `area_choices`; Http404 for any other."""
    area = territory.areas_for(actor, permission="people.change").filter(pk=pk).first()
    if area is None:
        raise Http404
    return area


def card_choices(actor: Actor, other_than: StaffCard, limit: int = 500) -> list[tuple[int, str]]:
    """Who may stand in for somebody: the rest of the staff that the actor sees."""
    cards = staff_for(actor).exclude(pk=other_than.pk)[:limit]
    return [(card.pk, f"{card.name} · {card.area.name}") for card in cards]


def post_choices(actor: Actor, limit: int = 500) -> list[tuple[int, str]]:
    """Posts with a free seat where the actor may appoint."""
    return [
        (post.pk, f"{post.title} · {post.area.name}")
        for post in organizations.vacancies(actor)[:limit]
        if actor.reaches("people.change", post.area.path)
    ]


def post_for_staff(actor: Actor, pk: int) -> Any:
    """One post that the actor may see; whether they may fill it is the service's to say."""
    return organizations.post_for(actor, pk)
