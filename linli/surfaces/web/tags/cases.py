"""A case in pictures: four words, route, clocks, whistle, what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from linli.kernel import clock as time
from linli.surfaces.web import svg, when
from linli.surfaces.web.icons import MARKS
from linli.surfaces.web.parts import pick, read

register = template.Library()

#: Worst first: the clock that breaks next is what the reader came for.
CLOCK_ORDER = ("late", "soon", "run", "paused", "met")
CLOCK_MARKS = {"late": "late", "soon": "soon", "run": "doing", "paused": "paused", "met": "solved"}


@register.inclusion_tag("ui/track.html")
def track(steps: Iterable[Any], label: str = "") -> dict[str, Any]:
    """The words a resident sees: `label`, `state` (done, now, next, solved), `note`."""
    return {"steps": [pick(step, "label", "state", "note") for step in steps], "label": label or _("Progress")}


@register.inclusion_tag("ui/route.html")
def route(stations: Iterable[Any]) -> dict[str, Any]:
    """Every station with who and when: `name`, `state`, `who`, `at` (moment or words), `leg`."""
    return {"stations": [_dated(station) for station in stations]}


def _dated(station: Any) -> dict[str, Any]:
    facts = pick(station, "name", "state", "who", "at", "leg")
    return facts | {"moment": facts["at"] if isinstance(facts["at"], datetime) else None}


@register.inclusion_tag("ui/clocks.html")
def clocks(items: Iterable[Any]) -> dict[str, Any]:
    """All deadlines, worst first."""
    return {"clocks": sorted((_clock(item) for item in items), key=lambda c: CLOCK_ORDER.index(c["state"]))}


@register.inclusion_tag("ui/clocks.html")
def clock(item: Any) -> dict[str, Any]:
    """One deadline."""
    return {"clocks": [_clock(item)]}


def _clock(item: Any) -> dict[str, Any]:
    facts = pick(item, "name", "due_at", "due", "left", "percent", "why", "source")
    state = read(item, "state", "run")
    if state not in CLOCK_ORDER:
        raise ValueError(f"a clock can't be {state!r}")
    if not facts["left"] and facts["due_at"]:
        facts["left"] = when.left(facts["due_at"], time.now())
    return facts | {"state": state, "mark": CLOCK_MARKS[state], "progress": PROGRESS.get(state, "")}


PROGRESS = {"late": "prog--late", "soon": "prog--soon", "met": "prog--jade"}


@register.inclusion_tag("ui/ring.html")
def ring(calls: Iterable[Any]) -> dict[str, Any]:
    """The ring of the called: filled = answered, plain = waiting, broken = late."""
    return _ring(list(calls))


@register.inclusion_tag("ui/calls.html")
def calls(calls: Iterable[Any]) -> dict[str, Any]:
    """The ring as a list: `name`, `state` (in, wait, late, returned), `note`, `when`, `when_note`."""
    return {"calls": [_call(call) for call in calls]}


@register.inclusion_tag("ui/whistle.html")
def whistle(calls: Iterable[Any]) -> dict[str, Any]:
    """Ring and list side by side."""
    return {"calls": list(calls)}


def _call(call: Any) -> dict[str, Any]:
    return pick(call, "name", "note", "when", "when_note") | {"state": read(call, "state", "wait")}


def _ring(calls: list[Any]) -> dict[str, Any]:
    states = [read(call, "state", "wait") for call in calls]
    answered, late = states.count("in"), states.count("late")
    label = _("{called} called, {answered} answered").format(called=len(states), answered=answered)
    if late:
        label = _("{sentence}, {late} late").format(sentence=label, late=late)
    return {
        "segments": svg.ring(states),
        "answered": answered,
        "called": len(states),
        "word": _ring_word(len(states), answered),
        "label": label,
    }


def _ring_word(called: int, answered: int) -> str:
    if not answered:
        return _("nobody yet")
    return _("all have come") if answered == called else _("have come")


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened: `at`, `who`, `text`, `kind`, `quote`, `audience`, `photos` (`url`, `alt`)."""
    return {"entries": [_entry(entry) for entry in entries]}


def _entry(entry: Any) -> dict[str, Any]:
    facts = pick(entry, "at", "who", "text", "quote", "audience")
    kind = read(entry, "kind", "new")
    photos = [pick(photo, "url", "alt") for photo in read(entry, "photos", ())]
    return facts | {"kind": kind, "mark": kind if kind in MARKS else "new", "photos": photos}
