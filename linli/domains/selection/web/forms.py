"""Forms of selection; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[Any, str]]
MOST_VOTES = 100_000


class FindForm(forms.Form):
    """Selections by state and words."""

    q = forms.CharField(label=_("Post or place"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, states: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """The post to be filled."""

    post = forms.ChoiceField(label=_("Post"))

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Please choose")), *posts]  # type: ignore[attr-defined]


class NominateForm(forms.Form):
    """A candidate. With a phone number, the entry of the register is looked for."""

    name = forms.CharField(label=_("Name of the person"), max_length=60)
    phone = forms.CharField(
        label=_("Phone number"), max_length=20, required=False,
        help_text=_("Only to find the entry in the register of residents. It isn't kept here."),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("From among"), required=False)
    words = forms.CharField(
        label=_("In the candidate's own words"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", _("Not said")), *sources]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class ObjectionForm(forms.Form):
    """What speaks against a result."""

    words = forms.CharField(
        label=_("What speaks against it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Facts that can be looked into. Only the office that chooses reads it."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone number"), max_length=20, required=False, help_text=_("Only if the office may ask you back.")
    )


class AnswerForm(forms.Form):
    """What the office found."""

    answer = forms.CharField(
        label=_("What was found"), max_length=200, help_text=_("No names and numbers here: it stays in the history.")
    )


class DocumentForm(forms.Form):
    """A file of the present stage."""

    title = forms.CharField(label=_("What it is"), max_length=80)
    file = forms.FileField(label=_("File"), help_text=_("PDF, JPEG or PNG."))


class VotesForm(forms.Form):
    """What a meeting counted; one field for each candidate."""

    entitled = forms.IntegerField(label=_("Entitled to vote"), min_value=1, max_value=MOST_VOTES)
    present = forms.IntegerField(label=_("Came"), min_value=0, max_value=MOST_VOTES)

    def __init__(self, *args: Any, candidates: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in candidates:
            label = _("Votes for {name}").format(name=one.name)
            self.fields[f"votes_{one.pk}"] = forms.IntegerField(label=label, min_value=0, max_value=MOST_VOTES)

    def votes(self) -> dict[int, int]:
        """Votes by candidate."""
        start = "votes_"
        return {int(key[len(start) :]): value for key, value in self.cleaned_data.items() if key.startswith(start)}


class AppointForm(forms.Form):
    """From when on, and which of the staff a chosen candidate is already."""

    starts_on = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: today."),
    )  # fmt: skip

    def __init__(self, *args: Any, cards: dict[Any, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, found in cards.items():
            label = _("{name} among the staff").format(name=one.name)
            self.fields[f"card_{one.pk}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("Not yet on the staff")), *found]
            )

    def cards(self) -> dict[int, int]:
        """Chosen cards by candidate."""
        start = "card_"
        found = self.cleaned_data.items()
        return {int(key[len(start) :]): int(value) for key, value in found if key.startswith(start) and value}
