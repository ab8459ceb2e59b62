"""The document for programs, and the page for people that is made of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.foundation.partners import registry
from linli.kernel.policy import public
from linli.kernel.web import page
from linli.surfaces.api import permissions as rights
from linli.surfaces.api.json.document import document


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    headers = {"Access-Control-Allow-Origin": "*", "Vary": "Cookie"}
    return JsonResponse(document(), headers=headers, json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Every operation, in words; works without script, and fetches nothing from elsewhere."""
    said = document()
    context = {
        "about": said["info"]["description"],
        "groups": _groups(said),
        "shapes": [*_questions(said), *_shapes(said)],
        "scopes": [registry.scope(code) for code in rights.SCOPES],
        "base": request.build_absolute_uri("/api/v1/"),
    }
    return page(request, "api/json.html", context)


def _groups(said: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Operations under the names of their tags."""
    names = {
        "cases": _("Cases"), "verbs": _("What is done with a case"), "pictures": _("Pictures"), "calls": _("Whistles and calls"),
        "ground": _("Places, organizations, categories"), "orders": _("Work orders of the hotline"),
        "changes": _("What happened"), "estates": _("Surveys and visits"),
    }  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {tag: [] for tag in names}
    for where, methods in said["paths"].items():
        for method, one in methods.items():
            found[one["tags"][0]].append(_operation(where, method, one))
    return [(names[tag], rows) for tag, rows in found.items()]


def _operation(where: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    sent = one.get("requestBody", {}).get("content", {})
    body = sent.get("application/json", {}).get("schema", {})
    good = next(one["responses"][status] for status in ("200", "201") if status in one["responses"])
    return {
        "id": one["operationId"].replace("_", "-"),
        "method": method.upper(),
        "path": where.removeprefix("/api/v1/"),
        "summary": one["summary"],
        "scope": one["x-scope"],
        "sent": _kind(body) or (_question(one["operationId"]) if _asked(one) or sent else ""),
        "answer": _answer(good.get("content", {})),
    }


def _answer(content: dict[str, Any]) -> str:
    """The name of what comes back; of what isn't JSON its media type."""
    return (
        _kind(content["application/json"].get("schema", {}))
        if "application/json" in content
        else next(iter(content), "")
    )


def _asked(one: dict[str, Any]) -> list[dict[str, Any]]:
    """What may stand in the address behind the question mark."""
    return [row for row in one["parameters"] if row["in"] == "query"]


def _parts(one: dict[str, Any]) -> list[dict[str, Any]]:
    """What a form with pictures holds."""
    form = one.get("requestBody", {}).get("content", {}).get("multipart/form-data", {}).get("schema", {})
    return _fields(form)


def _question(operation: str) -> str:
    """The name under which the page explains it."""
    return f"{operation}-query"


def _questions(said: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The questions of all operations, as fields."""
    each = [one for methods in said["paths"].values() for one in methods.values()]
    found = [
        (
            one["operationId"],
            [*(_field(row["name"], row["schema"], row["required"]) for row in _asked(one)), *_parts(one)],
        )
        for one in each
    ]
    return [(_question(name), fields) for name, fields in found if fields]


def _shapes(said: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The shapes by name, with their fields."""
    return [(name, _fields(one)) for name, one in sorted(said["components"]["schemas"].items())]


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields of a shape: name, kind, whether it is needed, words. A shape that is one word of several has one field without name."""
    if "properties" not in schema and "enum" in schema:
        return [_field("", schema, needed=False)]
    needed = schema.get("required", [])
    return [_field(name, one, needed=name in needed) for name, one in schema.get("properties", {}).items()]


def _field(name: str, schema: dict[str, Any], needed: bool) -> dict[str, Any]:
    return {"name": name, "kind": _kind(schema), "needed": needed, "words": schema.get("description", "")}


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a word or two; names of shapes as they are."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    if "enum" in schema:
        return " · ".join(str(one) for one in schema["enum"] if one != "")
    return str(schema.get("format") or schema.get("type") or "")
