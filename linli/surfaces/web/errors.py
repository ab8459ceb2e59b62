"""Pages for when something is wrong: plain words, a number to read out, and a way on.

500 and 503 are drawn without any query, since the database may be what is wrong.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.kernel.web import is_partial

log = logging.getLogger("linli.web.errors")


def show(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page of `status`; for htmx only its sentence, as a toast."""
    template = "_toast.html" if is_partial(request) else f"{status}.html"
    if is_partial(request):
        context |= {"sentence": status}
    return render(request, template, context, status=status)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request nobody can read; one that is too big gets its own words."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return show(request, 413)
    return show(request, 400)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Signed in, but this is not theirs to do."""
    return show(request, 403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page whether the thing is missing or closed to the reader."""
    return show(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    """Our fault, or a database lost before the view began (503). What can't be drawn falls back to a sentence."""
    lost = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        return show(request, 503 if lost else 500)
    except Exception:
        log.exception("the error page itself failed")
        return HttpResponse(_("Something broke on our side. Please try again later."), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal is missing or old: a reload cures it, and nothing was changed."""
    log.info("csrf: %s", reason)
    if is_partial(request):
        return show(request, 403)
    return render(request, "403_csrf.html", status=403)
