"""Forms of indicators; choices come from selectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.indicators.rules import Period, period_of
from linli.kernel import clock

_PERIODS = [("day", _("Day")), ("week", _("Week")), ("month", _("Month")), ("year", _("Year")), ("own", _("Own dates"))]
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
        """The same with the groups that there are."""
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
