"""The operations: each says which page is its twin, what right that page asks, and what a key must be for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ninja import Router

from linli.foundation.audit.idempotency import HEADER
from linli.foundation.partners.web.door import MOST_BYTES
from linli.kernel.words import N_
from linli.surfaces.api.json.shapes import Problem

#: What an operation answers besides what it is asked for. 410: a cursor too old; 503: the database can't be reached.
REFUSALS = (400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429, 503)

router = Router()


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation. `twin` is the page that does the same, `permission` what it asks; `changes`: it writes (a POST).

    `most`: bytes of one request, where it takes more than words; `media`: what is answered where that isn't JSON.
    """

    name: str
    method: str
    path: str
    scope: str
    permission: str
    twin: str
    tag: str
    summary: Any
    most: int = MOST_BYTES
    media: str = ""

    @property
    def changes(self) -> bool:
        """Whether it writes."""
        return self.method == "POST"

    @property
    def url_name(self) -> str:
        """The name of its address; that of `cases` is shared by reading and registering."""
        return f"json-{self.name.removeprefix('open-')}"


#: Name → operation, in the order of the document.
DEEDS: dict[str, Deed] = {}

_HEADERS = {
    "If-Match": N_(
        "The ETag of the case as you know it, or its first part: if something happened since, nothing is done (412)."
    ),
    HEADER: N_("Your own name for this request: sent again within a week, it is done once."),
    "If-None-Match": N_("The ETag that you have: if nothing changed, 304 without a body."),
}


def operation(
    deed: Deed, *, answer: Any = None, status: int = 200, needs_key: bool = False, versioned: bool = True
) -> Callable[[Any], Any]:
    """Offer a function as an operation; `versioned`: a change may name the version of the case that it was made for."""
    DEEDS[deed.name] = deed
    asked = ["If-None-Match"] if not deed.changes else [HEADER, "If-Match"] if versioned else [HEADER]
    parameters = [_header(name, required=needs_key and name == HEADER) for name in asked]

    def register(function: Any) -> Any:
        router.add_api_operation(
            deed.path, [deed.method], function, operation_id=deed.name.replace("-", "_"), url_name=deed.url_name,
            response={status: answer, **({304: None} if not deed.changes else {200: answer} if status == 201 else {}), REFUSALS: Problem},
            summary=deed.summary, tags=[deed.tag], openapi_extra={"parameters": parameters},
        )  # fmt: skip
        return function

    return register


def _header(name: str, *, required: bool) -> dict[str, Any]:
    said = {"type": "string", "maxLength": 200}
    return {"in": "header", "name": name, "required": required, "schema": said, "description": _HEADERS[name]}
