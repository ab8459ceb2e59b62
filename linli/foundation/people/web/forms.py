"""Forms of the register of staff."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

_PHONE = RegexValidator(r"^\+?[0-9][0-9 -]{4,18}$", _("A phone number has figures only."))


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class _WithChoices(forms.Form):
    """A form whose choices come from selectors, given by field name."""

    def __init__(self, *args: Any, choices: dict[str, list[tuple[int, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            first = _("Please choose") if self.fields[name].required else _("Nobody")
            self.fields[name].choices = [("", first), *found]  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """A part of a name."""

    q = forms.CharField(label=_("Name of the person"), required=False, max_length=40)


class StaffForm(_WithChoices):
    """A new card."""

    name = forms.CharField(label=_("Name of the person"), max_length=40)
    area = forms.ChoiceField(label=_("Where the person works"))
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=20,
        validators=[_PHONE],
        help_text=_("It is kept sealed. Who looks at it has to say why."),
    )
    born_on = _day(_("Day of birth"), required=False, help_text=_("Only where a post has a condition on it."))


class AppointForm(_WithChoices):
    """A post for somebody."""

    post = forms.ChoiceField(label=_("Post"))
    starts_on = _day(_("First day"), required=False, help_text=_("Left empty: today."))
    ends_on = _day(_("Last day"), required=False, help_text=_("Left empty: until further notice."))
    source = forms.CharField(
        label=_("Recruited from"),
        required=False,
        max_length=40,
        help_text=_("For example: veterans, retired officials."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class AbsenceForm(_WithChoices):
    """Days away and who stands in. Why isn't asked."""

    first = _day(_("First day away"))
    last = _day(_("Last day away"))
    substitute = forms.ChoiceField(
        label=_("Who stands in"), required=False, help_text=_("Has the same rights in these days.")
    )


class EndForm(forms.Form):
    """The last day in a post."""

    on = _day(_("Last day"), required=False, help_text=_("Left empty: the person may act no more from now on."))


class ReasonForm(forms.Form):
    """Why a sealed number is opened."""

    reason = forms.CharField(label=_("Why do you need the number?"), max_length=200)
