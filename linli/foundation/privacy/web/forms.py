"""Forms of privacy; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.privacy import selectors
from linli.foundation.privacy.selectors import LookFilter

_LARGEST = 2**63 - 1  # what a bigint holds


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=_LARGEST, widget=forms.Select())


class LooksForm(forms.Form):
    """By whom, where, at what, when. Each may be left open; what can't be read is left open too."""

    who = _number(_("Who looked"))
    area = _number(_("Where"))
    part = forms.ChoiceField(label=_("What was looked at"), required=False)
    first = _day(_("From"))
    last = _day(_("To"))
    before = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", _("Everything")), *selectors.part_choices()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[LookFilter, int | None]:
        """The filter, and the cursor."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        before = given.pop("before", None)
        return LookFilter(**given), before

    def offer(self, page: selectors.LookPage, chosen: LookFilter) -> None:
        """Choices of people and places: those of the page, and the chosen ones."""
        people = {row.actor_id: row.who for row in page.rows if row.actor_id}
        places = {row.area_id: row.place for row in page.rows}
        if chosen.who:
            people.setdefault(chosen.who, str(chosen.who))
        if chosen.area:
            places.setdefault(chosen.area, selectors.place_name(chosen.area))
        self.fields["who"].widget.choices = [("", _("Everybody")), *people.items()]  # type: ignore[attr-defined]
        self.fields["area"].widget.choices = [("", _("Everywhere")), *places.items()]  # type: ignore[attr-defined]
