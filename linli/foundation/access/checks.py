"""System check linli.E006: what creates something by POST is guarded against being sent twice."""

from __future__ import annotations

import inspect
import re
from typing import Any

from django.core.checks import Error, register

from linli.kernel.checks import routes

#: A view that calls a service with one of these verbs makes a new row each time it is called.
_CREATING = re.compile(
    r"\b(?:open|create|add|import|report|blow|appoint|grant|record|join|write|raise|submit)(?:_(?!for\b)\w+)?"
    r"\(\s*request\.actor\b"
)


def creates_unguarded(view: Any) -> bool:
    """Whether a view's source calls a creating service without the mark of `audit.idempotency.creates`."""
    if getattr(view, "creates", False):
        return False
    try:
        source = inspect.getsource(inspect.unwrap(view))
    except (OSError, TypeError):
        return False
    return bool(_CREATING.search(source))


@register("linli")
def creating_posts_are_guarded(**_: object) -> list[Error]:
    """linli.E006: every creating POST carries `@creates`."""
    return [
        Error(
            f"/{path} creates something and may be sent twice",
            hint="put @creates (audit.idempotency) on the view and {% idempotency_key %} into its form",
            id="linli.E006",
        )
        for path, pattern in routes()
        if creates_unguarded(pattern.callback)
    ]
