"""Questions that wait for somebody's decision: returns, more time, pauses, calls of a high tier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.web import page, see_other

TABS = ("", "return", "extension", "suspension", "whistle")


@requires("cases.decide")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, those for my own post first."""
    rows = selectors.approvals_for(_actor(request))
    kind = request.GET.get("kind", "")
    kind = kind if kind in TABS else ""
    shown = [row for row in rows if not kind or row.kind == kind]
    return page(request, "cases/arbitration.html", {"rows": shown, "tabs": _tabs(rows, kind)})


@requires("cases.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with what it is about, and the answer."""
    actor = _actor(request)
    approval = selectors.approval_for(actor, pk, to="decide")
    row = next((one for one in selectors.approvals_of(actor, approval.case) if one.id == approval.pk), None)
    form = fields.DecideForm(request.POST or None, targets=_targets(actor, approval))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.decide(actor, approval=approval, granted=data["granted"], words=data["words"], **form.chosen())
        except RuleBroken as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Decided. Whoever asked was told."))
            return see_other("cases:arbitration")
    context = {"approval": approval, "row": row, "case": approval.case, "form": form}
    return page(request, "cases/decide.html", context, partial="cases/_decide.html", status=422 if form.errors else 200)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _targets(actor: Any, approval: Any) -> list[Any] | None:
    """Who may take a returned case or call instead; None where nobody has to be named."""
    if approval.kind != "return":
        return None
    targets = selectors.dispatch_targets(actor, approval.case)
    if approval.call_id is None:
        return targets
    there = {f"o:{one.pk}" for one in selectors.callable_for(approval.case)}
    return [one for one in targets if one.value in there]


def _tabs(rows: list[Any], kind: str) -> list[dict[str, Any]]:
    labels = {
        "": _("All"),
        "return": _("Returns"),
        "extension": _("More time"),
        "suspension": _("Suspensions"),
        "whistle": _("Whistles"),
    }
    return [
        {
            "label": label,
            "url": f"?kind={code}" if code else "?",
            "count": sum(not code or row.kind == code for row in rows),
            "current": code == kind,
        }
        for code, label in labels.items()
    ]
