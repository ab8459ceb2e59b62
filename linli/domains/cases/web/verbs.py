"""What can be done to a case on the console, one entry for each: its form, its words, and the service that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms import console as fields
from linli.domains.cases.web.forms import field as on_site
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.kernel.actor import Actor

Do = Callable[[Actor, Any, forms.Form], object]
Give = Callable[[Actor, Any], dict[str, Any]]


def _nothing(actor: Actor, case: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing to do. `give` fetches the form's choices; `kind` is how the button looks; `group` where it stands:
    first (beside the title), more (in the list below), or "" (elsewhere on the page). `creates`: guarded against double sending.
    """

    code: str
    permission: str
    label: Any
    thanks: Any
    form: type[forms.Form]
    do: Do
    icon: str = "check"
    kind: str = ""
    group: str = "more"
    hint: Any = ""
    give: Give = _nothing
    creates: bool = False


def _rules(case: Any) -> Any:
    return methods.rules_for(case.release_id).cases


def _photos(case: Any, form: forms.Form) -> tuple[bytes, ...]:
    return services.read_uploads(form.cleaned_data["photos"], selectors.limits_of(case))


def _dispatch(actor: Actor, case: Any, form: Any) -> None:
    services.dispatch_case(actor, case=case, note=form.cleaned_data["note"], **form.chosen())


def _look(actor: Actor, case: Any, form: Any) -> None:
    photos, data = _photos(case, form), form.cleaned_data
    services.look_on_site(actor, case=case, found_true=data["found"], note=data["words"])
    if photos:
        services.attach_photos(actor, case=case, photos=photos)


def _resolve(actor: Actor, case: Any, form: Any) -> None:
    data = form.cleaned_data
    services.resolve_case(
        actor, case=case, text=data["text"], public_words=data["public_words"], photos=_photos(case, form)
    )


def _whistle(actor: Actor, case: Any, form: Any) -> None:
    called = [(organizations.organization_by_id(pk), lead) for pk, lead in form.called()]
    data = form.cleaned_data
    services.blow_whistle(actor, case=case, organizations=called, reason=data["reason"], tier=data["tier"] or None)


def _one_more(actor: Actor, case: Any, form: Any) -> None:
    data = form.cleaned_data
    found = organizations.organization_by_id(data["organization"])
    services.call_one_more(actor, case=case, organization=found, lead=data["lead"])


def _merge(actor: Actor, case: Any, form: Any) -> None:
    into = selectors.case_for(actor, form.cleaned_data["into"], to="cases.merge")
    services.merge_cases(actor, case=case, into=into)


def _likely(actor: Actor, case: Any) -> dict[str, Any]:
    found = selectors.similar_open(case.area, case.category, f"{case.title} {case.text}", case.lat, case.lng)
    return {"likely": [one for one in found if one.ref != case.ref]}


def _say(actor: Actor, case: Any, form: Any) -> None:
    data = form.cleaned_data
    say = services.reply_publicly if data["public"] else services.comment
    say(actor, case=case, words=data["words"])


def _extension(actor: Actor, case: Any) -> dict[str, Any]:
    most = _rules(case).closing.extension.at_most
    return {
        "most": _("At most {amount} {unit}, once decided by somebody above").format(
            amount=f"{most.amount:g}", unit=_unit(most)
        )
    }


def _unit(duration: Any) -> str:
    units = {
        "minutes": _("minutes"),
        "hours": _("hours"),
        "days": _("days"),
        "working_hours": _("working hours"),
        "working_days": _("working days"),
    }
    return str(units[str(duration.unit)])


def _add_photos(actor: Actor, case: Any, form: Any) -> None:
    services.attach_photos(actor, case=case, photos=_photos(case, form), public=form.cleaned_data["public"])


