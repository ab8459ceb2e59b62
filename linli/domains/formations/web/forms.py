"""Forms of sites and of organizations without a territory; choices come from selectors and the method."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.formations.states import COVER_LABELS

Choices = list[tuple[Any, str]]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=help_text
    )


def _whole(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None, help_text=help_text)


def _choose(form: forms.Form, name: str, choices: Choices, empty: Any) -> None:
    form.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]


class _Chosen(forms.Form):
    """A form whose select fields are filled by name."""

    empty: Any = _("Please choose")

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            _choose(self, name, found, self.empty)


class SitesForm(_Chosen):
    """Sites by kind, by who there is for them, and by words."""

    empty = _("All")
    q = forms.CharField(label=_("Name, host or place"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Kind of site"), required=False)
    cover = forms.ChoiceField(label=_("Party organization"), required=False)
    area = forms.IntegerField(required=False, widget=forms.HiddenInput)
    body = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        covers: Choices = [(code.value, _(label)) for code, label in COVER_LABELS.items()]
        super().__init__(*args, choices={"kind": kinds, "cover": covers}, **kwargs)


class SiteForm(_Chosen):
    """A site for the list."""

    kind = forms.ChoiceField(label=_("Kind of site"))
    name = forms.CharField(label=_("Name"), max_length=80)
    area = _whole(_("Where"), help_text=_("For a fleet: where it is looked after."))
    host = _whole(_("Firm or platform behind it"), required=False)


class SetUpForm(_Chosen):
    """A party organization on a site."""

    form = forms.ChoiceField(label=_("Form of organization"))
    name = forms.CharField(label=_("Name"), max_length=120)
    superior = _whole(_("Superior party organization"))
    basis = forms.CharField(
        label=_("By what leave"), max_length=120, help_text=_("The superior's reply, with its number.")
    )
    on = _day(_("Set up on"), _("Empty: today."))


class FoundForm(_Chosen):
    """A joint organization."""

    form = forms.ChoiceField(label=_("Form of organization"))
    name = forms.CharField(label=_("Name"), max_length=120)
    area = _whole(_("Seat"))
    founders = forms.TypedMultipleChoiceField(
        label=_("Founders"), coerce=int, help_text=_("Party organizations, at least one of a unit and one of a place."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("By what leave"), max_length=120, help_text=_("The superior's reply, with its number.")
    )
    on = _day(_("Set up on"), _("Empty: today."))
    until = _day(_("Until"), _("Empty: without an end. That day is included."))

    def __init__(self, *args: Any, founders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["founders"].choices = founders  # type: ignore[attr-defined]


class BodyForm(_Chosen):
    """One organization of the county."""

    organization = _whole(_("Party organization"))


class MoveForm(_Chosen):
    """Where a site is from now on."""

    area = _whole(_("Where"))
    superior = _whole(
        _("Superior party organization"), required=False, help_text=_("Empty: what is set up there keeps its superior.")
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class WordsForm(forms.Form):
    """What a review found."""

    words = forms.CharField(label=_("What was found"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class BodiesForm(_Chosen):
    """Organizations without a territory by form and words."""

    empty = _("All")
    q = forms.CharField(label=_("Name or place"), required=False, max_length=40)
    form = forms.ChoiceField(label=_("Form of organization"), required=False)
    due = forms.BooleanField(label=_("To be reviewed"), required=False)
    past = forms.BooleanField(label=_("Dissolved ones"), required=False)
