"""System checks: what creates something by POST is guarded against being sent twice; demanded roles exist."""

from __future__ import annotations

import inspect
import re
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from linli.kernel.checks import routes
from linli.kernel.policy import roles

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
def demanded_roles_exist(**_: object) -> list[Error]:
    """linli.E007: a role of which a second factor is demanded must be one: a misspelt name would demand nothing, unseen."""
    return [
        Error(f"LINLI_SECOND_FACTOR_ROLES names {code!r}, which is no role", hint=", ".join(roles()), id="linli.E007")
        for code in settings.LINLI_SECOND_FACTOR_ROLES
        if code not in roles()
    ]


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
