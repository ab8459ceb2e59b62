"""Forms of tenders; criteria and who may offer come from the method."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.cobuilding.method import Criterion
from linli.domains.cobuilding.states import TENDER_LABELS
from linli.kernel import clock

Choices = list[tuple[Any, str]]

_SMALL = forms.Textarea(attrs={"rows": 3})
_MOST_YUAN = 100_000_000


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=help_text
    )


class TendersForm(forms.Form):
    """Tenders by state and kind."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *((s.value, _(t)) for s, t in TENDER_LABELS.items())]
    )
    kind = forms.ChoiceField(label=_("Kind of tender"), required=False)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]


class CallForm(forms.Form):
    """What is wanted, until when, for how much, from whom."""

    kind = forms.ChoiceField(label=_("Kind of tender"))
    wanted = forms.CharField(
        label=_("What is wanted"), max_length=600, widget=_SMALL, help_text=_("Everybody may read it. No names and numbers.")
    )  # fmt: skip
    until = _day(_("Offers until"), _("Until the end of this day. Offers stay sealed until then."))
    most_yuan = forms.IntegerField(
        label=_("Most money (yuan)"), required=False, min_value=0, max_value=_MOST_YUAN, help_text=_("Left empty: not said.")
    )  # fmt: skip
    bodies = forms.MultipleChoiceField(
        label=_("Who may offer"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Left empty: all whom this kind of tender lets offer."),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Choices, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["bodies"].choices = bodies  # type: ignore[attr-defined]
        self.fields["until"].initial = clock.today() + timedelta(days=14)


class OfferForm(forms.Form):
    """What a unit offers, and for how much."""

    organization = forms.TypedChoiceField(label=_("Offer of"), coerce=int)
    words = forms.CharField(
        label=_("How you would do it"), max_length=800, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nobody reads it before the offers are opened. No names and numbers."),
    )  # fmt: skip
    yuan = forms.IntegerField(
        label=_("Price (yuan)"), min_value=0, max_value=_MOST_YUAN, initial=0, help_text=_("Nought: for nothing.")
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = units  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """Points for each criterion, and why."""

    def __init__(self, *args: Any, criteria: Mapping[str, Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, one in criteria.items():
            self.fields[f"points_{code}"] = forms.IntegerField(
                label=_("{criterion} (up to {most} points)").format(criterion=one.label, most=one.most), min_value=0, max_value=one.most,
            )  # fmt: skip
        self.fields["reason"] = forms.CharField(label=_("Reason"), max_length=300, widget=_SMALL)

    def points(self) -> dict[str, int]:
        """By criterion."""
        data = self.cleaned_data
        return {name.removeprefix("points_"): data[name] for name in data if name.startswith("points_")}


class AwardForm(forms.Form):
    """Who gets it, and why."""

    offer = forms.TypedChoiceField(label=_("Award to"), coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=_SMALL, help_text=_("Everybody may read it."))

    def __init__(self, *args: Any, offers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = offers  # type: ignore[attr-defined]


class ObjectForm(forms.Form):
    """What a unit has against the award."""

    organization = forms.TypedChoiceField(label=_("Objection of"), coerce=int)
    words = forms.CharField(label=_("What is wrong with the award"), max_length=500, widget=_SMALL)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = units  # type: ignore[attr-defined]


class AnswerObjectionForm(forms.Form):
    """The answer, and whether the award stands."""

    upheld = forms.TypedChoiceField(
        label=_("What comes of it"), coerce=lambda word: word == "yes", widget=forms.RadioSelect,
        choices=[("no", _("The award stands")), ("yes", _("The objection is right: offers are judged again"))],
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Answer in words"), max_length=500, widget=_SMALL, help_text=_("Everybody may read it.")
    )


class SettleForm(forms.Form):
    """Until when the agreement holds."""

    ends_on = _day(_("Agreement holds until"))
