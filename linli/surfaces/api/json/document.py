"""The OpenAPI document: what ninja writes of the operations, with what our door adds to each of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext
from ninja.openapi.schema import get_schema

from linli.foundation.partners import registry
from linli.foundation.partners.services import callers
from linli.kernel.words import N_
from linli.surfaces.api.json.deeds import DEEDS, Deed
from linli.surfaces.api.json.door import BASE, api

PROBLEM = "application/problem+json"

_SAID = {
    "ETag": N_("Names this answer; of a case it begins with the version."),
    "RateLimit": N_("How many requests the key may still send, and when counting begins anew (seconds)."),
    "RateLimit-Policy": N_("How many requests a key may send in how many seconds."),
    "Retry-After": N_("In how many seconds to ask again."),
    "Location": N_("Where the new case is."),
}
_ABOUT = N_(
    "What staff do on their pages, for the systems that they work with: the same rights, the same rules, the same history. Requests and answers are JSON in UTF-8, moments carry their zone, positions are WGS 84."
)


def document() -> dict[str, Any]:
    """The document in the reader's language, made once for each."""
    return _written(get_language() or "")


@lru_cache(maxsize=4)
def _written(language: str) -> dict[str, Any]:
    said: dict[str, Any] = _plain(dict(get_schema(api, path_prefix=f"{BASE}/")))
    said["info"]["description"] = gettext(_ABOUT)
    for methods in said["paths"].values():
        for operation in methods.values():
            _complete(operation, DEEDS[operation["operationId"].replace("_", "-")])
    for schema in said["components"]["schemas"].values():
        schema.pop("description", None)  # the classes' own words, for those who read the code
    said["components"]["securitySchemes"] = _keys()
    said["servers"] = [{"url": "/"}]
    return said


def _complete(operation: dict[str, Any], deed: Deed) -> None:
    """What the door adds: keys, scope, headers, and the media type of refusals."""
    operation.pop("description", None)
    scope = registry.scope(deed.scope)
    operation["security"] = [{"bearer": []}, {"signature": [], "time": [], "nonce": [], "key": []}]
    operation["x-scope"] = {"code": scope.code, "label": gettext(scope.label)}
    operation["x-permission"], operation["x-page"] = deed.permission, deed.twin
    if deed.media:
        operation["responses"]["200"]["content"] = {deed.media: {"schema": {"type": "string", "format": "binary"}}}
    for status, answer in operation["responses"].items():
        if "content" in answer and int(status) >= 400:
            answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
        answer["headers"] = {name: _header(name) for name in _headers_of(int(status))}


def _headers_of(status: int) -> list[str]:
    """What stands over an answer always (of the refusals, those before the key is known say nothing of its pace)."""
    if status == 429:
        return ["RateLimit", "RateLimit-Policy", "Retry-After"]
    if status >= 400:
        return []
    return ["ETag", "RateLimit", "RateLimit-Policy", *(["Location"] if status == 201 else [])]


def _header(name: str) -> dict[str, Any]:
    kind = "integer" if name == "Retry-After" else "string"
    return {"description": gettext(_SAID[name]), "required": True, "schema": {"type": kind}}


def _keys() -> dict[str, Any]:
    """How a key is shown: sent along, or used to sign."""
    signed = {
        "key": callers.KEY, "time": callers.TIME, "nonce": callers.NONCE, "signature": callers.SIGNATURE,
    }  # fmt: skip
    return {"bearer": {"type": "http", "scheme": "bearer"}} | {
        name: {"type": "apiKey", "in": "header", "name": header} for name, header in signed.items()
    }


def _plain(value: Any) -> Any:
    """Everything as JSON has it: words in the reader's language, keys as text, no titles that only repeat the name."""
    if isinstance(value, dict):
        kept = {str(key): _plain(one) for key, one in value.items() if not (key == "title" and isinstance(one, str))}
        words = kept.get("description")
        if words and isinstance(words, str):
            kept["description"] = gettext(words)
        if isinstance(value.get("title"), str) and "version" in value:
            kept["title"] = value["title"]
        return kept
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
