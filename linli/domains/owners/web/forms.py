"""Forms of owners; choices come from selectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.owners import rules
from linli.domains.owners.states import APPLICANTS, CHOICES
from linli.kernel import clock
from linli.kernel.pictures import read_uploads

_DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}


class FindForm(forms.Form):
    """Compounds by a part of the name."""

    q = forms.CharField(label=_("Part of the name"), required=False, max_length=40)

    def wanted(self) -> str:
        """The part; "" where the form is odd."""
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


class NoForm(forms.Form):
    """Nothing is asked."""


class WhyForm(forms.Form):
    """Why, in a few words."""

    why = forms.CharField(label=_("Why"), min_length=2, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class WordsForm(forms.Form):
    """What there is to say."""

    words = forms.CharField(
        label=_("In a few words"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Others will read it: no names, no phone numbers."),
    )  # fmt: skip


class FiguresForm(forms.Form):
    """Area and heads of a unit."""

    size = forms.CharField(
        label=_("Exclusive area (m²)"), max_length=10, widget=forms.TextInput(attrs=_DECIMAL),
        help_text=_("As in the title deed, at most two decimal places."),
    )  # fmt: skip
    heads = forms.TypedChoiceField(
        label=_("Counts as an owner"), coerce=int, choices=[(1, _("Yes, one owner")), (0, _("No: counted with another unit"))],
        initial=1, help_text=_("Somebody with several units counts once."),
    )  # fmt: skip


class UnitForm(FiguresForm):
    """A unit on the roll."""

    label = forms.CharField(
        label=_("Unit on the roll"),
        max_length=60,
        help_text=_("Building, entrance and room, for example 3-1-502. No names."),
    )
    field_order = ("label", "size", "heads")


class PhoneForm(forms.Form):
    """By which phone an owner stands in the registers."""

    phone = forms.CharField(
        label=_("Phone of the owner"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("The owner has to be in the residents' register with it. Only the link to that entry is kept."),
    )  # fmt: skip


class VoteForm(forms.Form):
    """What owners are asked."""

    matter = forms.ChoiceField(label=_("Matter"))
    title = forms.CharField(label=_("What is voted on"), min_length=2, max_length=120)
    body = forms.CharField(
        label=_("The plan"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody may read it: what, how much, who does it."),
    )  # fmt: skip
    last_on = forms.DateField(label=_("Last day of the vote"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, matters: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = list(matters)  # type: ignore[attr-defined]

    def closes_at(self) -> datetime:
        """The end of the last day."""
        return end_of(self.cleaned_data["last_on"])


class LastDayForm(forms.Form):
    """Until when owners vote."""

    last_on = forms.DateField(label=_("Last day of the vote"), widget=forms.DateInput(attrs={"type": "date"}))


class PaperForm(forms.Form):
    """A paper ballot of a unit, with a proxy's document where somebody else signed."""

    unit = forms.TypedChoiceField(label=_("Unit on the roll"), coerce=int)
    choice = forms.ChoiceField(label=_("The paper says"), choices=list(CHOICES.items()), widget=forms.RadioSelect)
    proxy_words = forms.CharField(
        label=_("A proxy signed: who for whom"), required=False, max_length=300, help_text=_("It is kept sealed.")
    )
    proxy_picture = forms.FileField(label=_("Picture of the proxy's document"), required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], limits: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limits = limits
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["choice"].choices = [(code, _(label)) for code, label in CHOICES.items()]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What the service wants."""
        picture = self.cleaned_data["proxy_picture"]
        return {
            "choice": self.cleaned_data["choice"],
            "proxy_words": self.cleaned_data["proxy_words"],
            "proxy_picture": read_uploads([picture], self._limits)[0] if picture else b"",
        }


class OwnBallotForm(forms.Form):
    """What an owner says for one of their units."""

    unit = forms.TypedChoiceField(label=_("My unit"), coerce=int)
    choice = forms.ChoiceField(label=_("My answer"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["choice"].choices = [(code, _(label)) for code, label in CHOICES.items()]  # type: ignore[attr-defined]


def _cents(value: str) -> int:
    try:
        return rules.cents_of(value)
    except ValueError:
        raise forms.ValidationError(_("Please give an amount above 0 with at most two decimal places.")) from None


class SourceForm(forms.Form):
    """A source of common income."""

    kind = forms.ChoiceField(label=_("Kind of income"))
    label = forms.CharField(label=_("What it is called"), min_length=2, max_length=80)

    def __init__(self, *args: Any, kinds: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, one.label) for code, one in kinds.items()]  # type: ignore[attr-defined]


class BookingForm(forms.Form):
    """Money that came or went."""

    what = forms.ChoiceField(label=_("Which money"))
    amount = forms.CharField(label=_("Amount (yuan)"), max_length=14, widget=forms.TextInput(attrs=_DECIMAL))
    words = forms.CharField(label=_("What for"), min_length=2, max_length=200)
    evidence = forms.CharField(
        label=_("Number of the receipt"), min_length=2, max_length=200, help_text=_("The second person compares it.")
    )
    on = forms.DateField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: today."),
    )

    def __init__(self, *args: Any, sources: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came = _("Common income: {source}")
        self._sources = {str(one.pk): one for one in sources}
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            ("fund", _("Paid into the maintenance fund")),
            *((pk, str(came).format(source=one.label)) for pk, one in self._sources.items()),
            ("out", _("Spent from common income")),
        ]

    def clean_amount(self) -> int:
        """Cents."""
        return _cents(self.cleaned_data["amount"])

    def said(self) -> dict[str, Any]:
        """What the service wants: book, source and signed amount beside the words."""
        data = dict(self.cleaned_data)
        what, amount = data.pop("what"), data.pop("amount")
        book = "fund" if what == "fund" else "income"
        return {**data, "book": book, "source": self._sources.get(what), "amount": -amount if what == "out" else amount}


class UseForm(forms.Form):
    """An application for the maintenance fund."""

    applicant = forms.ChoiceField(label=_("Who applies"))
    company = forms.TypedChoiceField(
        label=_("Company that does the works"), coerce=int, required=False, empty_value=None
    )
    title = forms.CharField(label=_("Works"), min_length=2, max_length=120)
    scope = forms.CharField(
        label=_("Scope of the works"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    quote = forms.CharField(label=_("Quote (yuan)"), max_length=14, widget=forms.TextInput(attrs=_DECIMAL))

    def __init__(self, *args: Any, companies: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applicant"].choices = [(code, _(label)) for code, label in APPLICANTS.items()]  # type: ignore[attr-defined]
        self.fields["company"].choices = choices_of(companies)  # type: ignore[attr-defined]

    def clean_quote(self) -> int:
        """Cents."""
        return _cents(self.cleaned_data["quote"])


class AcceptForm(WordsForm):
    """Works are accepted and paid."""

    paid = forms.CharField(
        label=_("Amount of the bill (yuan)"), max_length=14, widget=forms.TextInput(attrs=_DECIMAL),
        help_text=_("At most the quote that the owners agreed to."),
    )  # fmt: skip
    representatives = forms.IntegerField(
        label=_("Representatives of the owners who accepted"), min_value=1, max_value=99
    )
    field_order = ("paid", "representatives", "words")

    def clean_paid(self) -> int:
        """Cents."""
        return _cents(self.cleaned_data["paid"])


class CommitteeForm(forms.Form):
    """A committee and its term."""

    organization = forms.TypedChoiceField(label=_("Owners' committee"), coerce=int)
    seats = forms.IntegerField(label=_("Members of the committee"), min_value=1, max_value=99)
    starts_on = forms.DateField(label=_("Term begins"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Term ends"), widget=forms.DateInput(attrs={"type": "date"}))
    party = forms.TypedChoiceField(
        label=_("Party organization in it"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Left empty: none yet."),
    )

    def __init__(self, *args: Any, committees: Mapping[int, Any], parties: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = choices_of(committees)[1:]  # type: ignore[attr-defined]
        self.fields["party"].choices = choices_of(parties)  # type: ignore[attr-defined]


class JointForm(forms.Form):
    """Who sits in the joint body."""

    def __init__(self, *args: Any, seats: Mapping[str, Any], initial: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, one in seats.items():
            self.fields[code] = forms.CharField(
                label=one.label, min_length=2, max_length=80, initial=initial.get(code, "")
            )


class ServiceForm(forms.Form):
    """A service that a company offers a household."""

    unit = forms.TypedChoiceField(label=_("Unit on the roll"), coerce=int)
    company = forms.TypedChoiceField(label=_("Property company"), coerce=int)
    what = forms.CharField(label=_("What is to be done"), min_length=2, max_length=120)
    price = forms.CharField(
        label=_("Price (yuan)"), max_length=14, widget=forms.TextInput(attrs=_DECIMAL),
        help_text=_("It is charged only when the household is satisfied."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Iterable[Any], companies: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(one.pk, one.label) for one in units]  # type: ignore[attr-defined]
        self.fields["company"].choices = choices_of(companies)[1:]  # type: ignore[attr-defined]

    def clean_price(self) -> int:
        """Cents."""
        return _cents(self.cleaned_data["price"])


def choices_of(rows: Mapping[int, Any]) -> list[tuple[Any, str]]:
    """None, and rows by number and name."""
    return [("", "—"), *((pk, one.name) for pk, one in rows.items())]


def end_of(day: Any) -> datetime:
    """The last second of a day in China."""
    return datetime.combine(day, time(23, 59, 59), clock.ZONE)
