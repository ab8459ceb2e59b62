"""System checks that stop the start when a net has a hole (ids linli.E00x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from linli.kernel import crypto, policy
from linli.kernel.crypto import vectors
from linli.kernel.scoping import ScopedModel

#: Views of libraries that carry no policy of ours, by module prefix. Empty on purpose: add a reason with each.
EXEMPT_MODULES: tuple[str, ...] = ()


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All (path, pattern) pairs that the project serves, namespaces joined into the name by the caller."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


@register("linli")
def every_route_declares_a_policy(**_: object) -> list[Error]:
    """linli.E001: a view says who may call it, and the permission it names exists."""
    errors = []
    for path, pattern in routes():
        declared = getattr(pattern.callback, "policy", None)
        if declared is None:
            errors.append(
                _error(f"/{path} has no access policy", "add @public, @signed_in, @requires(…) or @keyed(…)", "E001")
            )
        elif declared not in (policy.PUBLIC, policy.SIGNED_IN, policy.KEYED, *policy.permissions()):
            errors.append(_error(f"/{path} asks for unknown permission {declared}", "register it", "E001"))
    return errors


@register("linli")
def placed_models_are_scoped(**_: object) -> list[Error]:
    """linli.E002 and E003: a model with an area is scoped, and the area offers no back door to it."""
    errors = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not (field.concrete and field.is_relation and _is_area(field.related_model)):
                continue
            if model is field.related_model:
                continue
            if not issubclass(model, ScopedModel):
                errors.append(_error(f"{model.__name__} has an area but no scope", "derive from ScopedModel", "E002"))
            if field.remote_field and not field.remote_field.hidden:
                hint = 'set related_name="+"'
                errors.append(_error(f"{model.__name__}.{field.name} opens a back door from the area", hint, "E003"))
    return errors


@register("linli")
def roles_hold_known_permissions(**_: object) -> list[Error]:
    """linli.E004: a role lists only permissions that some app registered."""
    known = set(policy.permissions())
    return [
        _error(
            f"role {role.code} lists unknown permissions {sorted(role.permissions - known)}", "register them", "E004"
        )
        for role in policy.roles().values()
        if role.permissions - known
    ]


@register("linli")
def crypto_computes_rightly(**_: object) -> list[Error]:
    """linli.E008: the back end named by LINLI_CRYPTO is there and gets the published vectors right."""
    hint = "name a module that offers what linli.kernel.crypto.openssl does"
    try:
        wrong = list(vectors.wrong(crypto.backend()))
    except (ImportError, AttributeError) as error:
        return [_error(f"the crypto back end can't be used: {error}", hint, "E008")]
    return [_error(f"the crypto back end computes {', '.join(wrong)} wrongly", hint, "E008")] if wrong else []


def _is_area(model: Any) -> bool:
    return getattr(getattr(model, "_meta", None), "label", "") == "territory.Area"


def _error(message: str, hint: str, code: str) -> Error:
    return Error(message, hint=hint, id=f"linli.{code}")
