"""Forms of visits; choices come from selectors and the method."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.visits.method import labels
from linli.domains.visits.services import VisitDraft
from linli.domains.visits.states import OUTCOMES, WENT, Outcome
from linli.kernel import clock

Choices = list[tuple[Any, str]]

_ROWS = {"rows": 2}
_MANY = forms.CheckboxSelectMultiple


class VisitForm(forms.Form):
    """What came of knocking. Everything but the first field can be left as it is: all fine, nothing given, nothing heard.

    `at` is written by the phone when the form is sent, so that a draft that waits keeps its moment.
    """

    outcome = forms.TypedChoiceField(
        label=_("Who answered?"), choices=[(o.value, _(label)) for o, label in OUTCOMES.items()], coerce=Outcome,
        widget=forms.RadioSelect, initial=Outcome.ANSWERED.value,
    )  # fmt: skip
    troubles = forms.MultipleChoiceField(label=_("What isn't fine?"), required=False, widget=_MANY)
    services = forms.MultipleChoiceField(label=_("What was helped with?"), required=False, widget=_MANY)
    companions = forms.MultipleChoiceField(label=_("Who came along?"), required=False, widget=_MANY)
    verified = forms.TypedMultipleChoiceField(
        label=_("Whose entry did you find right?"), coerce=int, required=False, widget=_MANY,
        help_text=_("Entered themselves or by a list, and seen by nobody yet."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("A short note"), required=False, max_length=500, widget=forms.Textarea(attrs=_ROWS),
        help_text=_("For colleagues. Who reads it is written down. Nothing about health, faith or opinions."),
    )  # fmt: skip
    card = forms.ChoiceField(label=_("What is it about?"), required=False, widget=forms.RadioSelect)
    heard = forms.CharField(
        label=_("What is to be done?"), required=False, max_length=2000, widget=forms.Textarea(attrs=_ROWS),
        help_text=_("Becomes a case about this building. No names, no numbers."),
    )  # fmt: skip
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rules: Any, cards: Any, people: Choices, is_home: bool, asks: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("troubles", labels(rules.points).items() if asks else ())
        self._offer("services", labels(rules.services).items())
        self._offer("companions", labels(rules.companions).items())
        self._offer("verified", people)
        self._offer("card", [(card.code, card.label) for card in cards], keep=True)
        if not is_home:
            outcome: Any = self.fields["outcome"]
            outcome.choices = [(Outcome.ANSWERED.value, _(WENT))]
            outcome.widget = forms.HiddenInput()

    def _offer(self, name: str, choices: Any, *, keep: bool = False) -> None:
        """A field without anything to choose goes."""
        found = list(choices)
        if found or keep:
            self.fields[name].choices = found  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean_at(self) -> datetime | None:
        """The phone's moment; without one, or with an odd one, now."""
        at: datetime | None = self.cleaned_data["at"]
        return at if at is None or at.tzinfo is not None else at.replace(tzinfo=clock.ZONE)

    def draft(self, people: dict[int, Any]) -> VisitDraft:
        """What the service takes."""
        data = self.cleaned_data
        return VisitDraft(
            outcome=data["outcome"], at=data["at"], note=data["note"], heard=data["heard"], card=data["card"],
            troubles=tuple(data.get("troubles", ())), services=tuple(data.get("services", ())),
            companions=tuple(data.get("companions", ())),
            verified=tuple(people[pk] for pk in data.get("verified", ())),
        )  # fmt: skip


class WalkForm(forms.Form):
    """Which grid, and how many doors."""

    grid = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    show = forms.IntegerField(required=False, min_value=1, max_value=9999)

    def wanted(self) -> dict[str, Any]:
        """For the selector; an odd answer counts as none."""
        data = self.cleaned_data if self.is_valid() else {}
        return {"grid": data.get("grid"), "most": data.get("show") or 0}


class FindForm(forms.Form):
    """Figures and lists by kind of visit and list."""

    kind = forms.ChoiceField(label=_("Kind of visit"), required=False)
    which = forms.ChoiceField(
        label=_("List"), required=False,
        choices=[
            ("late", _("Late")), ("today", _("Due today")), ("soon", _("Due within a week")),
            ("never", _("Never visited")), ("all", _("All")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """For the selector; an odd answer counts as none."""
        data = self.cleaned_data if self.is_valid() else {}
        return {"kind": data.get("kind", ""), "which": data.get("which") or "late"}


class PlanForm(forms.Form):
    """A plan for an area."""

    area = forms.TypedChoiceField(label=_("Area"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind of visit"))
    cycle = forms.ChoiceField(label=_("How often"), required=False)
    starts_on = forms.DateField(
        label=_("Holds from"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: today. First visits are spread over one cycle."),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Choices, kinds: Choices, cycles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Please choose")), *areas]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Please choose")), *kinds]  # type: ignore[attr-defined]
        self.fields["cycle"].choices = [("", _("As the method says")), *cycles]  # type: ignore[attr-defined]


class CycleForm(forms.Form):
    """A cycle of its own, with a reason of the list."""

    cycle = forms.ChoiceField(label=_("How often"))
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, *args: Any, cycles: Choices, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cycle"].choices = [("", _("Please choose")), *cycles]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", _("Please choose")), *reasons]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a note is read."""

    reason = forms.CharField(label=_("Why do you read it?"), max_length=200)