VERBS = (
    Verb("accept", "cases.handle", _("Take it up"), _("Taken up."), fields.NoteForm,
         lambda actor, case, form: services.accept_case(actor, case=case, note=form.cleaned_data["note"]),
         kind="primary", group="first"),
    Verb("dispatch", "cases.dispatch", _("Dispatch"), _("Dispatched."), fields.DispatchForm, _dispatch,
         icon="arrow-up", group="first", give=lambda actor, case: {"targets": selectors.dispatch_targets(actor, case)}),
    Verb("sort", "cases.dispatch", _("Sort it"), _("Sorted."), fields.SortForm,
         lambda actor, case, form: services.sort_case(actor, case=case, choice=form.cleaned_data["choice"]),
         icon="filter", give=lambda actor, case: {"choices": _rules(case).triage.choices}),
    Verb("whistle", "cases.whistle", _("Whistle"), _("Sent. Answers show here."), fields.CallForm, _whistle,
         icon="whistle", kind="primary", group="first", creates=True, hint=_("Organizations that you tick are called at once."),
         give=lambda actor, case: {"plan": selectors.whistle_plan(case), "initial": selectors.whistle_plan(case).initial}),
    Verb("call-one-more", "cases.whistle", _("Call one more"), _("Called."), fields.CallMoreForm, _one_more,
         icon="plus", group="", creates=True, give=lambda actor, case: {"organizations": selectors.callable_for(case)}),
    Verb("end-whistle", "cases.whistle", _("End the whistle"), _("Ended."), fields.ReasonForm,
         lambda actor, case, form: services.end_whistle(actor, case=case, reason=form.cleaned_data["reason"]),
         icon="close", group="", hint=_("Whoever hasn't reported is let go.")),
    Verb("look", "cases.handle", _("On the spot"), _("Noted."), on_site.LookForm, _look, icon="camera", creates=True),
    Verb("contacted", "cases.handle", _("Reporter contacted"), _("Noted. The clock of the first contact stops."), on_site.ContactForm,
         lambda actor, case, form: services.note_contact(
             actor, case=case, how=form.cleaned_data["how"], note=form.cleaned_data["words"]),
         icon="phone"),
    Verb("resolve", "cases.handle", _("It is done"), _("Noted. Now somebody checks it, then the resident is asked."),
         fields.ResolveForm, _resolve, kind="primary", group="first", creates=True),
    Verb("verify", "cases.verify", _("Result is good"), _("Now the resident is asked."), fields.NoteForm,
         lambda actor, case, form: services.verify_case(actor, case=case, note=form.cleaned_data["note"]),
         kind="primary", group="first"),
    Verb("send-back", "cases.verify", _("Send back"), _("Sent back."), fields.ReasonForm,
         lambda actor, case, form: services.send_back(actor, case=case, reason=form.cleaned_data["reason"]),
         icon="return", group="first"),
    Verb("return", "cases.handle", _("Return it"), _("Returned. The centre decides."), fields.ReasonForm,
         lambda actor, case, form: services.return_case(actor, case=case, reason=form.cleaned_data["reason"]),
         icon="return", group="first", hint=_("Not yours: say why, and the centre decides.")),
    Verb("escalate", "cases.view", _("One level up"), _("It is one level up now."), fields.ReasonForm,
         lambda actor, case, form: services.escalate_case(actor, case=case, reason=form.cleaned_data["reason"]),
         icon="arrow-up"),
    Verb("ask", "cases.handle", _("Ask the reporter"), _("Asked. The clocks wait."), fields.QuestionForm,
         lambda actor, case, form: services.ask_reporter(actor, case=case, question=form.cleaned_data["question"]),
         icon="chat"),
    Verb("resume", "cases.handle", _("Go on"), _("Work goes on."), fields.NoteForm,
         lambda actor, case, form: services.resume_case(actor, case=case, note=form.cleaned_data["note"]),
         kind="primary", icon="play", group="first"),
    Verb("extend", "cases.handle", _("More time"), _("Asked. You hear when it is decided."), fields.ExtendForm,
         lambda actor, case, form: services.ask_extension(actor, case=case, **form.cleaned_data),
         icon="clock", creates=True, give=_extension),
    Verb("suspend", "cases.handle", _("Suspend"), _("Asked. You hear when it is decided."), fields.SuspendForm,
         lambda actor, case, form: services.ask_suspension(actor, case=case, **form.cleaned_data),
         icon="calendar", creates=True, hint=_("For a reason outside our power, such as a court date. All clocks wait.")),
    Verb("explain", "cases.explain", _("Can't be solved: explain"), _("Explained. The resident may ask for a review."),
         fields.ReasonForm, lambda actor, case, form: services.explain_case(actor, case=case, reason=form.cleaned_data["reason"]),
         icon="chat", hint=_("The case ends. The resident reads these words and may ask for a review.")),
    Verb("redirect", "cases.explain", _("Name the legal route"), _("The way was named."), fields.RedirectForm,
         lambda actor, case, form: services.redirect_case(actor, case=case, route=form.cleaned_data["route"]),
         icon="scales", hint=_("The case ends. The resident reads where to go."),
         give=lambda actor, case: {"routes": _rules(case).legal_routes}),
    Verb("merge", "cases.merge", _("Join to another case"), _("Joined. All who reported read the same lines."),
         fields.MergeForm, _merge, icon="grid", give=_likely),
    Verb("unlink", "cases.merge", _("Part from the other case"), _("Parted."), fields.NoForm,
         lambda actor, case, form: services.unlink_case(actor, case=case), icon="grid"),
    Verb("withdraw", "cases.dispatch", _("Withdraw"), _("Withdrawn."), fields.ReasonForm,
         lambda actor, case, form: services.withdraw_case(actor, case=case, reason=form.cleaned_data["reason"]),
         icon="close", hint=_("The reporter takes it back; you write it down.")),
    Verb("supervise", "cases.supervise", _("Supervise"), _("Under supervision. Whoever has it was told."),
         fields.SuperviseForm, lambda actor, case, form: services.supervise_case(actor, case=case, words=form.cleaned_data["words"]),
         icon="eye", group="first"),
    Verb("end-supervision", "cases.supervise", _("End supervision"), _("Supervision ended."), fields.NoteForm,
         lambda actor, case, form: services.end_supervision(actor, case=case, words=form.cleaned_data["note"]), icon="eye"),
    Verb(
        "add-photos", "cases.comment", _("Add photos"), _("Added."), fields.PhotosForm, _add_photos, icon="camera",
        creates=True,
    ),
    Verb("urge", "cases.dispatch", _("Urge"), _("Whoever has it was told."), fields.NoteForm,
         lambda actor, case, form: services.urge_case(actor, case=case, words=form.cleaned_data["note"]), icon="bell"),
    Verb("say", "cases.comment", _("Write a line"), _("Written down."), fields.SayForm, _say,
         icon="edit", group="", creates=True),
)  # fmt: skip

BY_CODE = {verb.code: verb for verb in VERBS}
