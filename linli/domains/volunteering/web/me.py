"""A volunteer's own pages: join and leave, hours and points, shifts, check-in, rewards, certificates."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.selfservice.web.session import own_page
from linli.domains.volunteering import selectors, services
from linli.domains.volunteering.method import CONSENT
from linli.domains.volunteering.web import forms, papers
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import attempt, saved, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@public
@require_safe
@own_page
def me(request: HttpRequest, mine: Any) -> HttpResponse:
    """Everything of my volunteering. Who isn't a volunteer sees how to become one, and the hours that were kept."""
    _need(mine)
    context = {
        "found": selectors.mine(mine.person), "county": mine.county, "place": mine.county.label,
        "kept": selectors.kept_hours(mine.person), "papers": selectors.papers_of(mine.person),
    }  # fmt: skip
    return page(request, "volunteering/me.html", context)


@public
@creates
@takes_form
@own_page
def join(request: HttpRequest, mine: Any) -> HttpResponse:
    """Agree to the text and ask a team; who is a volunteer asks another one."""
    _need(mine)
    is_new = selectors.volunteer_of(mine.person) is None
    teams = selectors.team_choices(mine.county)
    form = forms.JoinForm(sent(request), teams=teams, asks_consent=is_new)

    def act(data: dict[str, Any]) -> None:
        team = selectors.open_team(mine.county, data["team"])
        if team is None:
            raise Http404
        if is_new:
            services.join(person=mine.person, team=team, agreed=data["agreed"])
        else:
            services.ask_team(person=mine.person, team=team)

    text = territory.rules_of(mine.county).privacy.consent(CONSENT) if is_new else None
    context = {"title": _("Become a volunteer") if is_new else _("Ask a team"), "consent": text, **_own(mine)}
    return attempt(request, form, act, _home, template="volunteering/own_form.html", context=context)


@public
@takes_form
@own_page
def leave(request: HttpRequest, mine: Any) -> HttpResponse:
    """Not a volunteer any more."""
    _need(mine)

    def act(data: dict[str, Any]) -> None:
        services.leave(person=mine.person, keep_hours=data["keep_hours"] == "yes")

    note = _(
        "You are taken off every list that hasn't begun. Points end with the link; rewards that wait can still be fetched."
    )
    context = {"title": _("Stop being a volunteer"), "note": note, "danger": True, **_own(mine)}
    return attempt(
        request, forms.LeaveForm(sent(request)), act, _home, template="volunteering/own_form.html", context=context
    )


@public
@require_POST
@own_page
def leave_team(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """One team less."""
    services.leave_team(person=mine.person, member=selectors.own_member(mine.person, pk))
    return _home(request=request)


@public
@require_POST
@own_page
def wish(request: HttpRequest, mine: Any) -> HttpResponse:
    """Stand on the public board, or not any more."""
    _need(mine)
    change = services.stand_on_board if request.POST.get("wanted") == "1" else services.leave_board
    change(person=mine.person)
    return _home(request=request)


@public
@creates
@require_POST
@own_page
def sign_up(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Take a slot of a shift."""
    shift = selectors.public_shift(pk)
    services.sign_up(person=mine.person, shift=shift)
    return saved(request, "volunteering:activity", shift.activity_id)


@public
@require_POST
@own_page
def cancel(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Give the slot back."""
    row = services.cancel(person=mine.person, sign_up=selectors.own_sign_up(mine.person, pk))
    return saved(request, "volunteering:activity", selectors.public_shift(row.shift_id).activity_id)


@public
@takes_form
@own_page
def check_in(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """I am here: by the code on site, or by position. The keeper's QR code leads here with the code."""
    shift = selectors.public_shift(pk)
    line = selectors.own_line(mine.person, shift)
    if line is None:
        raise Http404
    form = forms.CheckInForm(sent(request), initial={"code": request.GET.get("code", "")[:20]})

    def act(_data: dict[str, Any]) -> None:
        services.check_in(person=mine.person, shift=shift, **form.proof())

    rule = selectors.rules_of(shift.county).check_in
    activity = selectors.public_activity(shift.activity_id)
    context = {
        "title": _("Check in"), "shift": shift, "line": line, "activity": activity, "rule": rule,
        "by_place": rule.by_place and activity.lat is not None, **_own(mine),
    }  # fmt: skip
    return attempt(request, form, act, _home, template="volunteering/check_in.html", context=context)


@public
@require_POST
@own_page
def check_out(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """I am going."""
    services.check_out(person=mine.person, sign_up=selectors.own_sign_up(mine.person, pk))
    return _home(request=request)


@public
@takes_form
@own_page
def object_to(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """I was said not to have come, and that is wrong."""
    row = selectors.own_sign_up(mine.person, pk)

    def act(data: dict[str, Any]) -> None:
        services.object_to(person=mine.person, sign_up=row, why=data["why"])

    note = _("{who} wrote that you didn't come. A keeper looks at it again and answers.").format(who=row.said_by or "—")
    context = {"title": _("That isn't right"), "note": note, **_own(mine)}
    return attempt(
        request, forms.ObjectForm(sent(request)), act, _home, template="volunteering/own_form.html", context=context
    )


@public
@creates
@require_POST
@own_page
def claim(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Take a service post."""
    services.claim_post(person=mine.person, post=selectors.public_post(pk))
    return saved(request, "volunteering:near", mine.county.slug)


@public
@require_POST
@own_page
def give_up(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Give a service post up again."""
    services.give_up_post(person=mine.person, post=selectors.public_post(pk))
    return saved(request, "volunteering:near", mine.county.slug)


@public
@creates
@require_POST
@own_page
def redeem(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Ask for a reward; its points are set aside."""
    made = services.redeem(person=mine.person, offer=selectors.public_offer(pk))
    return see_other("volunteering:reward", made.pk)


@public
@require_safe
@own_page
def reward(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """A reward with the code for the counter."""
    found = selectors.own_reward(mine.person, pk)
    code = selectors.code_of(found)
    drawing = segno.make(code, error="m").svg_data_uri(scale=6, border=3, light="white") if code else ""
    return page(request, "volunteering/reward.html", {"reward": found, "code": code, "drawing": drawing, **_own(mine)})


@public
@creates
@takes_form
@own_page
def certify(request: HttpRequest, mine: Any) -> HttpResponse:
    """A certificate of the hours between two days."""
    _need(mine)

    def act(data: dict[str, Any]) -> None:
        services.issue_certificate(person=mine.person, **data)

    note = _("It names you, what you did and for how long. Whoever you give it to can check it by its number and code.")
    context = {"title": _("Certificate of hours"), "note": note, **_own(mine)}
    return attempt(
        request, forms.PaperForm(sent(request)), act, _home, template="volunteering/own_form.html", context=context
    )


@public
@require_safe
@own_page
def paper(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """A certificate as a DOCX file."""
    found = selectors.own_paper(mine.person, pk)
    return papers.certificate(found, mine.person.name, request.build_absolute_uri(reverse("volunteering:check")))


def _need(mine: Any) -> None:
    """404 where the county's method doesn't know volunteering."""
    if not selectors.is_used(mine.county):
        raise Http404


def _own(mine: Any) -> dict[str, Any]:
    return {"place": mine.county.label, "county": mine.county, "back": reverse("volunteering:me")}


def _home(_done: Any = None, *, request: HttpRequest | None = None) -> HttpResponse:
    if request is not None:
        messages.success(request, _("Saved."))
    return see_other("volunteering:me")
