"""Forms of guidance; choices come from selectors and the method."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.guidance.services import Asked
from linli.domains.guidance.states import HELP_STATES
from linli.kernel import clock

Choices = list[tuple[Any, str]]

_SMALL = {"rows": 3}
#: Refusals that belong to a field of the forms for everybody.
AT_FIELDS = {
    "residents.bad_name": "name", "residents.bad_phone": "phone", "guidance.body_needed": "body", "guidance.bodies_only": "group",
    "guidance.consent_needed": "agree", "guidance.no_centre": "area", "guidance.words_needed": "reason",
}  # fmt: skip


def _choose(form: forms.Form, name: str, choices: Choices, empty: Any = None) -> None:
    form.fields[name].choices = [*([("", empty)] if empty is not None else []), *choices]  # type: ignore[attr-defined]


class _Who(forms.Form):
    """Who somebody is and what they agree to: nothing else is asked."""

    group = forms.ChoiceField(label=_("What do you do?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Your name"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your agreement we can't go on.")}
    )

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "group", groups)


class AskForm(_Who):
    """Ask for a service of the catalogue."""

    body = forms.CharField(
        label=_("Firm, fleet or unit"), required=False, max_length=80, help_text=_("If you ask for one, its name.")
    )
    area = forms.TypedChoiceField(label=_("Where do you work?"), coerce=int)
    words = forms.CharField(
        label=_("What do you need?"), required=False, max_length=300, widget=forms.Textarea(attrs=_SMALL),
        help_text=_("In a few words, without names of others."),
    )  # fmt: skip

    field_order = ("area", "words", "group", "body", "name", "phone", "agree")

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "area", places, _("Please choose"))

    def said(self) -> Asked:
        """What was said, as the service takes it."""
        data = self.cleaned_data
        return Asked(data["name"], data["phone"], data["group"], data["body"], data["words"])


class ApplyForm(_Who):
    """Apply to a call."""


class MarkForm(forms.Form):
    """How it was."""

    mark = forms.TypedChoiceField(
        label=_("How was it?"), coerce=int, widget=forms.RadioSelect,
        choices=[(5, _("very good")), (4, _("good")), (3, _("all right")), (2, _("poor")), (1, _("bad"))],
    )  # fmt: skip
    said = forms.CharField(
        label=_("A word about it"), required=False, max_length=300, widget=forms.Textarea(attrs=_SMALL)
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea(attrs=_SMALL))


class RequestsForm(forms.Form):
    """What was asked for, by where it stands and by month."""

    state = forms.ChoiceField(label=_("State"), required=False)
    month = forms.DateField(
        label=_("Asked in"), required=False, input_formats=["%Y-%m"], widget=forms.DateInput(attrs={"type": "month"})
    )

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(state.value, f"{_(one.label)} {counts.get(state, 0)}") for state, one in HELP_STATES.items()]
        _choose(self, "state", [("late", f"{_('Overdue')} {counts.get('late', 0)}"), *found], _("All"))


class GiveForm(forms.Form):
    """Who does it, and until when."""

    doer = forms.ChoiceField(label=_("Who does it"))
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: the time of the catalogue."),
    )  # fmt: skip

    def __init__(self, *args: Any, doers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "doer", doers, _("Please choose"))


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=_("What was done"),
        max_length=300,
        widget=forms.Textarea(attrs=_SMALL),
        help_text=_("Whoever asked reads it."),
    )


class CallForm(forms.Form):
    """A recruiting call."""

    area = forms.TypedChoiceField(label=_("For which place"), coerce=int)
    post_kind = forms.ChoiceField(label=_("For which post"))
    title = forms.CharField(label=_("Title"), max_length=60)
    words = forms.CharField(
        label=_("What there is to do"), required=False, max_length=500, widget=forms.Textarea(attrs=_SMALL)
    )
    places = forms.IntegerField(label=_("How many places"), min_value=1, max_value=999)
    until = forms.DateField(label=_("Apply until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, areas: Choices, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "area", areas)
        _choose(self, "post_kind", posts)


class TakeForm(forms.Form):
    """The post that somebody gets."""

    post = forms.TypedChoiceField(
        label=_("Post"), coerce=int, help_text=_("Posts of the call's kind with a free seat, in its place and below.")
    )

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "post", posts, _("Please choose"))


class MonthForm(forms.Form):
    """A month."""

    month = forms.DateField(
        label=_("Month"), required=False, input_formats=["%Y-%m"], widget=forms.DateInput(attrs={"type": "month"})
    )

    def day(self) -> Any:
        """A day of the month that was asked for, else of this one."""
        return (self.is_valid() and self.cleaned_data["month"]) or clock.today()
