"""Forms of the organizations console: reading input only; what is allowed is decided by services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.organizations import rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.foundation.organizations.models import Organization

Choices = list[tuple[str, str]]
MOST_SEATS = 500


def _options(organizations: Iterable[Organization], *, empty: bool = True) -> Choices:
    rows = [(str(each.pk), each.name) for each in organizations]
    return [("", "–"), *rows] if empty else rows


class FindForm(forms.Form):
    """Find organizations by kind and name."""

    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "data-search": ""}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    temporary = forms.BooleanField(label=_("Temporary only"), required=False)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]


class PlainFindForm(forms.Form):
    """Find by one word."""

    q = forms.CharField(
        label=_("Category or organization"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "data-search": ""}),
    )  # fmt: skip


class PostFindForm(forms.Form):
    """Vacancies of one kind of post."""

    kind = forms.ChoiceField(label=_("Post"), required=False)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All posts")), *kinds]  # type: ignore[attr-defined]


class OrganizationForm(forms.Form):
    """An organization's facts. Its kind can be chosen only when it is new."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=20, required=False)
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=18, required=False)
    parent = forms.ChoiceField(label=_("Superior"), required=False)
    second_superior = forms.ChoiceField(
        label=_("Second superior"), required=False, help_text=_("Where two lines of command may give tasks.")
    )
    serves_county = forms.BooleanField(label=_("Serves the whole county"), required=False)
    hours = forms.CharField(
        label=_("Working hours"), max_length=80, required=False,
        help_text=_("For example 8:30-12:00, 13:30-17:30. The county's own hours when left empty."),
    )  # fmt: skip
    ends_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("For temporary organizations only."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Choices, others: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(each.pk): each for each in others}
        options = _options(self.by_id.values())
        self.fields["parent"].choices = self.fields["second_superior"].choices = options  # type: ignore[attr-defined]
        if kinds:
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        else:
            del self.fields["kind"]

    def clean_hours(self) -> list[list[str]]:
        """Hours in stored form."""
        hours = rules.parse_hours(self.cleaned_data["hours"])
        if hours is None:
            raise forms.ValidationError(_("Working hours must be given as times that run forward and don't overlap."))
        return hours

    def clean_uscc(self) -> str:
        """Capital letters, no spaces."""
        return str(self.cleaned_data["uscc"]).replace(" ", "").upper()

    def clean_parent(self) -> Organization | None:
        """The organization itself."""
        return self.by_id.get(self.cleaned_data["parent"])

    def clean_second_superior(self) -> Organization | None:
        """The organization itself."""
        return self.by_id.get(self.cleaned_data["second_superior"])


class PostForm(forms.Form):
    """A post of the catalogue."""

    kind = forms.ChoiceField(label=_("Post"))
    title = forms.CharField(
        label=_("Title of the post"),
        max_length=80,
        required=False,
        help_text=_("The catalogue's own name when left empty."),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS, initial=1)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    """Who leads and assists for a category from today on."""

    category = forms.CharField(
        label=_("Category"), max_length=80,
        help_text=_("standard/kind/code; an asterisk at the end takes in all codes that begin so."),
    )  # fmt: skip
    lead = forms.ChoiceField(label=_("Leads"))
    assisting = forms.MultipleChoiceField(
        label=_("Assists"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    not_to_grid = forms.BooleanField(
        label=_("May not be pushed down to the grid"), required=False,
        help_text=_("A department's own work by law."),
    )  # fmt: skip
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False)

    def __init__(self, *args: Any, bodies: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(each.pk): each for each in bodies}
        self.fields["lead"].choices = _options(self.by_id.values())  # type: ignore[attr-defined]
        self.fields["assisting"].choices = _options(self.by_id.values(), empty=False)  # type: ignore[attr-defined]

    def clean_lead(self) -> Organization:
        """The organization itself."""
        return self.by_id[self.cleaned_data["lead"]]

    def clean_assisting(self) -> list[Organization]:
        """The organizations themselves."""
        return [self.by_id[key] for key in self.cleaned_data["assisting"]]
