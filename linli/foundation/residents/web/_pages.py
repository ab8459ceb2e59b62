"""What several pages of the registers share: the address of the next rows, and forms that were refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from linli.kernel.stepup import is_proved, proof_url


def pager_of(request: HttpRequest, found: Any) -> dict[str, str]:
    """Links of a page in order: on, and back to the beginning. What was filtered stays in the address."""
    given = {key: value for key, value in request.GET.items() if key != "after" and value}
    onward = f"?{urlencode({**given, 'after': found.after})}" if found.after else ""
    return {"previous_url": f"?{urlencode(given)}" if request.GET.get("after") else "", "next_url": onward, "text": ""}


def proof_of(request: HttpRequest) -> str:
    """The way to a fresh proof and back to this page; "" where the session has one, so that a field may be opened at once."""
    return "" if is_proved(request) else proof_url(request.path)


def status_of(form: Any) -> int:
    """422 for a form that comes back with errors."""
    return 422 if form.errors else 200
