"""Forms of co-building; choices come from selectors and the method."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.cobuilding.services import Problem
from linli.domains.cobuilding.states import ENROLMENT_LABELS, ENTRY_LABELS, ITEM_LABELS, LISTS
from linli.kernel import clock
from linli.kernel.pictures import PhotosField

Choices = list[tuple[Any, str]]

_MANY = forms.CheckboxSelectMultiple
_SMALL = {"rows": 3}
#: Problems that one form takes; more are told on another day or filed by themselves.
PROBLEMS = 3


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}), help_text=help_text
    )


def _choose(form: forms.Form, name: str, choices: Choices, empty: Any = None) -> None:
    form.fields[name].choices = [*([("", empty)] if empty is not None else []), *choices]  # type: ignore[attr-defined]


class PairingsForm(forms.Form):
    """Pairings by kind and words."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Kind of pairing"), required=False)
    past = forms.BooleanField(label=_("Ended ones"), required=False)
    area = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds, _("All"))


class PairForm(forms.Form):
    """Who is attached to what. A kind of the method says whether it is a leader or a unit, a community or compounds."""

    kind = forms.ChoiceField(label=_("Kind of pairing"))
    card = forms.TypedChoiceField(label=_("Leader"), required=False, coerce=int, empty_value=None)
    organization = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    areas = forms.TypedMultipleChoiceField(label=_("Communities"), required=False, coerce=int)
    compounds = forms.TypedMultipleChoiceField(label=_("Compounds"), required=False, coerce=int)
    zone = forms.CharField(
        label=_("Name of the zone"),
        required=False,
        max_length=40,
        help_text=_("Only for a leader of several communities."),
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=_MANY)
    starts_on = _day(_("First day"), help_text=_("Left empty: today."))
    ends_on = _day(_("Last day"), help_text=_("Left empty: until further notice."))

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("areas", "compounds", "themes"):
            _choose(self, name, choices[name])
        for name in ("kind", "card", "organization"):
            _choose(self, name, choices[name], _("Please choose"))


class DayForm(forms.Form):
    """A last day."""

    on = _day(_("Last day"), help_text=_("Left empty: today."))


class VisitForm(forms.Form):
    """A visit, and what was found there."""

    on = _day(_("Day of the visit"), help_text=_("Left empty: today."))
    words = forms.CharField(label=_("Reason for the visit"), max_length=300, help_text=_("No names and numbers."))

    def __init__(self, *args: Any, cards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PROBLEMS + 1):
            self.fields[f"card_{number}"] = forms.ChoiceField(
                label=_("Problem {number}: what is it about?").format(number=number), required=False,
                choices=[("", _("None")), *cards],
            )  # fmt: skip
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Problem {number}: what is to be done?").format(number=number), required=False, max_length=2000,
                widget=forms.Textarea(attrs=_SMALL), help_text=_("Becomes a case about this place. No names, no numbers."),
            )  # fmt: skip

    def clean(self) -> Any:
        """A problem needs both halves."""
        data: Any = super().clean()
        for number in range(1, PROBLEMS + 1):
            halves = bool(data.get(f"card_{number}")), bool(data.get(f"words_{number}"))
            if any(halves) and not all(halves):
                self.add_error(f"words_{number}", _("A problem needs its kind and words."))
        return data

    def problems(self) -> list[Problem]:
        """Those that were filled in."""
        data = self.cleaned_data
        found = ((data[f"card_{number}"], data[f"words_{number}"]) for number in range(1, PROBLEMS + 1))
        return [Problem(card, words) for card, words in found if card]


class RegistrationsForm(forms.Form):
    """Registrations by state and words."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=40)
    only = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("behind", _("Too little activity")), *((s.value, _(t)) for s, t in ENROLMENT_LABELS.items())],
    )  # fmt: skip


class RegisterForm(forms.Form):
    """A registration: for a unit, or for oneself where no unit is offered."""

    organization = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    place = forms.TypedChoiceField(label=_("Register with"), coerce=int)
    kinds = forms.MultipleChoiceField(label=_("Can help with"), required=False, widget=_MANY)
    capacity = forms.IntegerField(label=_("How many things at once"), min_value=1, max_value=200, initial=1)
    starts_on = _day(_("First day"), help_text=_("Left empty: today."))
    ends_on = _day(_("Last day"), help_text=_("Left empty: until further notice."))

    def __init__(self, *args: Any, units: Choices | None, places: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["organization"]
        else:
            _choose(self, "organization", units, _("Please choose"))
        _choose(self, "place", places, _("Please choose"))
        _choose(self, "kinds", kinds)


class AnswerForm(forms.Form):
    """The community's answer to a registration."""

    answer = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, choices=[("confirm", _("Confirm")), ("refuse", _("Don't take it"))]
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=200, help_text=_("Only when it isn't taken.")
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class DoneForm(forms.Form):
    """What was done, and when."""

    words = forms.CharField(label=_("What was done"), max_length=200)
    on = _day(_("Day"), help_text=_("Left empty: today."))


