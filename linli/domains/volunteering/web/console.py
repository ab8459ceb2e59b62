"""Volunteering in the office: figures and their rows, teams, activities, group hours, single volunteers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.volunteering import selectors, services
from linli.domains.volunteering.permissions import KEEP, RUN, VIEW
from linli.domains.volunteering.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Volumes of an area in a year; each figure leads to its rows."""
    form, here, year = here_of(request)
    context = {
        "form": form, "here": here, "year": year, "query": f"?area={here.pk}" if here else "",
        "found": selectors.volumes(here, year) if here else None,
        "below": territory.children_of(_actor(request), here) if here else (),
        "published": selectors.rules_of(here).published.values() if here and not here.depth else (),
        "may_run": _actor(request).can(RUN), "may_keep": _actor(request).can(KEEP),
    }  # fmt: skip
    return page(request, "volunteering/figures.html", context)


@requires(VIEW)
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Teams of an area."""
    _form, here, _year = here_of(request)
    found, rows = selectors.teams_page(_actor(request), here, number=request.GET.get("page")) if here else ((), ())
    context = {"here": here, "page": found, "rows": rows, "may_run": _actor(request).can(RUN)}
    return page(request, "volunteering/teams.html", context)


@requires(RUN)
@creates
@takes_form
def add_team(request: HttpRequest) -> HttpResponse:
    """A new team."""
    actor = _actor(request)
    kinds = forms.labelled(rules_where_run(actor).teams)
    form = forms.TeamForm(sent(request), areas=selectors.area_choices(actor), kinds=kinds)

    def act(data: dict[str, Any]) -> str:
        area = territory.area_for(actor, data.pop("area"), to=RUN)
        return reverse("volunteering:team", args=[services.make_team(actor, area=area, **data).pk])

    return change(request, form, _("New team"), act, back=reverse("volunteering:teams"))


@requires(VIEW)
@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A team; its keepers see who is in it and who asks."""
    actor = _actor(request)
    found = selectors.team_for(actor, pk)
    context = {
        "team": found, "members": selectors.members_of(actor, found), "may_run": selectors.may_run(actor, found.area),
        "may_keep": selectors.may_keep(actor, found.area),
        "kind": dict(forms.labelled(selectors.rules_of(found.area).teams)).get(found.kind, found.kind),
    }  # fmt: skip
    return page(request, "volunteering/team.html", context)


