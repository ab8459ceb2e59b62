"""The inbox, and the text messages of the demonstration."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from linli.domains.notices import selectors, services
from linli.foundation.access import selectors as access
from linli.kernel.policy import public, signed_in
from linli.kernel.web import page, see_other, see_other_url


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person should know, one row per case, the last told first; in the frame of the surface that the person works in."""
    found, rows = selectors.inbox(request.actor, request.GET.get("page", 1))
    in_field = access.home_for(request.actor) == reverse("web:field-home")
    context = {"page": found, "rows": rows, "base": "base_field.html" if in_field else "base_console.html"}
    return page(request, "notices/inbox.html", context)


@require_POST
@signed_in
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark all that is about the same as this line as read, and go where it points."""
    notice = selectors.notice_for(request.actor, pk)
    services.mark_read(request.actor, notice=notice)
    return see_other_url(notice.url) if notice.url else see_other("notices:inbox")


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    services.mark_all_read(request.actor)
    return see_other("notices:inbox")


@require_safe
@public
def texts(request: HttpRequest) -> HttpResponse:
    """What would have been sent to phones: in the demonstration only, hidden anywhere else."""
    if not settings.LINLI_DEMO:
        raise Http404
    return page(request, "notices/texts.html", {"rows": selectors.kept_texts()})
