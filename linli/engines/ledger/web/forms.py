"""Forms of the ledger; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.engines.ledger import selectors
from linli.engines.ledger.registry import LARGEST, Unit

_LARGEST = 2**63 - 1  # what a bigint holds
_STATES = [("", _("Accounts in use")), ("owes", _("Owes something")), ("closed", _("Closed"))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class FindForm(forms.Form):
    """Accounts by unit, kind and state. What can't be read is left open."""

    unit = forms.ChoiceField(label=_("Counted in"), required=False)
    kind = forms.ChoiceField(label=_("Kind of account"), required=False)
    state = forms.ChoiceField(label=_("State of the account"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("All units")), *selectors.unit_choices()]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("All kinds")), *selectors.kind_choices()]  # type: ignore[attr-defined]
        self.fields["state"].choices = _STATES  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        return dict(self.cleaned_data)


class DaysForm(forms.Form):
    """Days of a statement, both included, and the cursor of its page. What can't be read is left open."""

    first = _day(_("From"))
    last = _day(_("To"))
    before = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST, widget=forms.HiddenInput())

    def wanted(self) -> dict[str, Any]:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class AmountField(forms.CharField):
    """An amount of a unit as people write it; empty: none."""

    def __init__(self, *, unit: Unit, **kwargs: Any) -> None:
        super().__init__(max_length=24, required=False, **kwargs)
        self.unit = unit

    def clean(self, value: Any) -> Any:
        """Smallest parts, or None."""
        words = super().clean(value)
        if not words:
            return None
        try:
            amount = self.unit.read(words)
        except ValueError:
            raise forms.ValidationError(_("Please write an amount of this unit, such as {example}.").format(
                example=self.unit.shown(3 * self.unit.scale // 2))) from None  # fmt: skip
        if abs(amount) > LARGEST:
            raise forms.ValidationError(_("That is too much."))
        return amount


class BoundsForm(forms.Form):
    """The lowest and highest balance of an account."""

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, hint = account.measure, _("Empty: no bound.")
        for name, label in (("minimum", _("Lowest balance")), ("maximum", _("Highest balance"))):
            now = getattr(account, name)
            shown = unit.shown(now) if now is not None else ""
            self.fields[name] = AmountField(unit=unit, label=label, initial=shown, help_text=hint)


class CloseForm(forms.Form):
    """Why an account is closed."""

    reason = forms.CharField(label=_("Give the reason"), max_length=200)


class TakeForm(forms.Form):
    """Which days of a statement leave the house, and why."""

    first = _day(_("From"))
    last = _day(_("To"))
    reason = forms.CharField(label=_("Why do you need it?"), max_length=200)


class ReverseForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Give the reason"), max_length=200)
    may_owe = forms.BooleanField(
        label=_("Also where it was spent already"), required=False,
        help_text=_("The account then owes the rest. What comes in later fills it up first."),
    )  # fmt: skip
