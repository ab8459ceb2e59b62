"""Forms of indicators; choices come from selectors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from linli.domains.indicators.rules import Period, period_of
from linli.kernel import clock

_PERIODS = [
    ("day", _("A day")),
    ("week", _("A week")),
    ("month", _("A month")),
    ("quarter", _("A quarter")),
    ("year", _("A year")),
    ("own", _("Own dates")),
]
_DAY = forms.DateInput(attrs={"type": "date"})
#: Words of the address that stay when something else changes.
_KEPT = ("area", "by", "period", "on", "since", "until", "table", "sort")


class PeriodForm(forms.Form):
    """What the figures are of, kept in the address. Whatever is odd in it means what stands without it."""

    by = forms.CharField(label=_("Group"), required=False, max_length=20, widget=forms.Select)
    period = forms.ChoiceField(label=_("Period"), required=False, choices=_PERIODS)
    on = forms.DateField(label=_("With the day"), required=False, widget=_DAY)
    since = forms.DateField(label=_("Own dates from"), required=False, widget=_DAY)
    until = forms.DateField(label=_("to"), required=False, widget=_DAY)
    area = forms.IntegerField(required=False, min_value=1, max_value=10**17, widget=forms.HiddenInput)
    table = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def offer(self, choices: Iterable[tuple[str, str]]) -> PeriodForm:
        """The same with the groups that there are, and with the period that is shown chosen."""
        kind = self.asked.kind
        self.data = self.data.copy()
        self.data["period"] = kind
        self.fields["by"].widget.choices = list(choices)  # type: ignore[attr-defined]
        return self

    def said(self, name: str) -> Any:
        """What was asked for; None where nothing was, or something odd."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def asked(self) -> Period:
        """The period that was asked for; without one the month of today. Years outside of a calendar's are today's."""
        day = self.said("on") or clock.today()
        first, last = self.said("since"), self.said("until")
        if any(one and not 2000 <= one.year <= 2100 for one in (day, first, last)):
            return period_of("month", clock.today())
        kind = "own" if first and last and not self.said("on") else (self.said("period") or "month")
        return period_of(kind, day, first, last)

    def words(self) -> dict[str, str]:
        """The address's known words as text, for links."""
        found = {name: self.said(name) for name in _KEPT}
        return {name: str(value) for name, value in found.items() if value}


class ExcludeForm(forms.Form):
    """Why a case doesn't count."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was found, and where it is written down. Staff who see the case read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, reasons: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{one.label}：{one.about}" if one.about else one.label) for code, one in reasons.items()]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Why."""

    words = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ThemeForm(forms.Form):
    """A theme of a month."""

    month = forms.DateField(
        label=_("Month"), widget=_DAY, help_text=_("Any day of the month."),
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 12, 31))],
    )  # fmt: skip
    title = forms.CharField(label=_("Theme"), max_length=60)
    why = forms.CharField(
        label=_("Why this one"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ProblemForm(forms.Form):
    """A problem of a theme. Choices are the county's."""

    title = forms.CharField(label=_("Problem"), max_length=60)
    lead = forms.ChoiceField(label=_("Who leads"))
    categories = forms.MultipleChoiceField(
        label=_("Categories in which it is seen"), required=False, widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Several can be chosen. The measure counts these only."),
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("Measured by"), required=False)

    def __init__(self, *args: Any, leads: Any, categories: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = {"lead": [("", "—"), *leads], "categories": categories, "measure": [("", _("not measured")), *measures]}
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """Something to do by a day."""

    words = forms.CharField(label=_("What is to be done"), max_length=200)
    due_on = forms.DateField(label=_("By"), widget=_DAY)


class DoneForm(forms.Form):
    """It was done."""

    on = forms.DateField(label=_("Done on"), required=False, widget=_DAY, help_text=_("Left empty: today."))
    words = forms.CharField(label=_("What came of it"), max_length=200, required=False)


class LookForm(forms.Form):
    """Why the cases of one caller are looked at."""

    reason = forms.CharField(
        label=_("Why you look at them"), max_length=200,
        help_text=_("It is written down that you looked, and why; the caller can read it."),
    )  # fmt: skip
