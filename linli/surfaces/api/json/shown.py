"""Our values as the shapes of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from linli.domains.cases import selectors
from linli.domains.cases.states import STATE_LABELS, State
from linli.surfaces.api.json.deeds import DEEDS
from linli.surfaces.api.json.once import Done

_CASE = (
    "ref", "version", "title", "text", "state", "state_label", "due_at", "tier", "tier_code", "category", "category_key",
    "source", "urgency", "place", "area_id", "lat", "lng", "who", "handler_org_id", "opened_at", "ended_at", "supervised",
    "reopened", "stars", "duplicate_of", "earlier_number", "clocks", "timeline", "approvals", "reporters", "photos", "before",
)  # fmt: skip
_ROW = (
    "ref", "title", "category", "source", "where", "where_below", "who", "reporters", "supervised", "whistle", "due_at",
    "opened_at", "reporter_kind",
)  # fmt: skip


def row(one: selectors.Row) -> dict[str, Any]:
    """A line of the queue."""
    return {name: getattr(one, name) for name in _ROW} | {
        "state": one.code, "state_label": one.state, "late": one.is_late,
    }  # fmt: skip


def case(request: HttpRequest, page: selectors.CasePage, acts: list[str]) -> dict[str, Any]:
    """A case as its page shows it."""
    whistles = [whistle(request, one) for one in page.whistles]
    return {name: getattr(page, name) for name in _CASE} | {"acts": acts, "whistles": whistles}


def acts(request: HttpRequest, may: Iterable[str], of: str = "case") -> list[str]:
    """Of what the actor may do, that for which the key was issued."""
    scopes = request.caller.key.scopes  # type: ignore[attr-defined]  # set by the door
    known = {code: DEEDS.get(f"{of}-{code}") for code in may}
    return sorted(code for code, deed in known.items() if deed is not None and deed.scope in scopes)


def whistle(request: HttpRequest, one: selectors.WhistleView) -> dict[str, Any]:
    """A whistle, with what this key may do with each call."""
    names = (
        "id",
        "ref",
        "title",
        "area",
        "tier",
        "caller",
        "reason",
        "blown_at",
        "ended_at",
        "called",
        "arrived",
        "late",
    )
    return {name: getattr(one, name) for name in names} | {"calls": [_call(request, call) for call in one.calls]}


def _call(request: HttpRequest, call: selectors.CallView) -> dict[str, Any]:
    names = ("id", "name", "lead", "state", "due_at", "report", "stars", "justified")
    may = [code for code in ("answer", "arrive", "report", "return", "rate", "judge") if getattr(call, f"can_{code}")]
    return {name: getattr(call, name) for name in names} | {"acts": acts(request, may, of="call")}


def choice(code: str, label: str) -> dict[str, str]:
    """A code with its words."""
    return {"code": str(code), "label": str(label)}


def done(request: HttpRequest, made: Done) -> dict[str, Any]:
    """How a case stood right after one's own change."""
    request.version = made.version  # type: ignore[attr-defined]  # the door puts it into the ETag
    label = gettext(STATE_LABELS[State(made.state)])
    return {"ref": made.ref, "state": made.state, "state_label": label, "version": made.version}
