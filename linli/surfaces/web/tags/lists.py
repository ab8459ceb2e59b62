"""Moving through lists: tabs, crumbs, pager, filters, empty states, toasts, long jobs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.surfaces.web.parts import pick, read

register = template.Library()

Context = Any


@register.simple_tag(takes_context=True)
def query_replace(context: Context, **changes: Any) -> str:
    """This page's query string with changes; None removes a key. Always begins with `?`."""
    return address(context.get("request"), **changes)


def address(request: HttpRequest | None, **changes: Any) -> str:
    """`?…` of `request` with changes; None removes a key; `?` alone is the page without any."""
    query = request.GET.copy() if request else None
    if query is None:
        return "?"
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/table_links.html", takes_context=True)
def table_links(context: Context) -> dict[str, Any]:
    """The ways to a page's table as a file (`kernel.web.page` with `table`), under the same filters."""
    request = context.get("request")
    return {"ways": [(form.upper(), address(request, **{"as": form, "page": None})) for form in ("xlsx", "csv")]}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Any, key: str = "page") -> dict[str, Any]:
    """Links to other pages; keeps the query. Takes a Django `Page` or a keyset page (`previous_url`, `next_url`,
    `text`)."""
    if not hasattr(page, "paginator"):
        return pick(page, "previous_url", "next_url", "text") | {"numbers": []}
    request = context.get("request")
    links = {n: address(request, **{key: n}) for n in page.paginator.page_range}
    return {
        "previous_url": links[page.number - 1] if page.has_previous() else "",
        "next_url": links[page.number + 1] if page.has_next() else "",
        "numbers": list(_numbers(page, links)),
        "text": _("{first}–{last} of {count}").format(
            first=page.start_index(), last=page.end_index(), count=page.paginator.count
        ),
    }


def _numbers(page: Any, links: dict[int, str]) -> Iterable[dict[str, Any]]:
    """Page numbers worth showing: first, last and the neighbours; a gap is one entry without url."""
    wanted = {1, page.paginator.num_pages} | set(range(page.number - 1, page.number + 2))
    before = 0
    for number in sorted(wanted & set(links)):
        if number - before > 1:
            yield {"text": "…", "url": "", "current": False}
        yield {"text": number, "url": links[number], "current": number == page.number}
        before = number


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Views as links: `label`, `url`, `count` (0 is shown), `current`."""
    return {"items": [pick(item, "label", "url", "count", "current") for item in items], "label": label or _("Views")}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(items: Iterable[Any]) -> dict[str, Any]:
    """The way here: `label`, `url`; the last one is this page."""
    return {"items": [pick(item, "label", "url") for item in items]}


@register.inclusion_tag("ui/filters_on.html")
def filters_on(tags: Iterable[Any], total: Any = None, clear_url: str = "?", unit: str = "") -> dict[str, Any]:
    """Chosen filters as removable tags (`text`, `url` without it), and how many rows are left."""
    return {
        "tags": [pick(tag, "text", "url") for tag in tags],
        "total": total,
        "clear_url": clear_url,
        "unit": unit,
    }


@register.inclusion_tag("ui/empty.html")
def empty(title: str, hint: str = "", url: str = "", label: str = "", icon: str = "list") -> dict[str, Any]:
    """What would be here, and one way on."""
    return {"title": title, "hint": hint, "url": url, "label": label, "icon": icon}


@register.inclusion_tag("ui/toast.html")
def toast(text: Any, kind: str = "solved", url: str = "", label: str = "") -> dict[str, Any]:
    """Done, and one way back."""
    return {"text": text, "kind": kind, "url": url, "label": label}


@register.inclusion_tag("ui/job.html")
def job(task: Any) -> dict[str, Any]:
    """Long work: how far, how long still, what came of it."""
    names = ("name", "done", "total", "left", "note", "cancel_url", "download_url")
    return pick(task, *names) | {"state": read(task, "state", "run")}


@register.simple_block_tag
def bulkbar(content: SafeString) -> SafeString:
    """Buttons for the ticked rows: shown with the first tick (`:has()`), or always where that isn't known."""
    return render_to_string("ui/bulkbar.html", {"content": content})
