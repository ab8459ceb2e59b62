"""Scorecards in the office: rounds, one round, one result, entries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.engines.scorecards import selectors, services
from linli.engines.scorecards.states import ITEMS, RUN, VIEW
from linli.engines.scorecards.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import attempt, change, saved, sent, sent_files
from linli.kernel.pictures import read_uploads
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds of the county."""
    rows = selectors.rounds_page(request.actor, request.GET.get("page"))
    context = {
        "rows": rows,
        "may_open": bool(selectors.openable(request.actor)),
        "bookable": selectors.bookable(request.actor) if request.actor.can(ITEMS) else {},
    }
    return page(request, "scorecards/rounds.html", context)


@requires(RUN)
@creates
@takes_form
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    cards = selectors.openable(request.actor)
    form = forms.OpenForm(sent(request), cards=cards)

    def act(data: dict[str, Any]) -> str:
        county = selectors.county_of(request.actor)
        made = services.open_round(request.actor, county=county, card=data["card"], on=data["on"])
        return reverse("scorecards:round", args=[made.pk])

    note = _("Raters are found now, and the card stays as it is for this round.")
    text = selectors.period_choices(cards)
    return change(
        request, form, _("Open a round"), act, back=reverse("scorecards:rounds"), note=note, text=text
    )  # fmt: skip


@requires(VIEW)
@require_safe
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: who is rated with what came of it; for whoever runs it, how far the raters are."""
    row = selectors.round_for(request.actor, pk)
    found = selectors.round_page(request.actor, row, request.GET.get("page"))
    return page(request, "scorecards/round.html", {"page": found})


@requires(VIEW)
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The results of a round on paper."""
    row = selectors.round_for(request.actor, pk)
    context = {
        "round": row,
        "card": selectors.card_of(row),
        "period": selectors.period_name(selectors.card_of(row), row),
        "rows": selectors.sheet_rows(request.actor, row),
    }
    return page(request, "scorecards/sheet.html", context)


@requires(RUN)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more marks, and count."""
    services.close_round(request.actor, round_=selectors.round_for(request.actor, pk, RUN))
    messages.success(request, _("Counted."))
    return saved(request, "scorecards:round", pk)


@requires(RUN)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the rated read it."""
    services.publish_round(request.actor, round_=selectors.round_for(request.actor, pk, RUN))
    return saved(request, "scorecards:round", pk)


@requires(RUN)
@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the raters again."""
    services.look_for_raters(request.actor, round_=selectors.round_for(request.actor, pk, RUN))
    return saved(request, "scorecards:round", pk)


@requires(RUN)
@takes_form
def vacate(request: HttpRequest, pk: int) -> HttpResponse:
    """A rater leaves the round."""
    seat = selectors.seat_to_run(request.actor, pk)

    def act(data: dict[str, Any]) -> None:
        services.vacate_seat(request.actor, seat=seat, why=data["words"])

    back = reverse("scorecards:round", args=[seat.round_id])
    return change(
        request, forms.WhyForm(sent(request)), _("Leaves the round"), act, back=back, note=seat.name, danger=True
    )


@requires(RUN)
@takes_form
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for a rater without an account; shown once."""
    seat = selectors.seat_to_run(request.actor, pk)
    back = reverse("scorecards:round", args=[seat.round_id])

    def act(data: dict[str, Any]) -> str:
        token = services.give_link(request.actor, seat=seat)
        return request.build_absolute_uri(reverse("scorecards:by-link", args=[token]))

    def answer(made: str) -> HttpResponse:
        return page(request, "scorecards/link.html", {"link": made, "seat": seat, "back": back})

    context = {"title": _("Make a link"), "back": back, "note": seat.name}
    context["submit"] = context["title"]
    context["text"] = _("Whoever has the link rates in this name. A link that was made before opens nothing any more.")
    return attempt(request, forms.NoForm(sent(request)), act, answer, template="console_form.html", context=context)


@requires(VIEW)
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """One result with its formula."""
    subject = selectors.subject_for(request.actor, pk)
    found = selectors.result_page(request.actor, subject)
    shown = selectors.shown(request.actor, subject, found.reply, found.appeal, found.entries)
    return page(request, "scorecards/result.html", {"page": found, "shown": shown})


@requires(VIEW)
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Entries that take points off or add them."""
    context = {
        "rows": selectors.items_page(request.actor, request.GET.get("page")),
        "bookable": selectors.bookable(request.actor) if request.actor.can(ITEMS) else {},
        "may_withdraw": request.actor.can(ITEMS),
    }
    return page(request, "scorecards/items.html", context)


@requires(ITEMS)
@creates
@takes_form
def add_item(request: HttpRequest, card: str) -> HttpResponse:
    """Make an entry."""
    found = selectors.card_to_book(request.actor, card)
    county, subjects = selectors.county_of(request.actor), selectors.bookable_subjects(request.actor, found)
    limits = selectors.picture_limits(county)
    form = forms.ItemForm(sent(request), sent_files(request), card=found, subjects=subjects)

    def act(data: dict[str, Any]) -> None:
        photos = read_uploads(data.pop("photos"), limits)
        services.add_item(request.actor, county=county, card=card, photos=photos, **data)

    back = reverse("scorecards:items")
    return change(
        request, form, _("Make an entry"), act, back=back, note=found.label, files=True, most=limits.photos
    )  # fmt: skip


@requires(ITEMS)
@takes_form
def withdraw_item(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry counts no more."""
    item = selectors.item_for(request.actor, pk, ITEMS)

    def act(data: dict[str, Any]) -> None:
        services.withdraw_item(request.actor, item=item, why=data["words"])

    back = reverse("scorecards:items")
    form = forms.WhyForm(sent(request))
    return change(request, form, _("Withdraw the entry"), act, back=back, note=item.name, text=item.words, danger=True)
