"""Forms of the hotline's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """Which orders the list shows; stands in the address."""

    show = forms.ChoiceField(
        label=_("Orders"),
        required=False,
        choices=[("", _("Open")), ("cards", _("With a card")), ("ended", _("Ended"))],
    )
    q = forms.CharField(label=_("Number of the order"), required=False, max_length=64)


class AskForm(forms.Form):
    """Why the hotline is asked."""

    reason = forms.CharField(label=_("Give the reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