@requires(RUN)
@takes_form
def close_team(request: HttpRequest, pk: int) -> HttpResponse:
    """The team ends."""
    found = selectors.team_for(_actor(request), pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.close_team(_actor(request), team=found, **data)

    return change(
        request,
        forms.ReasonForm(sent(request)),
        _("Close this team"),
        act,
        back=reverse("volunteering:teams"),
        danger=True,
    )


@requires(KEEP)
@takes_form
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody in, or not."""
    member = selectors.member_for(_actor(request), pk)
    roles = forms.labelled(selectors.rules_of(member.area).roles)
    form = forms.DecideForm(sent(request), roles=roles)

    def act(data: dict[str, Any]) -> None:
        taken = data.pop("taken") == "yes"
        services.decide_member(_actor(request), member=member, taken=taken, **data)

    name = selectors.names_of([member.volunteer_id])[member.volunteer_id]
    title = _("{name} asks to be in {team}").format(name=name, team=member.team.name)
    return change(request, form, title, act, back=reverse("volunteering:team", args=[member.team_id]))


@requires(RUN)
@creates
@takes_form
def add_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity of a team with its first shift."""
    actor = _actor(request)
    found = selectors.team_for(actor, pk, to=RUN)
    form = forms.ActivityForm(sent(request), kinds=forms.labelled(selectors.rules_of(found.area).activities))

    def act(data: dict[str, Any]) -> str:
        first = (data["starts_at"], data["ends_at"], data["slots"])
        made = services.make_activity(actor, team=found, plan=form.plan(), shifts=[first])
        return reverse("volunteering:activity", args=[made.pk])

    return change(request, form, _("New activity"), act, back=reverse("volunteering:team", args=[pk]))


@requires(RUN)
@creates
@takes_form
def add_shift(request: HttpRequest, pk: int) -> HttpResponse:
    """One more shift."""
    found = selectors.activity_for(_actor(request), pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.add_shift(_actor(request), activity=found, **data)

    back = reverse("volunteering:sessions")
    return change(
        request, forms.ShiftForm(sent(request)), _("Another shift of {title}").format(title=found.title), act, back=back
    )


@requires(RUN)
@takes_form
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The activity doesn't take place."""
    found = selectors.activity_for(_actor(request), pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.call_off(_actor(request), activity=found, **data)

    back = reverse("volunteering:sessions")
    return change(
        request,
        forms.ReasonForm(sent(request)),
        _("Call off {title}").format(title=found.title),
        act,
        back=back,
        danger=True,
    )


@requires(KEEP)
@creates
@takes_form
def record_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Group hours in one step."""
    actor = _actor(request)
    found = selectors.team_for(actor, pk, to=KEEP)
    rules = selectors.rules_of(found.area)
    form = forms.SessionForm(
        sent(request), kinds=forms.labelled(rules.activities), people=selectors.member_choices(actor, found),
        quantities=rules.quantities,
    )  # fmt: skip

    def act(_data: dict[str, Any]) -> str:
        made = services.record_session(actor, team=found, **form.wanted())
        return reverse("volunteering:shift", args=[made.pk])

    note = _("For what is done already: everybody who is ticked gets the hours of the whole time.")
    return change(request, form, _("Group hours"), act, back=reverse("volunteering:team", args=[pk]), note=note)


@requires(VIEW)
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Shifts of a year: the rows behind sessions, times and hours."""
    form, here, year = here_of(request)
    number = request.GET.get("page")
    found, rows = selectors.sessions_page(_actor(request), here, year, number) if here else ((), ())
    context = {
        "form": form, "here": here, "year": year, "page": found, "rows": rows, "may_run": _actor(request).can(RUN),
        "may_keep": _actor(request).can(KEEP),
    }  # fmt: skip
    return page(request, "volunteering/sessions.html", context)


@requires(KEEP)
@require_safe
def volunteer(request: HttpRequest, pk: int) -> HttpResponse:
    """One volunteer with the hours that were confirmed here."""
    actor = _actor(request)
    found = selectors.volunteer_for(actor, pk)
    context = {
        "volunteer": found, "name": selectors.names_of([pk])[pk], "services": selectors.services_of(actor, found),
        "may_run": actor.can(RUN),
    }  # fmt: skip
    return page(request, "volunteering/volunteer.html", context)


@requires(RUN)
@creates
@takes_form
def add_honour(request: HttpRequest, pk: int) -> HttpResponse:
    """Hours of earlier years."""
    actor = _actor(request)
    found = selectors.volunteer_for(actor, pk)
    form = forms.HonourForm(sent(request))

    def act(_data: dict[str, Any]) -> None:
        services.add_honour(actor, volunteer=found, **form.wanted())

    note = _("They count as hours and earn no points.")
    return change(request, form, _("Honour hours"), act, back=reverse("volunteering:volunteer", args=[pk]), note=note)


@requires(RUN)
@takes_form
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A confirmation was wrong."""
    actor = _actor(request)
    found = selectors.service_for(actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        services.take_back(actor, service=found, **data)

    back = reverse("volunteering:volunteer", args=[found.volunteer_id])
    return change(request, forms.ReasonForm(sent(request)), _("Take these hours back"), act, back=back, danger=True)


def here_of(request: HttpRequest) -> tuple[forms.FindForm, Any, int]:
    """The form in the address, the area and the year that it asks for; Http404 where the method has no volunteering."""
    form = forms.FindForm({"year": clock.today().year, **request.GET.dict()})
    area, year = form.wanted()
    here = selectors.here_for(_actor(request), area)
    if here is not None and not selectors.is_used(here):
        raise Http404
    return form, here, year


def rules_where_run(actor: Any) -> Any:
    """The county's section for who may set up something somewhere."""
    granted = territory.granted_area(actor, RUN)
    if granted is None:
        raise PermissionDenied
    if "volunteering" not in granted[1].sections:
        raise Http404
    return granted[1].volunteering


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
