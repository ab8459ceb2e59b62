"""A case in the field: four big actions, the whistle, and a called organization's own answers. One POST view each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import field as fields
from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations import selectors as organizations
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.stepup import is_proved, proof_url, to_proof
from linli.kernel.web import page, see_other

Do = Callable[[dict[str, Any]], object]


@requires("cases.view")
@require_safe
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """The case as its handler, or a called officer, needs it on a phone."""
    return _show(request, selectors.case_for(_actor(request), ref))


@requires("cases.handle")
@require_POST
def accept(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it up."""
    found = _mine(request, ref)
    return _done(request, found, "accept_form", forms.Form(request.POST), _("Taken up."), lambda data: services.accept_case(
        _actor(request), case=found,
    ))  # fmt: skip


@requires("cases.handle")
@require_POST
@creates
def resolve(request: HttpRequest, ref: str) -> HttpResponse:
    """Done, with pictures; somebody else checks it, then the resident is asked."""
    found = _mine(request, ref)
    form = fields.ResolveForm(request.POST, request.FILES)
    return _done(request, found, "resolve_form", form, _("Noted. Now somebody checks it, then the resident is asked."), lambda data: (
        services.resolve_case(
            _actor(request), case=found, text=data["words"], public_words=data["words"], photos=_pictures(found, data),
        )
    ))  # fmt: skip


@requires("cases.handle")
@require_POST
def give_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Not mine, and why; the centre decides."""
    found = _mine(request, ref)
    form = fields.ReasonForm(request.POST)
    return _done(request, found, "return_form", form, _("Returned. The centre decides."), lambda data: services.return_case(
        _actor(request), case=found, reason=data["words"],
    ))  # fmt: skip


@requires("cases.handle")
@require_POST
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the resident; the clocks wait for the answer."""
    found = _mine(request, ref)
    form = fields.ReasonForm(request.POST)
    return _done(request, found, "ask_form", form, _("Asked. Your clocks wait for the answer."), lambda data: services.ask_reporter(
        _actor(request), case=found, question=data["words"],
    ))  # fmt: skip


@requires("cases.handle")
@require_POST
def resume(request: HttpRequest, ref: str) -> HttpResponse:
    """Go on without an answer."""
    found = _mine(request, ref)
    return _done(request, found, "resume_form", forms.Form(request.POST), _("Work goes on."), lambda data: services.resume_case(
        _actor(request), case=found,
    ))  # fmt: skip


@requires("cases.handle")
@require_POST
@creates
def look(request: HttpRequest, ref: str) -> HttpResponse:
    """Here on the spot: whether it is as reported, pictures, what I found."""
    found = _mine(request, ref)
    form = fields.LookForm(request.POST, request.FILES)

    def do(data: dict[str, Any]) -> None:
        photos = _pictures(found, data)
        services.look_on_site(_actor(request), case=found, found_true=data["found"], note=data["words"])
        if photos:
            services.attach_photos(_actor(request), case=found, photos=photos)

    return _done(request, found, "look_form", form, _("Noted."), do)


@requires("cases.handle")
@require_POST
def contacted(request: HttpRequest, ref: str) -> HttpResponse:
    """I have spoken with the reporter."""
    found = _mine(request, ref)
    form = fields.ContactForm(request.POST)
    return _done(request, found, "contact_form", form, _("Noted. The clock of the first contact stops."), lambda data: (
        services.note_contact(_actor(request), case=found, how=data["how"], note=data["words"])
    ))  # fmt: skip


