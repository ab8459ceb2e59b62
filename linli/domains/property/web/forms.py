"""Forms of property."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.property.selectors import LISTS
from linli.kernel.pictures import PhotosField

Choices = Sequence[tuple[str, str]]


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def _words(label: Any, longest: int = 1000, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": 4}), **options)


class FindForm(forms.Form):
    """Contracts by a part of a name or a whole code, by list and form of service."""

    q = forms.CharField(label=_("Compound, company or code"), required=False, max_length=40)
    which = forms.ChoiceField(
        label=_("List"), required=False, choices=[(code, _(label)) for code, label in LISTS.items()]
    )
    form = forms.ChoiceField(label=_("Form of service"), required=False)

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What was asked for; nothing where the form is odd."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        return {"text": data["q"].strip(), "which": data["which"], "form": data["form"]}


class PeriodForm(forms.Form):
    """From a day to a day."""

    first = _day(_("From"), required=False)
    last = _day(_("To"), required=False)

    def days(self) -> tuple[date | None, date | None]:
        """What was asked for; nothing where the form is odd."""
        return (self.cleaned_data["first"], self.cleaned_data["last"]) if self.is_valid() else (None, None)


class TermsForm(forms.Form):
    """What a contract says, but for who signs."""

    form = forms.ChoiceField(label=_("Form of service"))
    starts_on = _day(_("Service from"))
    planned_to = _day(
        _("Agreed until"), required=False, help_text=_("As the paper says; the service goes on until it is ended.")
    )
    document = forms.CharField(
        label=_("Contract paper"), max_length=200, required=False, help_text=_("Its number, and where it is kept.")
    )

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = list(kinds)  # type: ignore[attr-defined]


class SignForm(TermsForm):
    """A contract."""

    company = forms.ChoiceField(label=_("Company"))
    field_order = ("company", "form", "starts_on", "planned_to", "document")

    def __init__(self, *args: Any, companies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].choices = list(companies)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The end of a contract."""

    on = _day(_("Last day of service"))
    why = forms.CharField(label=_("Why"), max_length=200)


class ReportForm(forms.Form):
    """A report on a month."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)
    done = _words(_("Done in the month"))
    promised = _words(_("What is promised for the next month"), required=False)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(one.isoformat(), f"{one:%Y-%m}") for one in months]  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """A resident by the beginning of the name."""

    name = forms.CharField(label=_("Beginning of the name"), required=False, max_length=40)


class AgreeForm(forms.Form):
    """A resident who agreed."""

    person = forms.ChoiceField(label=_("Resident"), help_text=_("People who live in the compound and agreed to rate."))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]


class ProofForm(forms.Form):
    """What was put right."""

    words = _words(_("What was put right"))
    photos = PhotosField(label=_("Pictures"), required=False, help_text=_("At least one: what it looks like now."))


class WhyForm(forms.Form):
    """A reason."""

    why = _words(_("Why"))


class VoteForm(forms.Form):
    """A vote of the owners."""

    title = forms.CharField(label=_("What is voted on"), max_length=120)
    body = _words(_("What owners should know"), 4000, required=False)
    closes_on = _day(_("Vote until"), help_text=_("Up to and with this day."))


class ProposeForm(VoteForm):
    """A vote on the next company."""

    company = forms.ChoiceField(label=_("Company"))
    field_order = ("company", "title", "body", "closes_on")

    def __init__(self, *args: Any, companies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].choices = list(companies)  # type: ignore[attr-defined]
