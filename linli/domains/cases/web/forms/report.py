"""Forms of the four steps. They keep what was typed; limits are the county's own."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.domains.cases.rules import clean_text
from linli.foundation.methods.loader import Rules
from linli.kernel.pictures import PhotosField

_PHONE = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$")


def plain(text: str) -> str:
    """Text without characters that can't be seen (pasted documents bring them)."""
    return clean_text(text)


class PlaceForm(forms.Form):
    """The place's key, and words that say it more exactly."""

    words = forms.CharField(
        label=gettext_lazy("Say it more exactly"),
        help_text=gettext_lazy("For example: outside the south gate, beside the drain"),
        required=False,
        max_length=120,
    )

    def clean_words(self) -> str:
        """The words, without invisible characters."""
        return plain(self.cleaned_data["words"])


class PositionForm(forms.Form):
    """Where the phone says it is."""

    lat = forms.FloatField(min_value=-90, max_value=90)
    lng = forms.FloatField(min_value=-180, max_value=180)


class WhatForm(forms.Form):
    """What happened: pictures, words, kind, danger."""

    photos = PhotosField(label=gettext_lazy("Photos"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("For example: what is broken, whether it is dangerous, for how long."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    card = forms.ChoiceField(label=gettext_lazy("What kind is it"), widget=forms.RadioSelect)
    danger = forms.BooleanField(
        label=gettext_lazy("It is dangerous right now (live wires, smell of gas, somebody may get hurt)"),
        required=False,
    )

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = rules.cases.limits
        self.fields["card"].choices = [(card.code, card.label) for card in rules.cases.categories.cards]  # type: ignore[attr-defined]
        self.fields["text"].max_length = self.limits.text_max  # type: ignore[attr-defined]  # the tag counts with it

    def clean_text(self) -> str:
        """The text within the county's limits; the message says how far it is off."""
        text = plain(self.cleaned_data["text"])
        least, most = self.limits.text_min, self.limits.text_max
        if len(text) < least:
            raise forms.ValidationError(
                ngettext("Please write at least {n} character.", "Please write at least {n} characters.", least).format(
                    n=least
                )
            )
        if len(text) > most:
            message = _("Please shorten it to {most} characters; it has {n} now.")
            raise forms.ValidationError(message.format(most=most, n=len(text)))
        return text


class ContactForm(forms.Form):
    """How to reach the person. All of it can be left empty."""

    called = forms.CharField(
        label=gettext_lazy("How may we call you"),
        help_text=gettext_lazy("For example: Ms. Sun"),
        required=False,
        max_length=20,
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy(
            "Shown to staff with stars; whoever sees all of it is written down, and you can read who."
        ),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("I speak as"), required=False,
        help_text=gettext_lazy("It counts once the office has confirmed it, and is never shown in public."),
    )  # fmt: skip
    agree = forms.BooleanField(
        label=gettext_lazy(
            "I agree that this number is used for this matter only: to ask me back and to tell me the result."
        ),
        required=False,
    )

    def __init__(self, *args: Any, line: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if line is None:
            del self.fields["kind"]
            return
        kinds = [(code, kind.label) for code, kind in line.kinds.items()]
        self.fields["kind"].choices = [("", _("for myself")), *kinds]  # type: ignore[attr-defined]

    def clean_called(self) -> str:
        """The name, without invisible characters."""
        return plain(self.cleaned_data["called"])

    def clean_phone(self) -> str:
        """A mobile number, or a landline with its area code; empty is fine."""
        phone = re.sub(r"[\s－—-]+", "-", plain(self.cleaned_data["phone"])).strip("-")
        if phone.startswith("1"):
            phone = phone.replace("-", "")
        if phone and not _PHONE.match(phone):
            raise forms.ValidationError(_("This isn't a phone number: 11 digits, or an area code and a number."))
        return phone

    def clean(self) -> dict[str, Any]:
        """A number may only be kept when its owner agrees."""
        data = super().clean() or self.cleaned_data
        if data.get("phone") and not data.get("agree"):
            self.add_error("agree", _("Please agree, or leave the phone number empty."))
        return data
