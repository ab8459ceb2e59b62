"""Permissions, roles and what every view must say about itself.

Deny by default: a view that carries no policy stops the start (check linli.E001), asking for a permission that no app
registered raises, and a role is only what its declaration lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]

PUBLIC = "public"
SIGNED_IN = "signed_in"
#: Another system with a key of its own (`foundation.partners`); no session opens such a door.
KEYED = "keyed"

#: For a page with a form: it is looked at and sent. Every view says which methods it takes, by this, `require_safe` or
#: `require_POST`; any other gets 405. The permission matrix compares what is said with what is expected.
takes_form = require_http_methods(["GET", "HEAD", "POST"])

_permissions: dict[str, str] = {}
_roles: dict[str, Role] = {}


class Reach(StrEnum):
    """What a role's grant is bounded by."""

    AREA = "area"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions with one reach; posts of a method point at roles by code. No account holds one that isn't `given`:
    Linli acts in it for somebody else.
    """

    code: str
    label: str
    reach: Reach = Reach.AREA
    permissions: frozenset[str] = field(default_factory=frozenset)
    given: bool = True


def register_permissions(labels: Mapping[str, str]) -> None:
    """Declare an app's permissions (`app.verb` → label). Declaring one twice with another label raises ValueError."""
    for code, label in labels.items():
        if _permissions.setdefault(code, label) != label:
            raise ValueError(f"permission {code} is declared twice")


def register_role(new: Role) -> None:
    """Declare a role; the same code may come from one place only."""
    if _roles.setdefault(new.code, new) != new:
        raise ValueError(f"role {new.code} is declared twice")


def extend_role(code: str, permissions: frozenset[str]) -> None:
    """Give an existing role an app's permissions (an upper app adds its own verbs to a role declared below it)."""
    old = _roles[code]
    _roles[code] = Role(old.code, old.label, old.reach, old.permissions | permissions)


def role(code: str) -> Role:
    """The role `code`; KeyError names a role nobody declared."""
    return _roles[code]


def roles() -> dict[str, Role]:
    """All declared roles by code."""
    return dict(_roles)


def permissions() -> dict[str, str]:
    """All declared permissions with their labels."""
    return dict(_permissions)


def public(view: View) -> View:
    """Anybody may call this view, signed in or not."""
    view.policy = PUBLIC  # type: ignore[attr-defined]  # read by check linli.E001 and by the permission matrix
    view.login_required = False  # type: ignore[attr-defined]  # Django's LoginRequiredMiddleware reads it
    return view


def signed_in(view: View) -> View:
    """Any signed-in account may call this view."""
    return _guarded(view, SIGNED_IN, lambda request: True)


def requires(permission: str) -> Callable[[View], View]:
    """The actor must hold `permission` somewhere; the object's own scope is the selector's business.

    Visitors are sent to the sign-in page, others get 403.
    """
    return lambda view: _guarded(view, permission, lambda request: request.actor.can(permission))


def _guarded(view: View, policy: str, allows: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.is_anonymous:  # type: ignore[attr-defined]  # set by access' middleware
            return _to_sign_in(request)
        if not allows(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guard.policy = policy  # type: ignore[attr-defined]
    guard.login_required = False  # type: ignore[attr-defined]  # this guard does it, htmx-aware
    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    where = request.get_full_path() if request.method == "GET" else "/"
    target = f"{resolve_url('access:sign-in')}?{urlencode({'next': where})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
