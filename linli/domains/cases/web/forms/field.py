"""Forms of the field: few, short, thumb-sized."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.cases.states import WAY_LABELS, ContactWay
from linli.domains.cases.web.forms.report import PhotosField, plain

_ROWS = {"rows": 3}


class ReasonForm(forms.Form):
    """A few words that are needed."""

    words = forms.CharField(label=_("In a few words"), max_length=500, widget=forms.Textarea(attrs=_ROWS))

    def clean_words(self) -> str:
        """The words, without invisible characters."""
        return plain(self.cleaned_data["words"])


class LookForm(forms.Form):
    """On the spot: is it as reported, pictures, a few words."""

    found = forms.TypedChoiceField(
        label=_("Is it as reported?"),
        choices=[("yes", _("Yes, it is so")), ("no", _("No, nothing of the kind is there"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    photos = PhotosField(label=_("Photos"), required=False)
    words = forms.CharField(label=_("What I found"), required=False, max_length=500, widget=forms.Textarea(attrs=_ROWS))


class ContactForm(forms.Form):
    """Spoken with the reporter: how, and a word for the colleagues."""

    how = forms.TypedChoiceField(
        label=_("How did you reach the reporter?"),
        choices=[(way.value, _(label)) for way, label in WAY_LABELS.items()],
        coerce=ContactWay,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was said"),
        help_text=_("For colleagues only; the resident reads that, and how, contact was made."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=_ROWS),
    )


class ResolveForm(forms.Form):
    """Done: a picture and a sentence that the resident reads."""

    photos = PhotosField(label=_("Photos of the result"), required=False)
    words = forms.CharField(
        label=_("What was done"),
        help_text=_("The resident reads this. No names, no numbers."),
        max_length=500,
        widget=forms.Textarea(attrs=_ROWS),
    )


class ExtendForm(forms.Form):
    """More time, once, if somebody above agrees."""

    amount = forms.FloatField(label=_("How much longer"), min_value=0.5, max_value=1000)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs=_ROWS))


class ArriveForm(forms.Form):
    """On the spot: where, and the phone's position if it gives one."""

    place = forms.CharField(label=_("Where I am"), max_length=120)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, widget=forms.HiddenInput)


class ReportCallForm(forms.Form):
    """What the called organization did."""

    photos = PhotosField(label=_("Photos"), required=False)
    words = forms.CharField(label=_("What we did"), max_length=2000, widget=forms.Textarea(attrs=_ROWS))


class WhistleForm(forms.Form):
    """Which whistle, whom to call, why. The first ticked organization leads unless another is named."""

    tier = forms.ChoiceField(label=_("Which one"), required=False, widget=forms.RadioSelect)
    organizations = forms.TypedMultipleChoiceField(
        label=_("Whom to call"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please tick at least one organization.")},
    )  # fmt: skip
    lead = forms.TypedChoiceField(label=_("Who leads"), coerce=int, required=False, empty_value=None)
    reason = forms.CharField(label=_("Why you can't do it alone"), max_length=500, widget=forms.Textarea(attrs=_ROWS))

    def __init__(self, *args: Any, plan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.id, each.name) for each in plan.organizations]
        self.fields["organizations"].choices = names  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", _("The first one ticked")), *names]  # type: ignore[attr-defined]
        self.fields["tier"].choices = [(each.code, each.label) for each in plan.tiers]  # type: ignore[attr-defined]

    def called(self) -> list[tuple[int, bool]]:
        """Ids of the organizations, each with whether it leads."""
        chosen = self.cleaned_data["organizations"]
        lead = self.cleaned_data["lead"] if self.cleaned_data["lead"] in chosen else chosen[0]
        return [(pk, pk == lead) for pk in chosen]


class FieldReportForm(forms.Form):
    """Two taps and a picture: kind and place; words only where the picture doesn't say it."""

    photos = PhotosField(label=_("Photos"), required=False)
    card = forms.ChoiceField(label=_("What kind is it"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("Where exactly"), required=False, max_length=80)
    text = forms.CharField(
        label=_("What I see"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    danger = forms.BooleanField(label=_("Dangerous right now"), required=False)

    def __init__(self, *args: Any, cards: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = [(card.code, card.label) for card in cards]  # type: ignore[attr-defined]
        self.offer(places)

    def offer(self, places: Any) -> None:
        """Let the reader choose among these places."""
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A picture or a sentence: one of the two must say what it is."""
        data = super().clean() or self.cleaned_data
        if not data.get("photos") and not data.get("text"):
            self.add_error("text", _("Please take a photo or write a sentence."))
        return data
