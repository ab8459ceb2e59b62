"""Changes: once for each Idempotency-Key, and only for the version of the case that was meant."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from linli.domains.cases import selectors, services
from linli.foundation.audit import idempotency
from linli.foundation.audit import selectors as history
from linli.surfaces.api.json.errors import BadFields, KeyReused, Unreadable

MOST_KEY = 200
MULTIPART = "multipart/form-data"
_VERSION = re.compile(r'(?:W/)?"?([0-9]{1,18})(?:-[0-9a-f]+)?"?')


@dataclass(frozen=True, slots=True)
class Done:
    """How a case stood right after a change, and whether the change was made by this request."""

    ref: str
    state: str
    version: int
    is_new: bool


def once(request: HttpRequest, make: Callable[[], str], *, needs_key: bool = False) -> Done:
    """Run `make`, which changes a case and gives its number, in one transaction; or say again what was said under the same
    Idempotency-Key. Raises as `said_once`.
    """
    said, is_new = said_once(request, lambda: _stands(make()), needs_key=needs_key)
    ref, state, version = said.split(" ")
    return Done(ref, state, int(version), is_new)


def said_once(request: HttpRequest, make: Callable[[], str], *, needs_key: bool = False) -> tuple[str, bool]:
    """What `make`, which changes something in one transaction, says of it, and whether it was done by this request; else what was
    said under the same Idempotency-Key. Raises `Unreadable` api.needs_key, api.long_key, `KeyReused`.
    """
    given = request.headers.get(idempotency.HEADER, "").strip()
    if len(given) > MOST_KEY:
        raise Unreadable("api.long_key", most=MOST_KEY)
    if needs_key and not given:
        raise Unreadable("api.needs_key")
    body = _digest(request)[:16]
    caller = request.caller  # type: ignore[attr-defined]  # set by the door
    keys = [idempotency.key_of("api", caller.partner.pk, request.path, given)] if given else []
    kept, is_new = idempotency.once(keys, lambda: f"{body} {make()}")
    sent, _, said = kept.partition(" ")
    if sent != body:
        raise KeyReused("api.key_reused")
    return said, is_new


def _digest(request: HttpRequest) -> str:
    """Of what was sent; of pictures without what stands between them, which is another one each time."""
    if request.content_type != MULTIPART:
        return hashlib.sha256(request.body).hexdigest()
    found = hashlib.sha256(repr(sorted(request.POST.lists())).encode())
    for file in (one for _name, files in sorted(request.FILES.lists()) for one in files):
        for chunk in file.chunks():
            found.update(chunk)
        file.seek(0)
    return found.hexdigest()


def _stands(ref: str) -> str:
    """How the case stands now, whoever may see it: its number, state and version."""
    case = selectors.case_by_ref(ref)
    return f"{ref} {case.state} {history.last_line(case)}"


def hold(request: HttpRequest, case: Any) -> None:
    """Go on only where the case is as the caller knew it, if they said so; inside the transaction of the change.

    Raises `Unreadable` api.bad_version, and cases.changed_since (412).
    """
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return
    found = _VERSION.fullmatch(given)
    if found is None:
        raise Unreadable("api.bad_version")
    services.hold(case, version=int(found[1]))


def filled(
    form: type[forms.Form],
    said: dict[str, Any],
    choices: dict[str, Any],
    files: Any = None,
    named: Callable[[str], str] = str,
) -> Any:
    """The page's own form with what was sent; raises `BadFields` for what it doesn't take (`named`: as the sender calls a field)."""
    sent = {name: value for name, value in said.items() if value is not None}
    one = form(sent, MultiValueDict() if files is None else files, **choices)
    if not one.is_valid():
        raise BadFields([(named(_named(name)), why) for name, found in one.errors.items() for why in found])
    return one


def _named(field: str) -> str:
    return "" if field == forms.forms.NON_FIELD_ERRORS else field
