"""Forms of surveys: the plain figures, and the questions of the method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.surveys.method import Question
from linli.domains.surveys.rules import LARGEST, LONGEST
from linli.domains.surveys.selectors import LISTS
from linli.domains.surveys.services import Facts

_FACTS = ("homes", "vacant", "buildings", "floors", "parking", "committee", "company")
_MARK = "q_"


class FindForm(forms.Form):
    """Compounds by a part of the name and by list. `area` and `answer` come from links of the figures."""

    q = forms.CharField(label=_("Part of the name"), required=False, max_length=40)
    which = forms.ChoiceField(
        label=_("List"), required=False, choices=[(code, _(label)) for code, label in LISTS.items()]
    )
    area = forms.IntegerField(required=False, min_value=1, max_value=10**17, widget=forms.HiddenInput)
    answer = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    @property
    def place(self) -> int | None:
        """The area that was asked for; None for the own ground, and where the form is odd."""
        return self.cleaned_data["area"] if self.is_valid() else None

    def wanted(self) -> dict[str, str]:
        """What was asked for; nothing where the form is odd."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        return {"text": data["q"].strip(), "which": data["which"], "answer": data["answer"]}


class DayForm(forms.Form):
    """The day of a survey."""

    on = forms.DateField(
        label=_("Surveyed on the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: today."),
    )  # fmt: skip


def _count(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=LARGEST, **options)


class CorrectForm(forms.Form):
    """Figures and answers of a survey; the questions are those of its release."""

    homes = _count(_("Homes in all"))
    vacant = _count(_("Homes standing empty"), required=False, help_text=_("Left empty: not counted."))
    buildings = _count(_("Buildings in all"))
    floors = _count(_("Floors of the highest"), required=False)
    parking = _count(_("Places to park"), required=False)
    committee = forms.BooleanField(label=_("There is an owners' committee"), required=False)
    company = forms.CharField(
        label=_("Property company"),
        max_length=80,
        required=False,
        help_text=_("Left empty: nobody manages the property."),
    )

    def __init__(self, *args: Any, questions: Mapping[str, Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, question in questions.items():
            self.fields[_MARK + code] = _FIELDS[question.kind](question)

    def facts(self) -> Facts:
        """The plain figures."""
        return Facts(**{name: self.cleaned_data[name] for name in _FACTS})

    def answers(self) -> dict[str, Any]:
        """Answers by the code of their question."""
        return {name.removeprefix(_MARK): value for name, value in self.cleaned_data.items() if name.startswith(_MARK)}


class SurveyForm(DayForm, CorrectForm):
    """A new survey."""

    field_order = ("on", *_FACTS)


def initial_of(survey: Any) -> dict[str, Any]:
    """What a form of a survey begins with."""
    answers = {
        _MARK + code: _YES[value] if isinstance(value, bool) else value for code, value in survey.answers.items()
    }
    return {name: getattr(survey, name) for name in _FACTS} | answers


_YES = {True: "yes", False: "no"}


def _yes_no(question: Question) -> forms.Field:
    choices = [("", _("Not known")), ("yes", _("yes")), ("no", _("no"))]
    return forms.TypedChoiceField(
        label=question.label,
        choices=choices,
        required=question.needed,
        empty_value=None,
        coerce=lambda said: said == "yes",
    )


def _choice(question: Question) -> forms.Field:
    choices = [("", _("Not known")), *question.choices.items()]
    return forms.ChoiceField(label=question.label, choices=choices, required=question.needed)


def _choices(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(
        label=question.label, choices=list(question.choices.items()), required=question.needed,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def _number(question: Question) -> forms.Field:
    label = f"{question.label}（{question.unit}）" if question.unit else question.label
    return _count(label, required=question.needed)


def _text(question: Question) -> forms.Field:
    return forms.CharField(
        label=question.label, max_length=LONGEST, required=question.needed, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names, no numbers: nothing about single people."),
    )  # fmt: skip


_FIELDS = {"number": _number, "yes_no": _yes_no, "choice": _choice, "choices": _choices, "text": _text}
