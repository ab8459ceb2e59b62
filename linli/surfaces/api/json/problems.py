"""Whatever goes wrong before or around a door for programs is answered as theirs: as a problem (RFC 9457), never as a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from linli.kernel.web import problem
from linli.kernel.words import N_

Handler = Callable[[HttpRequest], HttpResponse]

#: Addresses below which nobody reads pages.
BELOW = ("/api/v1/", "/api/hotline/")
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate", "X-Request-Id")
_WORDS = {
    400: N_("This request can't be read."),
    403: N_("This isn't allowed."),
    404: N_("There is nothing at this address."),
    405: N_("This address doesn't take this method."),
    410: N_("This isn't kept any more."),
    413: N_("This is more than is read at once."),
    429: N_("That is too often. Please go on later."),
    503: N_("Not at the moment. Please send it again in a minute."),
}
_OURS = N_("Something broke on our side. Please try again later.")
_CODES = {
    400: "unreadable",
    403: "forbidden",
    404: "not_found",
    405: "method",
    410: "gone",
    413: "too_large",
    429: "too_often",
    503: "unavailable",
}


class ProblemsForPrograms:
    """Refusals of middleware and of Django itself in the words of programs."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Change nothing but pages of refusal, and those below our addresses only."""
        answer = self.get_response(request)
        if answer.status_code < 400 or not request.path_info.startswith(BELOW):
            return answer
        if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
            return answer
        return _as_problem(answer)


def _as_problem(answer: HttpResponse) -> HttpResponse:
    status = answer.status_code
    made = problem(status, _CODES.get(status, "failed"), gettext(_WORDS.get(status, _OURS)))
    for name in _KEPT:
        if name in answer.headers:
            made.headers[name] = answer.headers[name]
    return made
