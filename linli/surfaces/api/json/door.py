"""From operations to addresses: each goes through the one door for other systems, and is answered with its ETag."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.urls import URLPattern, path
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from pydantic import BaseModel

from linli.foundation.partners import selectors as partners
from linli.foundation.partners.errors import NotJson
from linli.foundation.partners.web.door import answered, json_of, keyed
from linli.kernel import policy
from linli.surfaces.api.json import calls, cases, changes, estates, ground, orders, pictures, verbs  # noqa: F401  (declare the operations)
from linli.surfaces.api.json.deeds import DEEDS, Deed, router
from linli.surfaces.api.json.errors import BadFields

BASE = "api/v1"
_METHODS = {"GET": ["GET", "HEAD"], "POST": ["POST"]}


class Bodies(Parser):
    """Bodies are read as the door reads them."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """One JSON object in UTF-8, each sign of it whole; raises `NotJson`."""
        said = json_of(request)
        try:
            json.dumps(said, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise NotJson(_("it holds half a sign")) from error
        return said


class Answers(JSONRenderer):
    """Signs as they are, not as numbers of them."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="Linli",
    version="1.0",
    openapi_url=None,
    docs_url=None,
    parser=Bodies(),
    renderer=Answers(),
    urls_namespace="json-api",
)
api.add_router("", router)


def _raised(request: HttpRequest, error: Exception) -> HttpResponse:
    """The problem that says what is wrong; a fault of ours goes on."""
    answer = answered(error)
    if answer is None:
        raise error
    return answer


def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that can't be read: what ninja wraps is ours."""
    cause = error.__cause__
    return _raised(request, cause if isinstance(cause, Exception) else error)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Each field with its sentence."""
    return _raised(request, BadFields([(_field(one["loc"]), str(one["msg"])) for one in error.errors]))


def _field(loc: tuple[Any, ...]) -> str:
    """Where it stands in what was sent, without the words of our own functions."""
    return ".".join(str(part) for part in loc[1:] if part not in ("asked", "said"))


api.add_exception_handler(Exception, _raised)
api.add_exception_handler(Http404, _raised)  # ninja has a handler of its own for it
api.add_exception_handler(HttpError, _unread)
api.add_exception_handler(ValidationError, _invalid)


def operations() -> Iterator[tuple[str, list[Operation]]]:
    """Each path with its operations, as ninja has bound them."""
    for bound in api._get_bound_routers():
        for route, view in bound.path_operations.items():
            yield route, view.operations


def addresses() -> list[URLPattern]:
    """All addresses."""
    found = []
    for route, offered in operations():
        doors = {one.methods[0]: _door(DEEDS[str(one.operation_id).replace("_", "-")], one) for one in offered}
        name = DEEDS[str(offered[0].operation_id).replace("_", "-")].url_name
        found.append(path(f"{BASE}/{route.replace('{', '<').replace('}', '>')}", _address(doors), name=name))
    return found


def _address(doors: dict[str, policy.View]) -> policy.View:
    @require_http_methods([method for one in doors for method in _METHODS[one]])
    def address(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return doors["POST" if request.method == "POST" else "GET"](request, **named)

    view = cast("policy.View", address)
    view.policy = policy.KEYED  # type: ignore[attr-defined]  # read by check linli.E001 and by the permission matrix
    view.login_required = False  # type: ignore[attr-defined]  # each door behind it asks for the key
    view.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens it
    return view


def _door(deed: Deed, one: Operation) -> policy.View:
    known = _known_to(one)

    @keyed(deed.scope, tells=True, most=deed.most)
    def door(request: HttpRequest, **named: Any) -> HttpResponseBase:
        actor = _actor(request)
        if not actor.can(deed.permission):
            raise PermissionDenied
        if strange := sorted(set(request.GET) - known):
            raise BadFields([(name[:60], _("There is no such field here.")) for name in strange[:20]])
        answer = one.run(request, **named)
        return _fresh(request, answer) if answer.status_code < 300 else answer

    return door


def _actor(request: HttpRequest) -> Any:
    """As whom a system acts here: by the scopes of this API alone, whatever else its key is for."""
    caller = request.caller  # type: ignore[attr-defined]  # set by the door
    scopes = {deed.scope for deed in DEEDS.values()} & set(caller.key.scopes)
    request.actor = actor = partners.actor_of(caller.partner, sorted(scopes))  # type: ignore[attr-defined]  # as above
    return actor


def _known_to(one: Operation) -> set[str]:
    """Names of what may stand in the address."""
    found: set[str] = set()
    for model in one.models:
        if model.__ninja_param_source__ == "query":
            for field in model.model_fields.values():
                kind = field.annotation
                found |= set(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else set()
    return found


def _fresh(request: HttpRequest, answer: Any) -> HttpResponse:
    """The answer under its ETag: the version of the case, where it is about one, and what was said. 304 where the caller has it."""
    said = hashlib.sha256(answer.content).hexdigest()[:20]
    version = getattr(request, "version", None)
    answer.headers["ETag"] = tag = f'"{said}"' if version is None else f'"{version}-{said}"'
    answer.headers["Cache-Control"] = "private, no-cache" if request.method != "POST" else "no-store"
    answer.headers["Vary"] = "Authorization, Linli-Key, Cookie"
    if request.method == "POST" or not _has(request, tag):
        return cast("HttpResponse", answer)
    unchanged = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control", "Vary"):
        unchanged.headers[name] = answer.headers[name]
    return unchanged


def _has(request: HttpRequest, tag: str) -> bool:
    known = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    return tag in known or known == ["*"]
