"""Forms of activities; choices come from selectors and the method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.activities.method import OwnItems
from linli.domains.activities.states import STANDINGS, TURNS
from linli.kernel.pictures import PhotosField

Choices = list[tuple[Any, str]]

_DATE = {"type": "date"}


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"), help_text=help_text
    )


class ActivitiesForm(forms.Form):
    """Activities by programme, state and words."""

    q = forms.CharField(label=_("Title or who holds it"), required=False, max_length=40)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *((s.value, _(one.label)) for s, one in STANDINGS.items())]
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [("", _("All")), *programmes]  # type: ignore[attr-defined]


class CoverageForm(forms.Form):
    """Holders of a period by how they stand; `day` is any day of it."""

    only = forms.ChoiceField(
        label=_("Only"), required=False, choices=[("", _("All")), *((t.value, _(one.label)) for t, one in TURNS.items())]
    )  # fmt: skip
    day = forms.DateField(
        label=_("Day in the period"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )


class PlanForm(forms.Form):
    """A plan: who, when, where and what. Holders are left out where the plan stands already, own items where the method has none."""

    holder = forms.TypedChoiceField(label=_("Who holds it"), coerce=int)
    title = forms.CharField(label=_("Title"), max_length=80)
    on = _day(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=80)
    own = forms.CharField(
        label=_("Items of your own"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args: Any, holders: Choices | None, own: OwnItems | None, is_project: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if holders is None:
            del self.fields["holder"]
        else:
            self.fields["holder"].choices = [("", _("Please choose")), *holders]  # type: ignore[attr-defined]
        if is_project:
            self.fields["on"].label = _("Done by")
        if own is None:
            del self.fields["own"]
        else:
            self.fields["own"].required = own.least > 0
            self.fields["own"].help_text = _("One in each line, {least} to {most}.").format(
                least=own.least, most=own.most
            )

    def facts(self) -> dict[str, Any]:
        """What the services take, `own` as lines."""
        data = {**self.cleaned_data, "own": self.cleaned_data.get("own", "").splitlines()}
        data.pop("holder", None)
        return data


class HoldForm(forms.Form):
    """How it went: a word on each item, how many came, pictures."""

    on = _day(_("Day"), required=False, help_text=_("Left empty: the planned day."))
    came = forms.IntegerField(label=_("How many came"), min_value=1, help_text=_("A number only, no names."))
    photos = PhotosField(label=_("Pictures"), required=False)

    def __init__(self, *args: Any, items: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [(f"item_{item.pk}", item.pk) for item in items]
        for item in items:
            self.fields[f"item_{item.pk}"] = forms.CharField(
                label=item.label, required=bool(item.code), max_length=300,
                help_text=_("What was done, no names.") if item.code else _("What was done; empty if it was left out."),
            )  # fmt: skip
        self.order_fields([*(name for name, _pk in self.items), "on", "came", "photos"])

    def facts(self) -> dict[str, Any]:
        """What the service takes, but for the pictures."""
        data = self.cleaned_data
        return {"on": data["on"], "came": data["came"], "done": {pk: data[name] for name, pk in self.items}}


class ReasonForm(forms.Form):
    """Why it isn't held."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
