"""The offices' pages: figures, who signed, entering, a second pair of eyes, objections. A balance is opened with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.credit import selectors, services
from linli.domains.credit.states import DECIDE, ENTER, FIGURES, VIEW
from linli.domains.credit.web import forms, portal
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.forms import change, refusals_into, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page


@requires(FIGURES)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How many signed, by kind and place, down to the rows."""
    actor = _actor(request)
    here = selectors.place_for(actor, request.GET.get("place", ""))
    context = {"here": here, "found": selectors.figures_of(actor, here) if here else None, **_ways(actor)}
    return page(request, "credit/figures.html", context)


@requires(VIEW)
@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    """Contracts that hold; no balance."""
    actor = _actor(request)
    form = forms.FindForm(request.GET, kinds=selectors.kind_labels(actor))
    context = {
        "form": form,
        "rows": selectors.parties_page(actor, **form.wanted(), number=request.GET.get("page")),
        **_ways(actor),
    }
    return page(request, "credit/parties.html", context, partial="credit/_parties.html")


@requires(VIEW)
@require_safe
def party(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract; its account is opened with a reason."""
    return _party(request, selectors.party_for(_actor(request), pk), forms.ReasonForm())


@requires(VIEW)
@stepped_up(form="credit:party")
@require_POST
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Balance and entries; the subject reads who looked."""
    found, form = selectors.party_for(_actor(request), pk), forms.ReasonForm(request.POST)
    account = None
    if form.is_valid():
        with refusals_into(form, {"credit.words_needed": "reason"}):
            account = services.open_account(_actor(request), party=found, reason=form.cleaned_data["reason"])
    return _party(request, found, form, account=account, status=422 if form.errors else 200)


@requires(ENTER)
@creates
@takes_form
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a party did. `corrects` in the address names an entry that was taken back."""
    actor = _actor(request)
    found = selectors.party_for(actor, pk, to=ENTER)
    given = sent(request)
    rules = selectors.rules_for(found, forms.day_of(given, clock.today()))
    form = forms.EnterForm(given, request.FILES or None, rules=rules, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> str:
        rule = selectors.rule_by_id(found.county_id, int(data["rule"]))
        if rule is None:
            raise RuleBroken("credit.rule_not_in_force")
        photos = services.clean_photos(data["photos"], territory.rules_of(found.county).cases.limits)
        made = services.enter(
            actor, party=found, rule=rule, on=data["on"], words=data["words"], photos=photos,
            corrects=_corrected(actor, request.GET.get("corrects", "")),
        )  # fmt: skip
        return reverse("credit:entry", args=[made.pk])

    note = " · ".join((selectors.name_of(actor, found), _("It counts when somebody else has confirmed it.")))
    return change(
        request, form, _("Enter something"), act, back=reverse("credit:party", args=[pk]), note=note, files=True
    )


@requires(VIEW)
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Entries: those that wait for a second pair of eyes first."""
    actor, form = _actor(request), forms.StateForm(request.GET)
    rows = selectors.entries_page(actor, state=form.chosen, number=request.GET.get("page"))
    return page(
        request, "credit/entries.html", {"form": form, "rows": rows, **_ways(actor)}, partial="credit/_entries.html"
    )


@requires(VIEW)
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry; what proves it is opened by a button, since that is a look."""
    return _entry(request, selectors.entry_for(_actor(request), pk))


@requires(VIEW)
@stepped_up(form="credit:entry")
@require_POST
def open_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The words and pictures of an entry."""
    found = selectors.entry_for(_actor(request), pk)
    return _entry(request, found, services.open_entry(_actor(request), entry=found, reason=_("To check an entry")))


@requires(ENTER)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A second pair of eyes says yes. Twice is once."""
    found = selectors.entry_for(_actor(request), pk, to=ENTER)
    services.confirm_entry(_actor(request), entry=found)
    return saved(request, "credit:entries")


@requires(ENTER)
@takes_form
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A second pair of eyes says no, with a reason."""
    found = selectors.entry_for(_actor(request), pk, to=ENTER)

    def act(data: dict[str, Any]) -> None:
        services.refuse_entry(_actor(request), entry=found, reason=data["words"])

    return _say(request, _("Don't confirm it"), act, pk)


@requires(DECIDE)
@takes_form
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry that counts was wrong."""
    found = selectors.entry_for(_actor(request), pk, to=DECIDE)

    def act(data: dict[str, Any]) -> None:
        services.take_back(_actor(request), entry=found, reason=data["words"])

    return _say(request, _("Take the entry back"), act, pk)


@requires(DECIDE)
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Objections by their time; those that are late are named."""
    actor, is_open = _actor(request), request.GET.get("state") != "decided"
    rows = selectors.objections_page(actor, is_open=is_open, number=request.GET.get("page"))
    context = {"rows": rows, "late": selectors.late_objections(actor), "is_open": is_open, **_ways(actor)}
    return page(request, "credit/objections.html", context)


@requires(DECIDE)
@require_safe
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection; its words are opened by a button."""
    return _objection(request, selectors.objection_for(_actor(request), pk), forms.DecideForm())


@requires(DECIDE)
@stepped_up(form="credit:objection")
@require_POST
def open_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """What the subject says, and what proves the entry."""
    found = selectors.objection_for(_actor(request), pk)
    opened = services.open_objection(_actor(request), objection=found, reason=_("To decide an objection"))
    return _objection(request, found, forms.DecideForm(), opened=opened)


@requires(DECIDE)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Upheld or not."""
    found, form = selectors.objection_for(_actor(request), pk), forms.DecideForm(request.POST)
    if form.is_valid():
        with refusals_into(form):
            upheld = form.cleaned_data["upheld"] == "yes"
            services.decide_objection(
                _actor(request), objection=found, upheld=upheld, answer=form.cleaned_data["answer"]
            )
            return saved(request, "credit:objections")
    return _objection(request, found, form, status=422)


def _party(request: HttpRequest, found: Any, form: Any, *, account: Any = None, status: int = 200) -> HttpResponse:
    actor = _actor(request)
    context = {
        "row": found, "name": selectors.name_of(actor, found), "form": form, "account": account, "may_enter": actor.can(ENTER),
        "proof": _proof(request, "credit:party", found.pk),
    }  # fmt: skip
    return _private(page(request, "credit/party.html", context, status=status))


def _entry(request: HttpRequest, found: Any, opened: Any = None) -> HttpResponse:
    actor = _actor(request)
    context = {
        "row": selectors.entry_names(actor, [found])[0], "opened": opened, "pictures": _pictures(opened),
        "may": selectors.may_do(actor, found), "proof": _proof(request, "credit:entry", found.pk),
    }  # fmt: skip
    return _private(page(request, "credit/entry.html", context))


def _objection(request: HttpRequest, found: Any, form: Any, *, opened: Any = None, status: int = 200) -> HttpResponse:
    actor = _actor(request)
    context = {
        "row": found, "entry": selectors.entry_names(actor, [found.entry])[0], "form": form, "opened": opened,
        "pictures": _pictures(opened), "involved": selectors.was_involved(actor, found.entry),
        "proof": _proof(request, "credit:objection", found.pk),
    }  # fmt: skip
    return _private(page(request, "credit/objection.html", context, status=status))


def _say(request: HttpRequest, title: str, act: Any, pk: int) -> HttpResponse:
    back = reverse("credit:entry", args=[pk])
    return change(request, forms.WordsForm(sent(request)), title, act, back=back, note=_("The person reads it."))


def _corrected(actor: Any, number: str) -> Any:
    known = number.isascii() and number.isdigit() and len(number) < 16
    return selectors.entry_for(actor, int(number)) if known else None


def _pictures(opened: Any) -> list[str]:
    return [portal.address_of(pk) for pk in opened.pictures] if opened else []


def _proof(request: HttpRequest, name: str, pk: int) -> str:
    return "" if is_proved(request) else proof_url(reverse(name, args=[pk]))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _ways(actor: Any) -> dict[str, Any]:
    return {"ways": selectors.ways_for(actor)}


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
