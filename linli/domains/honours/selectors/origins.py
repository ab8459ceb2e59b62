"""What a model case may be written from: a closed case, a project of the lists that was carried out, a settled deliberation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from linli.domains.cases import selectors as cases
from linli.domains.cases.states import Kind, State
from linli.domains.cobuilding import selectors as cobuilding
from linli.domains.cobuilding.states import EntryState, ListKind
from linli.domains.deliberation import selectors as deliberation
from linli.domains.deliberation.states import State as MatterState
from linli.domains.honours.states import Origin

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Permissions without which nothing of its kind is offered.
_PROJECTS, _MATTERS = "cobuilding.view", "deliberation.view"


def origin_choices(actor: Actor) -> list[tuple[str, str]]:
    """The newest closed projects ("project:12") and matters ("matter:7") that the actor sees; cases are told by their number."""
    found: list[tuple[str, str]] = []
    if actor.can(_PROJECTS):
        done = cobuilding.entries_page(actor, list_kind=ListKind.PROJECT, state=EntryState.DONE)
        found += [(f"{Origin.PROJECT}:{one.pk}", f"{one.title} · {one.area.name}") for one in done]
    if actor.can(_MATTERS):
        settled = deliberation.matters_page(actor, state=MatterState.SETTLED)
        found += [(f"{Origin.MATTER}:{one.pk}", f"{one.title} · {one.area.name}") for one in settled]
    return found


def is_closed(actor: Actor, origin: str, key: str) -> bool:
    """Whether the actor sees what an article is about, and it has come to a good end."""
    try:
        if origin == Origin.CASE:
            return State(cases.case_for(actor, key).state).kind is Kind.SOLVED
        if origin == Origin.PROJECT:
            row = cobuilding.entry_for(actor, int(key))
            return bool(row.list_kind == ListKind.PROJECT and row.state == EntryState.DONE)
        return bool(deliberation.matter_for(actor, int(key)).state == MatterState.SETTLED)
    except (Http404, PermissionDenied, ValueError):
        return False


def origin_url(row: Any) -> str:
    """Where staff read what an article was written from; whether they may is asked there."""
    if row.origin == Origin.CASE:
        return reverse("cases:detail", args=[row.origin_key])
    if row.origin == Origin.PROJECT:
        return reverse("cobuilding:entry", args=[row.origin_key])
    return reverse("deliberation:matter", args=[row.origin_key]) if row.origin else ""
