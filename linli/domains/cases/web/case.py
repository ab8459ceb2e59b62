"""A case as the offices see it: on the screen, and on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.domains.cases.web.verbs import VERBS
from linli.foundation.access import selectors as access
from linli.kernel.forms import change, sent
from linli.kernel.panels import panels_for
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page, see_other

AUDIENCES = ("public", "internal", "audit")


@requires("cases.view")
@require_safe
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about a case, and what the reader may do with it."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by access' middleware
    found = selectors.case_for(actor, ref)
    may = selectors.actions_for(actor, found)
    shown = selectors.case_page(actor, found)
    who = request.GET.get("who", "")
    context = {
        "case": shown,
        "may": may,
        "first": [verb for verb in VERBS if verb.group == "first" and verb.code in may],
        "more": [verb for verb in VERBS if verb.group == "more" and verb.code in may],
        "audiences": audiences(shown.timeline, who),
        "timeline": [line for line in shown.timeline if who not in AUDIENCES or line.audience == who],
        "running": [one for one in shown.clocks if not one.left],
        "over": [one for one in shown.clocks if one.left],
        "open_approvals": [one for one in shown.approvals if one.granted is None],
        "say": fields.SayForm(),
        "may_say": shown.direct_line is not None and actor.reaches("cases.dispatch", found.area.path),
        "panels": panels_for("cases.case", actor, found),
        "crumbs": [{"label": _("Queue"), "url": reverse("cases:queue")}, {"label": shown.ref}],
    }
    return page(request, "cases/detail.html", context)


@requires("cases.dispatch")
@takes_form
def speaks_as(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Whom a reporter speaks as: the desk makes a claim sure, or takes it away."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by access' middleware
    found = selectors.case_for(actor, ref, to="cases.dispatch")
    reporter, rules = selectors.reporter_of(found, pk), selectors.rules_of(found)
    if rules.direct_line is None:
        raise Http404
    form = fields.SpeaksForm(sent(request), rules=rules, initial={"kind": reporter.kind})
    return change(
        request, form, rules.direct_line.label,
        lambda data: services.set_reporter_kind(actor, case=found, reporter=reporter, kind=data["kind"]),
        back=reverse("cases:detail", args=[ref]), note=found.title,
    )  # fmt: skip


@requires("cases.view")
@require_safe
def go(request: HttpRequest, ref: str) -> HttpResponse:
    """Off to the case, where the reader works: in the field or in an office. Says nothing about whether there is one."""
    in_field = access.home_for(request.actor) == reverse("web:field-home")  # type: ignore[attr-defined]  # set by access
    return see_other("cases:field-case" if in_field else "cases:detail", ref)


@requires("cases.view")
@require_safe
def printed(request: HttpRequest, ref: str) -> HttpResponse:
    """The case on paper: facts, route, clocks and what happened, without the looks at numbers."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by access' middleware
    shown = selectors.case_page(actor, selectors.case_for(actor, ref))
    lines = [line for line in shown.timeline if line.audience != "audit"]
    return page(request, "cases/print.html", {"case": shown, "timeline": lines})


def audiences(lines: list[Any], who: str) -> list[dict[str, Any]]:
    """Tabs of the history: for whom a line is, and how many there are."""
    labels = {"public": _("The resident can read"), "internal": _("Internal"), "audit": _("Looks")}
    counts = {code: sum(line.audience == code for line in lines) for code in labels}
    first = {"label": _("All lines"), "url": "?#t", "count": len(lines), "current": who not in labels}
    rest = [
        {"label": label, "url": f"?who={code}#t", "count": counts[code], "current": who == code}
        for code, label in labels.items()
    ]
    return [first, *rest]
