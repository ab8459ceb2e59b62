"""The queue: filters in the address, several cases at once, kept filters, and the table for a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.stepup import stepped_up
from linli.kernel.web import address, page, see_other, see_other_url


@requires("cases.view")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The cases that the actor sees, narrowed by the address, those due first on top."""
    actor = _actor(request)
    filters = filters_of(request.GET)
    desk = selectors.desk_for(actor, filters)
    rules = desk.rules.cases if desk else None
    counts = selectors.tab_counts(actor, filters, rules=rules)
    shown = selectors.queue(actor, filters, rules=rules)
    context = {
        "queue": shown,
        "rows": lines(shown.rows, rules),
        "filters": filters,
        "tabs": _tabs(filters, counts),
        "total": counts.get(filters.tab),
        "whistles": rules is None or rules.whistle.enabled or any(row.whistle for row in shown.rows),
        "desk": desk,
        "form": fields.FilterForm(desk=desk, filters=filters) if desk else None,
        "tags": selectors.tags_of(desk, filters) if desk else [],
        "view_form": fields.ViewForm(initial={"query": filters.query(page="")}),
        "clear": f"?tab={filters.tab}",
        "may": {verb: actor.can(f"cases.{verb}") for verb in ("open", "export", "dispatch", "merge")},
    }
    return page(request, "cases/queue.html", context)


@requires("cases.export")
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """The rows of the address as XLSX, for a reason; who took them is written down."""
    actor, filters = _actor(request), filters_of(request.GET)
    form = fields.ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        desk = selectors.desk_for(actor, filters)
        rules = desk.rules.cases if desk else None
        try:
            made = services.export_cases(actor, filters=filters, rules=rules, reason=form.cleaned_data["reason"])
        except RuleBroken as refused:
            form.add_error(None, refused.message)
        else:
            return _file(made)
    context = {"form": form, "query": filters.query(page="")}
    return page(request, "cases/export.html", context, partial="cases/_export.html", status=422 if form.errors else 200)


@requires("cases.dispatch")
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Give the ticked cases to one hand: first the choice, then the deed."""
    actor, cases = _actor(request), _chosen(request)
    targets = selectors.targets_for_all(actor, cases)
    form = fields.DispatchForm(request.POST if "target" in request.POST else None, targets=targets)
    if cases and form.is_valid():
        try:
            services.dispatch_many(actor, cases=cases, note=form.cleaned_data["note"], **form.chosen())
        except RuleBroken as refused:
            form.add_error(None, refused.message)
        else:
            return _back(
                request, ngettext("{n} case dispatched.", "{n} cases dispatched.", len(cases)).format(n=len(cases))
            )
    return _bulk_page(request, "cases/bulk_assign.html", cases, form)


@requires("cases.dispatch")
@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """Urge whoever has the ticked cases."""
    try:
        n = services.urge_many(_actor(request), cases=_chosen(request))
    except RuleBroken as refused:
        return _refused(request, refused)
    return _back(request, ngettext("{n} case urged.", "{n} cases urged.", n).format(n=n))


@requires("cases.merge")
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Join the ticked cases into one of them: first which one, then the deed."""
    actor, cases = _actor(request), _chosen(request)
    main = next((case for case in cases if case.ref == request.POST.get("into")), None)
    form = fields.NoForm()
    if main is not None:
        try:
            services.merge_many(actor, cases=[case for case in cases if case.pk != main.pk], into=main)
        except RuleBroken as refused:
            return _refused(request, refused)
        return _back(request, _("Joined to {ref}.").format(ref=main.ref))
    return _bulk_page(request, "cases/bulk_join.html", cases, form)


@requires("cases.view")
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter under a name."""
    form = fields.ViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give the filter a name of at most 40 characters."))
        return _to_queue(request)
    try:
        services.save_view(_actor(request), name=form.cleaned_data["name"], query=form.cleaned_data["query"])
    except RuleBroken as refused:
        return _refused(request, refused)
    messages.success(request, _("Kept."))
    return see_other_url(_queue_url(form.cleaned_data["query"]))


@requires("cases.view")
@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a kept filter."""
    services.drop_view(_actor(request), pk=pk)
    messages.success(request, _("Forgotten."))
    return see_other("cases:queue")


def filters_of(params: QueryDict) -> selectors.Filters:
    """The filters of an address; the shell's search box says `q`."""
    words = {key: str(value) for key, value in params.items()}
    if "q" in words and not words.get("text"):
        words["text"] = words["q"]
        words.setdefault("tab", "any")
        words.setdefault("sort", "best")
    return selectors.Filters.of(words)


def lines(rows: list[selectors.Row], rules: Any) -> list[dict[str, Any]]:
    """Rows in the county's own words (the way in, the whistle's tier), with what the table says about each.

    Dictionaries, and words that are translated once: of fifty rows the looking up is what a page costs.
    """
    sources = {code: rule.label for code, rule in rules.sources.items()} if rules else {}
    tiers = {tier.code: tier.label for tier in rules.tiers} if rules else {}
    line = rules.direct_line if rules else None
    tick, many, come = _("Tick %(title)s"), _("%(n)s households"), _("%(part)s have come")
    return [
        {
            "ref": row.ref,
            "title": row.title,
            "url": address("cases:detail", row.ref),
            "tick": tick % {"title": row.title},
            "late": row.is_late,
            "source": sources.get(row.source, row.source),
            "many": many % {"n": row.reporters} if row.reporters > 1 else "",
            "supervised": row.supervised,
            "speaks_as": line.label_of(row.reporter_kind) if line and row.reporter_kind else "",
            "kind": row.badge.kind,
            "badge": row.badge.text,
            "state": "" if row.badge.text == row.state else row.state,
            "where": row.where,
            "below": row.where_below,
            "who": row.who,
            "tier": tiers.get(row.whistle_tier, row.whistle_tier),
            "come": come % {"part": row.whistle} if row.whistle else "",
            "due": row.due_at,
        }
        for row in rows
    ]


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _chosen(request: HttpRequest) -> list[Any]:
    return selectors.cases_by_refs(_actor(request), request.POST.getlist("ref"))


def _tabs(filters: selectors.Filters, counts: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"?{filters.query(tab=tab, page='')}",
            "count": counts.get(tab, ""),
            "current": filters.tab == tab,
        }
        for tab, label in selectors.tab_labels().items()
    ]


def _file(made: Any) -> HttpResponse:
    response = HttpResponse(made.data, content_type=services.EXPORT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _bulk_page(request: HttpRequest, template: str, cases: list[Any], form: Any) -> HttpResponse:
    if not cases:
        messages.error(request, _("Please tick at least one case."))
        return _to_queue(request)
    context = {"cases": cases, "form": form, "back": request.POST.get("back", "")}
    return page(request, template, context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, refused: RuleBroken) -> HttpResponse:
    messages.error(request, refused.message)
    return _to_queue(request)


def _back(request: HttpRequest, thanks: str) -> HttpResponse:
    messages.success(request, thanks)
    return _to_queue(request)


def _to_queue(request: HttpRequest) -> HttpResponse:
    """The queue under the filters that the reader came from; only known words of an address are taken over."""
    return see_other_url(_queue_url(request.POST.get("back", "")))


def _queue_url(query: str) -> str:
    try:
        words = filters_of(QueryDict(query[:500])).query()
    except ValueError:
        words = ""
    return f"{reverse('cases:queue')}?{words}" if words else reverse("cases:queue")
