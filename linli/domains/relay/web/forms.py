"""Forms of relays; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.relay.services.passing import MOST_WORDS


class AddForm(forms.Form):
    """Another platform."""

    partner = forms.ChoiceField(label=_("System"))
    url = forms.CharField(label=_("Address"), max_length=480, help_text=_("https://…/open311/v2"))
    jurisdiction = forms.CharField(
        label=_("Jurisdiction"), max_length=60, required=False, help_text=_("Only where the platform has several.")
    )
    key = forms.CharField(
        label=_("Key"), max_length=200, required=False, help_text=_("The key that the platform gave us. It is kept sealed."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]


class PassForm(forms.Form):
    """What the other platform reads."""

    service = forms.ChoiceField(label=_("What is it there?"))
    words = forms.CharField(
        label=_("What they should know"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names, no numbers of people: the other platform may show this to everybody."),
    )  # fmt: skip
    address = forms.CharField(label=_("Where, in words"), max_length=200, required=False)
    position = forms.BooleanField(
        label=_("Send the place's position as well"),
        required=False,
        help_text=_("That of the building or grid, not the reporter's."),
    )

    def __init__(self, *args: Any, services: dict[str, str], has_position: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Please choose")), *services.items()]  # type: ignore[attr-defined]
        if not has_position:
            del self.fields["position"]
