"""Alliances: the list, one of them, founding and closing, members, trades, and what somebody is asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.alliances import selectors, services
from linli.domains.alliances.permissions import FOUND, RUN, VIEW
from linli.domains.alliances.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, signed_in, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def alliances(request: HttpRequest) -> HttpResponse:
    """Alliances of the county."""
    rules = selectors.county_rules(request.actor)
    form = forms.AlliancesForm(request.GET, kinds=selectors.options(rules.kinds))
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.alliances_page(
        request.actor, kind=data.get("kind", ""), text=data.get("q", ""), past=data.get("past", False),
        number=request.GET.get("page"),
    )  # fmt: skip
    context = {"form": form, "rows": rows, "rules": rules, "may_found": request.actor.can(FOUND) and rules.kinds}
    return page(request, "alliances/alliances.html", context, partial="alliances/_alliances.html")


@requires(FOUND)
@creates
@takes_form
def found(request: HttpRequest) -> HttpResponse:
    """A new alliance."""
    actor = request.actor
    find = forms.FindForm(request.GET)
    words = find.cleaned_data["q"] if find.is_valid() else ""
    form = forms.FoundForm(sent(request), choices=_charters(actor, words))

    def act(data: dict[str, Any]) -> str:
        area, office = selectors.area_in_reach(actor, data["area"]), selectors.unit_in_county(actor, data["office"])
        made = services.found_alliance(
            actor, area=area, kind=data["kind"], name=data["name"], office=office, charter=_charter(actor, data)
        )
        return _one(made.pk)

    return change(request, form, _("Found an alliance"), act, back=reverse("alliances:alliances"), find=find)


def _charters(actor: Any, words: str) -> dict[str, Any]:
    rules, units = selectors.county_rules(actor), selectors.unit_choices(actor)
    return {
        "kind": selectors.options(rules.kinds), "area": selectors.area_choices(actor, words),
        "place_kind": selectors.options(rules.places), "parent": selectors.parent_choices(actor, rules),
        "trade": selectors.options(rules.trades), "in_charge": units, "office": units,
    }  # fmt: skip


def _charter(actor: Any, data: dict[str, Any]) -> services.Charter:
    parent = data.get("parent")
    return services.Charter(
        place_kind=data.get("place_kind", ""), place=data.get("place", ""), trade=data.get("trade", ""),
        in_charge=selectors.unit_in_county(actor, data.get("in_charge")),
        parent=selectors.alliance_for(actor, parent) if parent else None,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def alliance(request: HttpRequest, pk: int) -> HttpResponse:
    """One alliance with its members, its chair, its meetings and what is to be carried out."""
    row = selectors.alliance_for(request.actor, pk)
    return page(request, "alliances/alliance.html", {"row": row, **selectors.alliance_page(request.actor, row)})


@requires(FOUND)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over."""
    row = selectors.alliance_for(request.actor, pk, to=FOUND)
    return change(
        request, forms.ReasonForm(sent(request)), _("Close the alliance"),
        lambda data: services.close_alliance(request.actor, alliance=row, **data), back=_one(pk), note=row.name, danger=True,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a unit or a person to be a member."""
    actor = request.actor
    row = selectors.alliance_for(actor, pk, to=RUN)
    rules = selectors.rules_at(row.area)
    kind = rules.kinds.get(row.kind)
    choices = {
        "organization": selectors.unit_choices(actor), "card": selectors.card_choices(actor),
        "capacity": selectors.options(rules.capacities), "tier": selectors.options(kind.tiers) if kind else [],
    }  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        who = {
            "organization": selectors.unit_in_county(actor, data.pop("organization")),
            "card": selectors.card_in_reach(actor, data.pop("card")),
        }
        services.ask_member(actor, alliance=row, **who, **data)

    return change(
        request, forms.AskForm(sent(request), choices=choices), _("Ask somebody to join"), act, back=_one(pk), note=row.name
    )  # fmt: skip


@signed_in
@takes_form
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for one's unit or oneself; the office writes down what came on paper."""
    row = selectors.member_for(request.actor, pk, to_answer=True)
    note = f"{row.alliance.name} · {row.who}"
    return change(
        request, forms.AnswerForm(sent(request)), _("Answer"),
        lambda data: services.answer(request.actor, member=row, **data) and None, back=reverse("alliances:mine"), note=note,
    )  # fmt: skip


@signed_in
@takes_form
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A membership ends."""
    row = selectors.member_for(request.actor, pk, to_answer=True)
    return change(
        request, forms.ReasonForm(sent(request)), _("Leave the alliance"),
        lambda data: services.leave(request.actor, member=row, **data) and None, back=reverse("alliances:mine"),
        note=f"{row.alliance.name} · {row.who}", danger=True,
    )  # fmt: skip


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one and one's unit are asked, and where they are members."""
    context = {**selectors.mine(request.actor), "may_view": request.actor.can(VIEW)}
    return page(request, "alliances/mine.html", context)


@requires(VIEW)
@require_safe
def trades(request: HttpRequest) -> HttpResponse:
    """Trades and who answers for each."""
    rules = selectors.county_rules(request.actor)
    return page(request, "alliances/trades.html", {"rows": selectors.trades_page(request.actor), "rules": rules})


def _one(pk: int) -> str:
    return reverse("alliances:alliance", args=[pk])
