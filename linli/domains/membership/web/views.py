"""Members: find, enter, one member, kind, staff card, end, registering, showing up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.membership import selectors, services
from linli.domains.membership.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.people import selectors as staff
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page

VIEW, CHANGE, CONTACT = "membership.view", "membership.change", "membership.contact"
EXPORT = "membership.export"


@requires(VIEW)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Members of one's party organizations and of those who live where they work."""
    actor, rules = request.actor, selectors.rules_for(request.actor)
    lists = [(code, _(label)) for code, label in selectors.LISTS.items()]
    form = forms.FindForm(
        request.GET, kinds=selectors.kind_choices(rules), bodies=selectors.body_choices(actor), lists=lists
    )
    rows = selectors.members_page(actor, rules, number=request.GET.get("page"), **form.wanted())
    may = {"may_change": actor.can(CHANGE), "may_export": actor.can(EXPORT)}
    context = {"form": form, "rows": rows, "rule": rules.contact, **may}
    if rules.couriers:
        context |= {"couriers": rules.couriers, "waiting": selectors.courier_counts(actor).get("waiting", 0)}
    return page(request, "membership/members.html", context, partial="membership/_members.html")


@requires(CHANGE)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """A new member."""
    actor = request.actor
    choices = {
        "organization": selectors.body_choices(actor, CHANGE),
        "kind": selectors.kind_choices(selectors.rules_for(actor)),
        "compound": selectors.compound_choices(actor),
    }

    def act(data: dict[str, Any]) -> str:
        body, place = selectors.body_for(actor, int(data["organization"])), data["compound"]
        row = services.add_member(
            actor, organization=body, person=selectors.find_person(actor, name=data["name"], phone=data["phone"]),
            kind=data["kind"], starts_on=data["starts_on"], admitted_on=data["admitted_on"],
            compound=selectors.compound_in_reach(actor, int(place)) if place else None,
        )  # fmt: skip
        return reverse("membership:member", args=[row.pk])

    return change(request, forms.MemberForm(sent(request), choices=choices), _("Enter a member"), act, back=_list())


@requires(VIEW)
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member."""
    actor, row = request.actor, selectors.member_for(request.actor, pk)
    context = {
        **selectors.facts_of(actor, row),
        "row": row,
        "contacts": selectors.contacts_of(actor, row),
        "signs": selectors.signs_of(actor, row),
    }
    return page(request, "membership/member.html", context)


@requires(CHANGE)
@takes_form
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Another kind of member."""
    row = selectors.member_for(request.actor, pk, to=CHANGE)
    kinds = selectors.kind_choices(selectors.rules_for(request.actor))
    choices: dict[str, forms.Choices] = {"kind": list(kinds)}
    form = forms.KindForm(sent(request), choices=choices, initial={"kind": row.kind})
    return change(
        request, form, _("Kind of member"),
        lambda data: services.change_kind(request.actor, membership=row, kind=data["kind"]),
        back=_one(pk), note=row.person.name,
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of the staff the member is."""
    row = selectors.member_for(request.actor, pk, to=CHANGE)
    form = forms.CardForm(
        sent(request), choices={"card": selectors.card_choices(row)}, initial={"card": row.card_id or ""}
    )

    def act(data: dict[str, Any]) -> None:
        chosen = staff.card_by_id(data["card"]) if data["card"] else None
        services.link_card(request.actor, membership=row, card=chosen)

    return change(request, form, _("Among the staff"), act, back=_one(pk), note=row.person.name)


@requires(CHANGE)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a membership."""
    row = selectors.member_for(request.actor, pk, to=CHANGE)
    return change(
        request, forms.EndForm(sent(request)), _("End the membership"),
        lambda data: services.end_membership(request.actor, membership=row, on=data["on"]),
        back=_list(), note=row.person.name, danger=True,
    )  # fmt: skip


@requires(CONTACT)
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The member registered where they live."""
    row = selectors.member_for(request.actor, pk, to=CONTACT)
    services.register_here(request.actor, membership=row)
    return saved(request, "membership:member", pk)


@requires(CONTACT)
@creates
@takes_form
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The member showed up as one in a compound."""
    actor = request.actor
    row = selectors.member_for(actor, pk, to=CONTACT)
    form = forms.CompoundForm(sent(request), choices={"compound": selectors.compound_choices(actor)})
    return change(
        request, form, _("Showed up as a member"),
        lambda data: services.check_in(
            actor, membership=row, compound=selectors.compound_in_reach(actor, int(data["compound"]))
        ),
        back=_one(pk), note=row.person.name,
    )  # fmt: skip


def _list() -> str:
    return reverse("membership:members")


def _one(pk: int) -> str:
    return reverse("membership:member", args=[pk])
