"""Meetings in the console: call, code on the spot, attendance, hands, minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.permissions import RUN, VIEW
from linli.domains.deliberation.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.documents import docx_answer
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings of one's places, the newest first."""
    rows = selectors.meetings_page(request.actor, form=request.GET.get("form", "")[:40], number=request.GET.get("page"))
    return page(request, "deliberation/meetings.html", {"rows": rows}, partial="deliberation/_meetings.html")


@requires(VIEW)
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting."""
    row = selectors.meeting_for(request.actor, pk)
    return page(request, "deliberation/meeting.html", {"row": row, **selectors.meeting_facts(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting on a matter."""
    row = selectors.matter_for(request.actor, pk, to=RUN)
    body = selectors.form_of(row).body
    initial = {"title": row.title, "starts_at": forms.begins_in_an_hour()}
    if body is not None:
        initial |= {"fixed": "\n".join(body.fixed), "invited": "\n".join(body.invited)}
    form = forms.CallForm(sent(request), initial=initial)

    def act(data: dict[str, Any]) -> str:
        made = services.call_meeting(
            request.actor, matters=[row], title=data["title"], where=data["where"], starts_at=data["starts_at"],
            invited=form.seats(), entitled=data["entitled"],
        )  # fmt: skip
        return reverse("deliberation:meeting", args=[made.pk])

    back = reverse("deliberation:matter", args=[pk])
    return change(request, form, _("Call a meeting"), act, back=back, note=body.label if body else row.title)


@requires(RUN)
@creates
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """It begins."""
    services.open_meeting(request.actor, meeting=selectors.meeting_for(request.actor, pk, to=RUN))
    return saved(request, "deliberation:meeting", pk)


@requires(RUN)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It is called off."""
    services.cancel_meeting(request.actor, meeting=selectors.meeting_for(request.actor, pk, to=RUN))
    return saved(request, "deliberation:meeting", pk)


@requires(RUN)
@require_safe
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of now, for the screen on the spot; the page loads itself anew."""
    row = selectors.meeting_for(request.actor, pk, to=RUN)
    response = page(request, "deliberation/code.html", {"row": row, **selectors.code_now(row)})
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Refresh"] = "10"
    return response


@requires(RUN)
@takes_form
def attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who came."""
    row = selectors.meeting_for(request.actor, pk, to=RUN)
    seats = selectors.meeting_facts(request.actor, row)["seats"]
    choices = [(seat.pk, f"{seat.label} {seat.name}") for seat in seats]
    form = forms.AttendForm(
        sent(request), seats=choices, initial={"seats": [seat.pk for seat in seats if seat.came_at]}
    )
    return change(
        request, form, _("Who came"),
        lambda data: _none(services.note_attendance(request.actor, meeting=row, seats=data["seats"])), back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(RUN)
@takes_form
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands and resolutions; with that the minutes write themselves."""
    row = selectors.meeting_for(request.actor, pk, to=RUN)
    form = forms.CloseForm(sent(request), items=selectors.meeting_facts(request.actor, row)["resolving"])

    def act(data: dict[str, Any]) -> None:
        services.close_meeting(request.actor, meeting=row, hands=form.hands(), minutes=data["minutes"])

    return change(request, form, _("End the meeting"), act, back=_one(pk), note=row.title)


@requires(RUN)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes are right."""
    services.confirm_minutes(request.actor, meeting=selectors.meeting_for(request.actor, pk, to=RUN))
    return saved(request, "deliberation:meeting", pk)


@requires(VIEW)
@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as DOCX."""
    row = selectors.meeting_for(request.actor, pk)
    response = docx_answer(selectors.minutes_of(request.actor, row), f"{row.title}.docx")
    response["Cache-Control"] = "private, no-store"
    return response


def _one(pk: int) -> str:
    return reverse("deliberation:meeting", args=[pk])


def _none(_made: Any) -> None:
    """Back to the meeting, whatever was made."""
