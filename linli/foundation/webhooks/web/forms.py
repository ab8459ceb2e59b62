"""Forms of webhooks; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AddForm(forms.Form):
    """A new webhook."""

    partner = forms.ChoiceField(label=_("System"))
    stream = forms.ChoiceField(label=_("What is sent"))
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("https://…, where the other system waits for it.")
    )

    def __init__(
        self, *args: Any, partners: list[tuple[str, str]], streams: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]
        self.fields["stream"].choices = streams  # type: ignore[attr-defined]


class RenewForm(forms.Form):
    """Nothing to fill in: the question is whether."""
