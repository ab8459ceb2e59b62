"""Forms of partners; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.partners.rules import OVERLAP_DAYS
from linli.foundation.partners.states import KEY_KINDS, PARTNER_KINDS

_DATE = {"type": "date"}


class AddForm(forms.Form):
    """A new partner."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As it shall stand in the course of a case."))
    kind = forms.ChoiceField(
        label=_("Kind of system"), choices=[(code, _(label)) for code, label in PARTNER_KINDS.items()]
    )
    county = forms.ChoiceField(label=_("County"))
    organization = forms.ChoiceField(
        label=_("Speaks for"),
        required=False,
        help_text=_("A department's own system may do what the department may. Leave it empty for all others."),
    )

    def __init__(
        self, *args: Any, counties: list[tuple[int, str]], organizations: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = counties  # type: ignore[attr-defined]
        self.fields["organization"].choices = [("", _("For no organization")), *organizations]  # type: ignore[attr-defined]


class KeyForm(forms.Form):
    """A new key."""

    kind = forms.ChoiceField(label=_("How it is used"), choices=[(code, _(label)) for code, label in KEY_KINDS.items()])
    scopes = forms.MultipleChoiceField(label=_("What for"), widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs=_DATE), help_text=_("At most two years away.")
    )

    def __init__(self, *args: Any, scopes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]


class RotateForm(forms.Form):
    """A key takes another's place."""

    overlap = forms.IntegerField(
        label=_("Days for which the old key goes on"),
        min_value=0,
        max_value=OVERLAP_DAYS,
        initial=7,
        help_text=_("Until then both hold, so that the other side can change over. 0 ends the old one at once."),
    )


class RevokeForm(forms.Form):
    """Why a key ends now."""

    reason = forms.CharField(label=_("Give the reason"), max_length=200)
