"""Forms of rosters; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.domains.rosters.selectors import Preview, Sorting
from linli.kernel import sheets

Choices = list[tuple[Any, str]]


class SendForm(forms.Form):
    """A list, and what place it is about."""

    about = "area"
    area = forms.TypedChoiceField(
        label=_("What place is the list about?"), coerce=int,
        help_text=_("Names of places in the list are looked for within it; nothing beyond it is written."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV (UTF-8 or GBK), up to 150 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.about].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> int:
        """The place or the organization."""
        return int(self.cleaned_data[self.about])

    def clean_file(self) -> Any:
        """A file that is too large is refused before it is read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > sheets.MAX_BYTES:
            raise forms.ValidationError(sheets.too_many_bytes().message)
        return file


class SendForBodyForm(SendForm):
    """A list, and what organization it is about."""

    about, field_order = "organization", ("organization", "file")
    area = None  # takes the other form's field away
    organization = forms.TypedChoiceField(
        label=_("What organization is the list about?"), coerce=int,
        help_text=_("Names of organizations in the list are looked for in it and below it; nothing beyond is written."),
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """What each column holds; "" leaves it out."""

    header_line = forms.IntegerField(min_value=0, max_value=sheets.MAX_ROWS, widget=forms.HiddenInput())

    def __init__(self, *args: Any, preview: Preview, fields: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["header_line"].initial = preview.header
        for column in preview.columns:
            self.fields[f"column_{column.number}"] = forms.ChoiceField(
                label=column.heading or _("Column {number}").format(number=column.number + 1), required=False,
                initial=column.field, choices=[("", _("Left out")), *fields],
            )  # fmt: skip

    def columns(self) -> dict[int, str]:
        """Column → field, as chosen."""
        given = self.cleaned_data.items()
        return {
            int(name.removeprefix("column_")): field for name, field in given if field and name.startswith("column_")
        }


class SortForm(forms.Form):
    """What each word means: a key, or its label; empty leaves the word for later."""

    def __init__(self, *args: Any, sorting: Sorting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sorting = sorting
        self.keys = {name: key for key, label in sorting.choices.items() for name in (key, label, f"{label} {key}")}
        for number, (word, count) in enumerate(sorting.words):
            self.fields[f"word_{number}"] = forms.CharField(
                label=format_lazy(_("{word} (in {count} rows)"), word=word, count=count), required=False, max_length=160,
                widget=forms.TextInput(attrs={"list": "choices", "autocomplete": "off"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Nothing but what can be chosen."""
        for name, said in list(self.cleaned_data.items()):
            if said and said not in self.keys:
                self.add_error(name, _("Please choose one from the list."))
        return self.cleaned_data

    def meant(self) -> dict[str, str]:
        """Word → key, of the words that were sorted."""
        given = ((word, self.cleaned_data[f"word_{n}"]) for n, (word, _count) in enumerate(self.sorting.words))
        return {word: self.keys[said] for word, said in given if said}


class ExportForm(forms.Form):
    """Whom the list holds, what of it is in clear, and what for."""

    area = forms.TypedChoiceField(label=_("Where"), coerce=int)
    beginning = forms.CharField(label=_("Name begins with"), required=False, max_length=60)
    registered = forms.ChoiceField(label=_("Household register"), required=False)
    unverified = forms.BooleanField(label=_("Only those not yet verified"), required=False)
    minors = forms.BooleanField(label=_("With children under 14"), required=False)
    clear = forms.MultipleChoiceField(
        label=_("In clear (all else is masked)"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody on the list reads that they were on it, which fields were in clear, who took it and what for."),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("File"), choices=[("xlsx", "XLSX"), ("csv", "CSV")], initial="xlsx")
    reason = forms.CharField(
        label=_("What is the list for?"), max_length=200, help_text=_("The people on it will read this.")
    )

    def __init__(self, *args: Any, choices: dict[str, Choices], may_minors: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        if not may_minors:
            del self.fields["minors"]
        if not choices["clear"]:
            del self.fields["clear"]