@requires("cases.reveal")
@require_POST
def phone(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the reporter's number once, for a reason that the reporter can read. Who isn't at work on the case proves first that it
    is still they (ADR 0018).
    """
    found = selectors.case_for(_actor(request), ref, to="cases.reveal")
    if back := _proof(request, found):
        return to_proof(request, back)
    form = fields.ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, found, status=422, phone_form=form)
    reporter = selectors.reporter_with_phone(found, request.POST.get("reporter", ""))
    number = services.reveal_contact(_actor(request), case=found, reporter=reporter, reason=form.cleaned_data["words"])
    response = _show(request, found, number=number)
    response.headers["Cache-Control"] = "no-store"
    return response


@requires("cases.handle")
@require_POST
@creates
def extend(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for more time."""
    found = _mine(request, ref)
    form = fields.ExtendForm(request.POST)
    return _done(request, found, "extend_form", form, _("Asked. You hear when it is decided."), lambda data: services.ask_extension(
        _actor(request), case=found, amount=data["amount"], reason=data["reason"],
    ))  # fmt: skip


@requires("cases.whistle")
@require_POST
@creates
def whistle(request: HttpRequest, ref: str) -> HttpResponse:
    """Call others to help."""
    found = selectors.case_for(_actor(request), ref, to="cases.whistle")
    form = fields.WhistleForm(request.POST, plan=selectors.whistle_plan(found))

    def do(data: dict[str, Any]) -> None:
        called = [(organizations.organization_by_id(pk), lead) for pk, lead in form.called()]
        services.blow_whistle(
            _actor(request), case=found, organizations=called, reason=data["reason"], tier=data["tier"] or None
        )

    return _done(request, found, "whistle_form", form, _("Sent. Answers show here."), do)


@requires("cases.answer_call")
@require_POST
def answer_call(request: HttpRequest, ref: str) -> HttpResponse:
    """My organization takes the call."""
    found, call = _call(request, ref)
    return _done(request, found, "answer_form", forms.Form(request.POST), _("Taken. Please say when you arrive."), lambda data: (
        services.answer_call(_actor(request), call=call)
    ))  # fmt: skip


@requires("cases.answer_call")
@require_POST
def arrive(request: HttpRequest, ref: str) -> HttpResponse:
    """We are on the spot."""
    found, call = _call(request, ref)
    form = fields.ArriveForm(request.POST)
    return _done(request, found, "arrive_form", form, _("Arrival noted."), lambda data: services.arrive_at(
        _actor(request), call=call, place=data["place"], lat=data["lat"], lng=data["lng"],
    ))  # fmt: skip


@requires("cases.answer_call")
@require_POST
@creates
def report_call(request: HttpRequest, ref: str) -> HttpResponse:
    """What we did."""
    found, call = _call(request, ref)
    form = fields.ReportCallForm(request.POST, request.FILES)
    return _done(request, found, "report_form", form, _("Reported. Thank you."), lambda data: services.report_call(
        _actor(request), call=call, text=data["words"], photos=_pictures(found, data),
    ))  # fmt: skip


@requires("cases.answer_call")
@require_POST
def return_call(request: HttpRequest, ref: str) -> HttpResponse:
    """Not ours, and why; the centre decides."""
    found, call = _call(request, ref)
    form = fields.ReasonForm(request.POST)
    return _done(request, found, "return_call_form", form, _("Returned. The centre decides."), lambda data: services.return_call(
        _actor(request), call=call, reason=data["words"],
    ))  # fmt: skip


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _mine(request: HttpRequest, ref: str) -> Any:
    return selectors.case_for(_actor(request), ref, to="cases.handle")


def _call(request: HttpRequest, ref: str) -> tuple[Any, Any]:
    """The case and my organization's live call on it; Http404 where there is none."""
    found = selectors.case_for(_actor(request), ref)
    call = selectors.my_call(_actor(request), found)
    if call is None:
        raise Http404
    return found, call


def _pictures(found: Any, data: dict[str, Any]) -> tuple[bytes, ...]:
    return services.read_uploads(data["photos"], selectors.limits_of(found))


def _proof(request: HttpRequest, found: Any) -> str:
    """The page to come back to from a fresh proof; "" where none is needed."""
    free = is_proved(request) or selectors.calls_at_once(_actor(request), found)
    return "" if free else reverse("cases:field-case", args=[found.ref])


def _done(request: HttpRequest, found: Any, name: str, form: forms.Form, thanks: str, do: Do) -> HttpResponse:
    """Do it when the form is right; a refusal about what was typed stays on the page with the form."""
    status = 422
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except RuleBroken as refused:
            form.add_error(None, refused.message)
            status = 413 if isinstance(refused, services.TooLarge) else status
        else:
            messages.success(request, thanks)
            return see_other("cases:field-case", found.ref)
    return _show(request, found, status=status, **{name: form})


def _show(request: HttpRequest, found: Any, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = _actor(request)
    may = selectors.field_actions(actor, found)
    plan = selectors.whistle_plan(found) if "whistle" in may else selectors.NO_WHISTLE
    context = {
        "case": selectors.case_page(actor, found),
        "may": may,
        "may_reveal": actor.can("cases.reveal"),
        "proof": proof_url(back) if actor.can("cases.reveal") and (back := _proof(request, found)) else "",
        "call": selectors.my_call(actor, found),
        "plan": plan,
        "most": selectors.limits_of(found).photos,
        "why": _("Why"),
        "question": _("Your question"),
        "look_form": fields.LookForm(auto_id="look_%s", initial={"found": "yes"}),
        "resolve_form": fields.ResolveForm(auto_id="resolve_%s"),
        "return_form": fields.ReasonForm(auto_id="return_%s"),
        "return_call_form": fields.ReasonForm(auto_id="return_call_%s"),
        "ask_form": fields.ReasonForm(auto_id="ask_%s"),
        "phone_form": fields.ReasonForm(auto_id="phone_%s"),
        "contact_form": fields.ContactForm(auto_id="contact_%s", initial={"how": "phone"}),
        "extend_form": fields.ExtendForm(auto_id="extend_%s"),
        "arrive_form": fields.ArriveForm(auto_id="arrive_%s", initial={"place": found.place_words}),
        "report_form": fields.ReportCallForm(auto_id="report_%s"),
        "whistle_form": fields.WhistleForm(plan=plan, initial=plan.initial),
    } | given
    context["ticked"] = _ticked(context["whistle_form"])
    context["wrong"] = [form for form in given.values() if isinstance(form, forms.Form)]
    return page(request, "cases/field_case.html", context, status=status)


def _ticked(form: forms.Form) -> list[int]:
    """Organizations that are ticked: what was sent, else the suggestion."""
    return [int(pk) for pk in form["organizations"].value() or () if str(pk).isdigit()]
