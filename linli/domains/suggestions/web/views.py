"""Pages of suggestions: beside a case, while registering, hot issues, and what it all rests on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import selectors as cases
from linli.domains.suggestions import selectors, services
from linli.domains.suggestions.permissions import HOT, LEARN
from linli.domains.suggestions.web.forms import ChoiceForm
from linli.domains.suggestions.web.reading import written
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.web import page, see_other


@requires("cases.open")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """While somebody registers a case: categories and likely twins. Nothing is kept."""
    return page(request, "suggestions/_written.html", {"panel": written(_actor(request), request.POST)})


@requires("cases.view")
@require_safe
def beside(request: HttpRequest, ref: str) -> HttpResponse:
    """What past cases say about one: its category, and open ones that may be the same."""
    actor = _actor(request)
    case = cases.case_for(actor, ref)
    context = {"case": case, "found": selectors.beside(actor, case)}
    return page(request, "suggestions/beside.html", context, partial="suggestions/_beside.html")


@requires("cases.dispatch")
@require_POST
def choose(request: HttpRequest, ref: str) -> HttpResponse:
    """Put a case under the category that was chosen."""
    actor, form = _actor(request), ChoiceForm(request.POST)
    case = cases.case_for(actor, ref, to="cases.dispatch")
    if not form.is_valid():
        messages.error(request, _("Please choose a category."))
        return see_other("cases:detail", case.ref)
    chosen = form.cleaned_data
    try:
        services.choose_category(actor, case=case, key=chosen["category"], suggested=chosen["suggested"].split()[:3])
    except RuleBroken as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The category is set."))
    return see_other("cases:detail", case.ref)


@requires(HOT)
@require_safe
def hot(request: HttpRequest) -> HttpResponse:
    """Issues that come up more often this week than before."""
    return page(request, "suggestions/hot.html", {"found": selectors.hot_page(_actor(request))})


@requires(LEARN)
@require_safe
def lesson(request: HttpRequest) -> HttpResponse:
    """What suggestions rest on, and how often they are taken up."""
    return page(request, "suggestions/lesson.html", {"found": selectors.lesson_page(_actor(request))})


@requires(LEARN)
@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    """Have it learned anew, by the worker."""
    services.ask_to_learn(_actor(request))
    messages.success(request, _("It is learned in the background; the page shows it when it is done."))
    return see_other("suggestions:lesson")


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
