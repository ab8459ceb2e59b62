"""Request middleware that belongs to no app: request ids and the one mapping of domain errors."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.web import is_partial

Handler = Callable[[HttpRequest], HttpResponse]

#: Pages read and forms change; nothing here knows another method.
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class RequestId:
    """Give each request a short id that error pages and logs share."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response


class DomainErrors:
    """Turn `RuleBroken` into words (409), `OutOfScope` into 404, and a lost database into 503. Nothing becomes a 500."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """A zero character in an address names nothing: no column can hold it, so the database isn't even asked."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "\x00" in request.path:
            raise Http404
        if any("\x00" in word for name, words in request.GET.lists() for word in (name, *words)):
            raise BadRequest
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Map one exception; None leaves it to Django."""
        if isinstance(error, RuleBroken):
            return _refused(request, error)
        if isinstance(error, OutOfScope):
            raise Http404
        if isinstance(error, OperationalError | InterfaceError):
            return render(request, "503.html", status=503)
        return None


def _refused(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """A toast for htmx, else a page of its own that leads back to where the person was."""
    if is_partial(request):
        return render(request, "_toast.html", {"message": error.message, "level": messages.ERROR}, status=error.status)
    return render(request, "409.html", {"message": error.message, "code": error.code}, status=error.status)