class EntriesForm(forms.Form):
    """Entries of the lists."""

    q = forms.CharField(label=_("Words or place"), required=False, max_length=40)
    list_kind = forms.ChoiceField(
        label=_("Which list"), required=False, choices=[("", _("All")), *((s.value, _(t)) for s, t in LISTS.items())]
    )
    only = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("All")), ("free", _("With an unclaimed part")), ("mine", _("Our own"))],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[(s.value, _(t)) for s, t in ENTRY_LABELS.items()]
    )
    area = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EntryForm(forms.Form):
    """A new entry. Each line of `parts` is a part; without any the entry is one part."""

    area = forms.TypedChoiceField(label=_("In the lists of"), coerce=int)
    organization = forms.TypedChoiceField(label=_("Posted by"), coerce=int, required=False, empty_value=None)
    list_kind = forms.ChoiceField(label=_("Which list"), choices=[(s.value, _(t)) for s, t in LISTS.items()])
    title = forms.CharField(label=_("Title"), max_length=80)
    words = forms.CharField(
        label=_("Description"), max_length=500, required=False, widget=forms.Textarea(attrs=_SMALL),
        help_text=_("Everybody may read it. No names and numbers."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of joint work"))
    resource = forms.ChoiceField(label=_("Kind of resource"), required=False)
    parts = forms.CharField(
        label=_("Parts of it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One line for each part, which is claimed apart. Left empty: it isn't divided."),
    )  # fmt: skip
    starts_on = _day(_("From"))
    ends_on = _day(_("Until"))

    def __init__(self, *args: Any, choices: dict[str, Choices], is_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "area", choices["area"], _("Please choose"))
        _choose(self, "kind", choices["kind"], _("Please choose"))
        _choose(self, "organization", choices["organization"], _("The community") if is_office else _("Please choose"))
        if choices["resource"]:
            _choose(self, "resource", choices["resource"], _("None"))
        else:
            del self.fields["resource"]

    def named_parts(self) -> list[tuple[str, int]]:
        """(words, size) of each part."""
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        return [(line, 1) for line in lines] or [(self.cleaned_data["title"], 1)]


class ClaimForm(forms.Form):
    """For whom."""

    claimant = forms.ChoiceField(label=_("Claim for"))

    def __init__(self, *args: Any, claimants: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "claimant", claimants)


class AgreementForm(forms.Form):
    """What is agreed, and until when."""

    terms = forms.CharField(label=_("What is agreed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))
    ends_on = _day(_("Holds until"), required=True)


class DeliveryForm(forms.Form):
    """What was delivered. Pictures come beside it."""

    words = forms.CharField(
        label=_("What was brought or done"),
        max_length=500,
        widget=forms.Textarea(attrs=_SMALL),
        help_text=_("No names and numbers."),
    )
    served = forms.IntegerField(label=_("How many people it was for"), min_value=0, max_value=100_000, initial=0)
    on = _day(_("Day"), help_text=_("Left empty: today."))
    photos = PhotosField(
        label=_("Pictures"), required=False, help_text=_("JPEG or PNG. Without faces that are recognized.")
    )


class FeedbackForm(forms.Form):
    """How it was."""

    mark = forms.TypedChoiceField(
        label=_("How was it?"), coerce=int, widget=forms.RadioSelect,
        choices=[(5, _("5 · very good")), (4, _("4 · good")), (3, _("3 · fair")), (2, _("2 · poor")), (1, _("1 · very poor"))],
    )  # fmt: skip
    wish = forms.ChoiceField(label=_("What could be better?"), required=False)

    def __init__(self, *args: Any, wishes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "wish", wishes, _("Nothing"))


class ReviewForm(forms.Form):
    """A review: what the meeting says to it."""

    note = forms.CharField(
        label=_("Words of the meeting"), max_length=300, required=False, help_text=_("No names and numbers.")
    )


class ItemsForm(forms.Form):
    """Items of a month."""

    month = forms.DateField(
        label=_("Month"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("none", _("Without an item")), *((s.value, _(t)) for s, t in ITEM_LABELS.items())],
    )  # fmt: skip


class TitleForm(forms.Form):
    """What is taken on."""

    title = forms.CharField(label=_("Livelihood item"), max_length=80)


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(label=_("Result"), max_length=200)
    on = _day(_("Day"), help_text=_("Left empty: today."))


class ProjectsForm(forms.Form):
    """Projects of a year."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    level = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, *args: Any, levels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "level", levels, _("All"))


class ProjectForm(forms.Form):
    """A project of a secretary."""

    area = forms.TypedChoiceField(label=_("Where"), coerce=int)
    card = forms.TypedChoiceField(label=_("Secretary"), coerce=int)
    level = forms.ChoiceField(label=_("Level"))
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, initial=lambda: clock.today().year)
    title = forms.CharField(label=_("Project"), max_length=80)

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("area", "card", "level"):
            _choose(self, name, choices[name], _("Please choose"))


class CommitmentForm(forms.Form):
    """A promise."""

    words = forms.CharField(label=_("What is promised"), max_length=200)
    due_on = _day(_("By when"), required=True)
