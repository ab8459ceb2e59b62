"""The pool of rewards and service posts in the office, and the counter of a partner."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.domains.volunteering import selectors, services
from linli.domains.volunteering.permissions import COUNTER, RUN, VIEW
from linli.domains.volunteering.web import forms
from linli.domains.volunteering.web.console import here_of, rules_where_run
from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import attempt, change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page, see_other_url


@requires(VIEW)
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What partners have put into the pool."""
    found, rows = selectors.offers_page(_actor(request), request.GET.get("page"))
    context = {"page": found, "rows": rows, "may_run": _actor(request).can(RUN)}
    return page(request, "volunteering/offers.html", context)


@requires(RUN)
@creates
@takes_form
def add_offer(request: HttpRequest) -> HttpResponse:
    """A partner gives something."""
    actor = _actor(request)
    kinds = forms.labelled(rules_where_run(actor).rewards)
    form = forms.OfferForm(sent(request), partners=selectors.partner_choices(actor), kinds=kinds)

    def act(data: dict[str, Any]) -> None:
        partner = organizations.organization_for(actor, data.pop("organization"))
        services.make_offer(actor, organization=partner, **data)

    return change(request, form, _("New offer"), act, back=reverse("volunteering:offers"))


@requires(RUN)
@creates
@takes_form
def add_stock(request: HttpRequest, pk: int) -> HttpResponse:
    """More pieces of the same."""
    found = selectors.offer_for(_actor(request), pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.add_stock(_actor(request), offer=found, **data)

    return change(
        request,
        forms.StockForm(sent(request)),
        _("More of {title}").format(title=found.title),
        act,
        back=reverse("volunteering:offers"),
    )


@requires(RUN)
@takes_form
def close_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody can ask for it any more."""
    found = selectors.offer_for(_actor(request), pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.close_offer(_actor(request), offer=found, **data)

    title = _("Close {title}").format(title=found.title)
    return change(
        request, forms.ReasonForm(sent(request)), title, act, back=reverse("volunteering:offers"), danger=True
    )


@requires(VIEW)
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Service posts of an area, and how many have taken them."""
    _form, here, _year = here_of(request)
    context = {
        "here": here,
        "rows": selectors.posts_page(_actor(request), here) if here else (),
        "may_run": _actor(request).can(RUN),
    }
    return page(request, "volunteering/posts.html", context)


@requires(RUN)
@creates
@takes_form
def add_post(request: HttpRequest) -> HttpResponse:
    """A new service post."""
    actor = _actor(request)
    form = forms.PostForm(sent(request), areas=selectors.area_choices(actor))

    def act(data: dict[str, Any]) -> None:
        services.make_post(actor, area=territory.area_for(actor, data.pop("area"), to=RUN), **data)

    return change(request, form, _("New service post"), act, back=reverse("volunteering:posts"))


@requires(RUN)
@takes_form
def close_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody takes it any more."""
    found = selectors.post_for(_actor(request), pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.close_post(_actor(request), post=found, **data)

    title = _("Close {title}").format(title=found.title)
    return change(request, forms.ReasonForm(sent(request)), title, act, back=reverse("volunteering:posts"), danger=True)


@requires(COUNTER)
@never_cache
@creates
@takes_form
def counter(request: HttpRequest) -> HttpResponse:
    """Hand a reward out by its code. Without network the code waits on this device and is looked at when it is sent."""
    actor = _actor(request)

    def act(data: dict[str, Any]) -> Any:
        return services.fetch_reward(actor, **data)

    def answer(done: Any) -> HttpResponse:
        return see_other_url(reverse("volunteering:counter") + f"?done={done.pk}")

    rows, wanted = selectors.handed_out(actor), request.GET.get("done", "")
    context = {"rows": rows, "done": next((one for one in rows if str(one.pk) == wanted), None)}
    return attempt(
        request, forms.CounterForm(sent(request)), act, answer, template="volunteering/counter.html", context=context
    )


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
