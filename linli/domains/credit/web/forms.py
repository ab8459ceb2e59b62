"""Forms of credit; choices come from selectors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.credit.states import ENTRY_STATES, EntryState
from linli.domains.selfservice.web.forms import TellForm
from linli.kernel.pictures import PhotosField

_DAY = {"type": "date"}
_SHOWN = (EntryState.WAITING, EntryState.BOOKED, EntryState.REFUSED, EntryState.REVERSED)


def _words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea({"rows": 3}), help_text=hint, error_messages={"required": _("Please say it in a few words.")}
    )  # fmt: skip


class SignForm(forms.Form):
    """Which text was read: by its digest, so that another one isn't signed unread."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput())


class EmptyForm(forms.Form):
    """Nothing is asked."""


class WordsForm(forms.Form):
    """Why."""

    words = _words(_("In your words"))


class ObjectForm(TellForm, WordsForm):
    """Why, and whether a message about the answer is wanted."""

    field_order = ("words", "by_text")


class ReasonForm(forms.Form):
    """Why something is opened."""

    reason = forms.CharField(
        label=_("Why do you look?"), max_length=200, help_text=_("The person reads who looked, and why.")
    )


class DecideForm(forms.Form):
    """Upheld or not, with words."""

    upheld = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("Uphold it: the entry is taken back")), ("no", _("Not upheld: the entry stays"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = _words(_("Answer"), _("The person reads it."))


class FindForm(forms.Form):
    """Contracts by kind and place. What can't be read is left open."""

    kind = forms.ChoiceField(label=_("Kind of subject"), required=False)
    place = forms.IntegerField(required=False, min_value=1, max_value=2**53, widget=forms.HiddenInput())

    def __init__(self, *args: Any, kinds: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *kinds.items()]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StateForm(forms.Form):
    """Entries by state."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[(one.value, _(ENTRY_STATES[one][0])) for one in _SHOWN]
    )

    @property
    def chosen(self) -> str:
        """A state; those that wait where none can be read."""
        return (self.is_valid() and self.cleaned_data["state"]) or EntryState.WAITING


class EnterForm(forms.Form):
    """What a party did, on which day, by which rule, and what proves it."""

    rule = forms.ChoiceField(label=_("Rule"))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    words = _words(
        _("Proof of the entry"), _("Who confirmed it, where it is written. No more about anybody than is needed.")
    )
    photos = PhotosField(label=_("Photos that prove it"), required=False)

    def __init__(self, *args: Any, rules: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.rule.pk), f"{one.rule.group} · {one.rule.label} ({one.points})") for one in rules]
        self.fields["rule"].choices = [("", _("Please choose")), *choices]  # type: ignore[attr-defined]


def day_of(sent: Any, today: date) -> date:
    """The day that was sent, for the rules that held then; today where none can be read."""
    field = forms.DateField(required=False)
    try:
        return field.clean((sent or {}).get("on")) or today
    except forms.ValidationError:
        return today


class EnforceForm(forms.Form):
    """From when to when a table holds."""

    first = forms.DateField(label=_("Holds from"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    last = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=forms.DateInput(_DAY, format="%Y-%m-%d"),
        help_text=_("Empty: until the next table."),
    )
