"""Forms of a reporter's own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.domains.cases.web.forms.report import plain

STARS = [("5", "5"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1")]


class ConfirmForm(forms.Form):
    """Solved or not; stars and words if the person likes."""

    ok = forms.ChoiceField(choices=[("1", gettext_lazy("It is solved")), ("0", gettext_lazy("It isn't solved"))])
    stars = forms.TypedChoiceField(
        label=gettext_lazy("How was the service"),
        choices=[(value, gettext_lazy("{n} stars")) for value, _label in STARS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("A few words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stars"].choices = [(value, _("{n} stars").format(n=value)) for value, _label in STARS]  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        """The words, without invisible characters."""
        return plain(self.cleaned_data["words"])


class WordsForm(forms.Form):
    """A few words that are needed: an answer, an objection."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_words(self) -> str:
        """The words, without invisible characters."""
        return plain(self.cleaned_data["words"])


class ObjectForm(WordsForm):
    """Why the person doesn't agree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Why you don't agree")


class LookUpForm(forms.Form):
    """A pasted link, or number and code."""

    nothing_found = gettext_lazy(
        "We find nothing that fits. Please check number and code, or scan the receipt's QR code."
    )

    link = forms.CharField(label=gettext_lazy("Link from the receipt"), required=False, max_length=300)
    ref = forms.CharField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("Two letters, six digits and more digits"),
        required=False,
        max_length=30,
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six signs below the number"),
        required=False,
        max_length=10,
    )

    def clean(self) -> dict[str, Any]:
        """Either is enough; both parts of the second are needed."""
        data = super().clean() or self.cleaned_data
        data["ref"] = data.get("ref", "").strip().upper()
        data["code"] = data.get("code", "").strip()
        if not data.get("link") and not (data["ref"] and data["code"]):
            raise forms.ValidationError(_("Please paste the link, or give number and code."))
        return data
