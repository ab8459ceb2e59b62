"""What the pages of the four steps share: the frame with folded steps, the way to the next one, the chosen area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from linli.domains.cases import selectors
from linli.domains.cases.web import draft
from linli.domains.cases.web.draft import STEPS, Draft
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import RuleBroken
from linli.kernel.web import page, see_other

PAGE = "cases/portal_report.html"


def posted(request: HttpRequest) -> Any:
    """What was sent, also when every field is empty; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def area_of(county: Any, written: Draft) -> Any:
    """The area that the draft names; the county while it names none."""
    chosen = chosen_place(county, written)
    return territory.area_by_id(chosen.area_id) if chosen else county


def chosen_place(county: Any, written: Draft) -> Any:
    """The place that the draft names; None while it names none, and when it was closed in the meantime. Asked once a request."""
    key, place = written.found
    if key != written.place or not key:
        place = _place(county, written.place) if written.place else None
        written.found = (written.place, place)
    return place


def _place(county: Any, key: str) -> Any:
    try:
        return territory.place_by_key(county, key)
    except RuleBroken:
        return None


def may_open(request: HttpRequest, county: Any, written: Draft, step: str) -> bool:
    """Whether all steps before are answered; a place that was closed in the meantime is asked for again."""
    if "place" in written.done and chosen_place(county, written) is None:
        written.place, written.done = "", [name for name in written.done if name != "place"]
        draft.save(request, county.slug, written)
    return written.may_open(step)


def go_on(request: HttpRequest, slug: str, written: Draft, step: str) -> HttpResponse:
    """Fold the step, keep the draft, open the next one."""
    written.finish(step)
    draft.save(request, slug, written)
    return see_other(f"cases:report-{written.next_step}", slug)


def show(request: HttpRequest, county: Any, written: Draft, step: str, context: dict[str, Any]) -> HttpResponse:
    """The page with one step open."""
    chosen = chosen_place(county, written)
    rules = territory.rules_of(county)
    frame = {
        "county": county,
        "slug": county.slug,
        "place": county.label,
        "step": step,
        "number": STEPS.index(step) + 1,
        "draft": written,
        "chosen": chosen,
        "rules": rules.cases,
        "card": next((card for card in rules.cases.categories.cards if card.code == written.card), None),
        "taken": draft.taken(written, county.slug),
        "icons": {card.code: card.icon for card in rules.cases.categories.cards},
        "danger_numbers": selectors.danger_numbers(rules, written.text, danger=written.danger),
    }
    return page(request, PAGE, frame | context)
