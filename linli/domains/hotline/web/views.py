"""The office's pages of hotline orders: the list with cards, one order, and what is asked of the hotline."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.hotline import selectors, services
from linli.domains.hotline.selectors import Filters
from linli.domains.hotline.states import ASK, VIEW, AskKind
from linli.domains.hotline.web.forms import AskForm, FindForm
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Orders of one's cases, by their time."""
    form = FindForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    filters = Filters(given.get("show", ""), given.get("q", ""))
    context = {
        "form": form,
        "rows": selectors.orders_page(_actor(request), filters, request.GET.get("page", 1)),
        "counts": selectors.counts_for(_actor(request)),
    }
    return page(request, "hotline/orders.html", context, partial="hotline/_orders.html")


@requires(VIEW)
@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order: what came in, how it stands for the hotline, what was asked of it."""
    found = selectors.order_for(_actor(request), pk)
    may_ask = _actor(request).can(ASK) and found.worked.is_open
    return page(request, "hotline/order.html", {"one": selectors.order_page(found), "may_ask": may_ask})


@requires(ASK)
@takes_form
def more_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the hotline for more time."""
    return _ask(request, pk, AskKind.EXTENSION, _("Ask the hotline for more time"))


@requires(ASK)
@takes_form
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an order back that is nobody's here."""
    return _ask(request, pk, AskKind.RETURN, _("Give the order back to the hotline"))


def _ask(request: HttpRequest, pk: int, kind: AskKind, title: str) -> HttpResponse:
    found = selectors.order_for(_actor(request), pk)

    def act(given: dict[str, Any]) -> None:
        services.ask_hotline(_actor(request), order=found, kind=kind, reason=given["reason"])

    return change(request, AskForm(sent(request)), title, act, back=reverse("hotline:order", args=[pk]))


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
