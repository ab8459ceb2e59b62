"""Forms of selfservice; choices and texts come from selectors."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.membership.services import CourierSaid
from linli.domains.selfservice.method import GUARDIAN, REGISTRATION, SENSITIVE
from linli.domains.selfservice.rules import WORDS_MAX
from linli.domains.selfservice.services import Said
from linli.domains.selfservice.states import CORRECTABLE
from linli.foundation.residents.states import is_under_14
from linli.kernel import clock
from linli.kernel import forms as kernel

#: Which field a refusal is about, so that it is shown there.
_FIELD_OF = {
    "residents.bad_name": "name",
    "residents.bad_room": "room",
    "residents.bad_phone": "phone",
    "residents.id_old": "id_number",
    "residents.id_shape": "id_number",
    "residents.id_birthday": "id_number",
    "residents.id_check": "id_number",
    "residents.born_differs": "born_on",
    "residents.bad_birthday": "born_on",
    "residents.employer_long": "employer",
    "selfservice.guardian_needed": "guardian",
    "selfservice.wrong_code": "digits",
    "selfservice.code_over": "digits",
    "selfservice.words_needed": "words",
    "membership.group_unknown": "group",
    "membership.home_needed": "home",
}
_PHONE = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
_DAY = {"type": "date", "autocomplete": "bday"}


def refusals_into(form: forms.Form) -> AbstractContextManager[None]:
    """Show a refusal of the block at its field, else above the form."""
    return kernel.refusals_into(form, _FIELD_OF)


class JoinForm(forms.Form):
    """Who lives behind a door: only what the county's method asks for, and the texts to agree to."""

    room = forms.CharField(
        label=_("Room or house number"), max_length=40, help_text=_("As on the door, for example 302")
    )
    name = forms.CharField(
        label=_("Name of the person"), max_length=80, widget=forms.TextInput({"autocomplete": "name"})
    )
    born_on = forms.DateField(label=_("Day of birth"), widget=forms.DateInput(_DAY))
    relation = forms.ChoiceField(label=_("Relation to the head of the household"), required=False)
    employer = forms.CharField(label=_("Employer"), required=False, max_length=100)
    id_number = forms.CharField(label=_("ID number"), required=False, max_length=40)
    guardian = forms.CharField(
        label=_("Name of the parent or guardian"), required=False, max_length=80,
        help_text=_("Under 14 years a parent or guardian registers the child, with their own phone."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone number"), max_length=40, widget=forms.TextInput(_PHONE), help_text=_("You get a code of six figures."),
    )  # fmt: skip
    agree_registration = forms.BooleanField(label=_("I have read this and agree"), required=False)
    agree_guardian = forms.BooleanField(label=_("I have read this and agree for the child"), required=False)
    agree_sensitive = forms.BooleanField(label=_("I agree to this separately"), required=False)

    def __init__(self, *args: Any, door: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        self.fields["relation"].choices = [("", _("Not said")), *door.relations]  # type: ignore[attr-defined]
        self.fields["id_number"].help_text = door.form.id_number_for
        for name in ("born_on", "relation", "employer"):
            if name not in door.form.fields:
                del self.fields[name]
        if not door.form.id_number_for:
            del self.fields["id_number"], self.fields["agree_sensitive"]

    @property
    def for_child(self) -> bool:
        """Whether the guardian's part is shown: once a day of birth under 14 years was given."""
        return self.is_bound and is_under_14(self.cleaned_data.get("born_on"), clock.today())

    def said(self) -> Said:
        """What was said, as the service takes it."""
        names = ("name", "room", "phone", "born_on", "relation", "employer", "id_number", "guardian")
        return Said(**{name: self.cleaned_data[name] for name in names if name in self.fields})

    def agreed(self) -> frozenset[str]:
        """Codes of the texts that were agreed to."""
        codes = {REGISTRATION: "agree_registration", GUARDIAN: "agree_guardian", SENSITIVE: "agree_sensitive"}
        return frozenset(code for code, name in codes.items() if self.cleaned_data.get(name))


class CourierForm(forms.Form):
    """A courier who reports in, and the text to agree to."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    group = forms.ChoiceField(label=_("What you do"))
    home = forms.CharField(
        label=_("Where your membership lies"),
        max_length=100,
        help_text=_("The party organization, as far as you know its name."),
    )
    phone = forms.CharField(
        label=_("Phone number"), max_length=40, widget=forms.TextInput(_PHONE), help_text=_("You get a code of six figures."),
    )  # fmt: skip
    agree = forms.BooleanField(label=_("I have read this and agree"), required=False)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("Please choose")), *groups]  # type: ignore[attr-defined]

    def said(self) -> CourierSaid:
        """What was said, as the service takes it."""
        return CourierSaid(**{name: self.cleaned_data[name] for name in ("name", "phone", "group", "home")})


class PhoneForm(forms.Form):
    """A phone to sign in with."""

    phone = forms.CharField(
        label=_("Phone number"), max_length=40, widget=forms.TextInput(_PHONE), help_text=_("You get a code of six figures."),
    )  # fmt: skip


class CodeForm(forms.Form):
    """The six figures."""

    digits = forms.CharField(
        label=_("Code from the message"), max_length=40,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class WhoForm(forms.Form):
    """Which of those who share the phone."""

    name = forms.CharField(label=_("Name of the person"), max_length=80)
    born_on = forms.DateField(label=_("Day of birth"), required=False, widget=forms.DateInput(_DAY))


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3}))


class TellForm(forms.Form):
    """Whether a message is wanted when the office has answered. Ticked at first; nothing is kept of who takes the tick away."""

    by_text = forms.BooleanField(
        label=_("Send me a text message when there is an answer"), required=False, initial=True,
        help_text=_("It says only that there is one."),
    )  # fmt: skip


class CorrectForm(TellForm):
    """What is wrong, and what is right."""

    field_order = ("field", "words", "by_text")

    field = forms.ChoiceField(label=_("What is wrong"))
    words = _words(_("What is right"))

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(name, labels[name]) for name in CORRECTABLE if name in labels]  # type: ignore[attr-defined]


class DeleteForm(TellForm):
    """Why it should go; a word is enough."""

    field_order = ("words", "by_text")

    words = _words(_("Why"))


class FindForm(forms.Form):
    """Which requests the list shows."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Waiting")), ("done", _("Answered"))])


class DecideForm(forms.Form):
    """The office's answer, as the person reads it."""

    granted = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("yes", _("Done as asked")), ("no", _("Not done, for this reason"))],
    )  # fmt: skip
    words = _words(_("Answer to the person"))
