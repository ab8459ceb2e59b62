"""The page *Methods side by side*. Rules are public: anybody may read them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.foundation.methods import selectors
from linli.kernel.policy import public
from linli.kernel.web import page


@public
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """All counties' rules row by row, each value with the mark that it stands on."""
    frame = "base_public.html" if request.actor.is_anonymous else "base_console.html"  # type: ignore[attr-defined]
    return page(request, "methods/compare.html", {"comparison": selectors.side_by_side(), "frame": frame})
