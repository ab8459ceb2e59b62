"""Forms of suggestions; what is offered comes from selectors."""

from __future__ import annotations

from django import forms


class ChoiceForm(forms.Form):
    """The category that somebody chose, and those that were suggested, likeliest first."""

    category = forms.CharField(max_length=90)
    suggested = forms.CharField(max_length=300, required=False)
