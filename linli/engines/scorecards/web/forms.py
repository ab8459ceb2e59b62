"""Forms of scorecards; what is asked comes from the card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from linli.engines.scorecards.kinds import ABSTAIN, Kind
from linli.engines.scorecards.method import Card, Criterion
from linli.engines.scorecards.selectors import RatingPage
from linli.engines.scorecards.services import Mark
from linli.kernel.pictures import Limits, PhotosField, read_uploads

_YES_NO = [("1", _("Met")), ("0", _("Not met"))]
_VOTE = [("1", _("In favour")), ("0", _("Against")), (ABSTAIN, _("Abstain"))]
_NUMBER = {"inputmode": "decimal", "autocomplete": "off", "class": "input input--s"}


def _number(criterion: Criterion) -> forms.Field:
    return forms.CharField(max_length=12, required=False, widget=forms.TextInput(attrs=_NUMBER))


def _yes_no(criterion: Criterion) -> forms.Field:
    return forms.ChoiceField(choices=_YES_NO, required=False, widget=forms.RadioSelect)


def _vote(criterion: Criterion) -> forms.Field:
    return forms.ChoiceField(choices=_VOTE, required=False, widget=forms.RadioSelect)


_FIELDS: dict[str, Callable[[Criterion], forms.Field]] = {
    Kind.SCORE: _number,
    Kind.YES_NO: _yes_no,
    Kind.VOTE: _vote,
}


def _mark_field(criterion: Criterion) -> forms.Field:
    field = _FIELDS[criterion.kind](criterion)
    most = f"（0–{criterion.full.normalize():f}）" if criterion.kind is Kind.SCORE else ""
    field.label, field.help_text = f"{criterion.label}{most}", criterion.about
    return field


class RatingForm(forms.Form):
    """All subjects of a page: a field for each criterion (and its evidence), and the version that the rater looked at."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: RatingPage, limits: Limits, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": page.seat.version}, **kwargs)
        self._page, self.limits = page, limits
        for subject in page.rows.object_list:
            for code, criterion in page.criteria.items():
                self._ask(subject.pk, code, criterion)

    def _ask(self, pk: int, code: str, criterion: Criterion) -> None:
        value, words = self._page.given.get(pk, {}).get(code, ("", ""))
        field = _mark_field(criterion)
        field.initial = value
        self.fields[f"m{pk}_{code}"] = field
        if criterion.evidence != "none":
            self.fields[f"w{pk}_{code}"] = forms.CharField(
                label=_("What you saw"), max_length=300, required=False, initial=words
            )
            if self.limits.photos:
                self.fields[f"p{pk}_{code}"] = self._photos(pk, code)

    def _photos(self, pk: int, code: str) -> forms.Field:
        given = self._page.pictures.get((pk, code), 0)
        hint = ngettext("{n} picture is kept already.", "{n} pictures are kept already.", given).format(n=given)
        return PhotosField(label=_("Pictures"), required=False, help_text=hint if given else "")

    def blocks(self) -> list[tuple[Any, bool, list[forms.BoundField]]]:
        """Each subject, whether it has marks already, and its fields."""
        return [
            (one, one.pk in self._page.given, [self[name] for name in self._names(one.pk)])
            for one in self._page.rows.object_list
        ]

    def _names(self, pk: int) -> list[str]:
        wanted = (f"{kind}{pk}_{code}" for code in self._page.criteria for kind in "mwp")
        return [name for name in wanted if name in self.fields]

    def marks(self) -> dict[int, dict[str, Mark]]:
        """What was given, subject by subject. Raises as `kernel.pictures.read_uploads`."""
        rows = self._page.rows.object_list
        return {one.pk: {code: self._mark(f"{one.pk}_{code}") for code in self._page.criteria} for one in rows}

    def _mark(self, name: str) -> Mark:
        data = self.cleaned_data
        photos = read_uploads(data.get(f"p{name}") or (), self.limits)
        return Mark(data.get(f"m{name}"), data.get(f"w{name}") or "", photos)


class OpenForm(forms.Form):
    """Which card, and a day of the period."""

    card = forms.ChoiceField(label=_("Rating"))
    on = forms.DateField(
        label=_("A day of the period"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: the period of today."),
    )  # fmt: skip

    def __init__(self, *args: Any, cards: Mapping[str, Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = [(code, card.label) for code, card in cards.items()]  # type: ignore[attr-defined]


class NoForm(forms.Form):
    """Nothing is asked."""


class WhyForm(forms.Form):
    """Why, in a few words."""

    words = forms.CharField(label=_("Why"), min_length=2, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class WordsForm(forms.Form):
    """What somebody says."""

    words = forms.CharField(
        label=_("In your words"), min_length=2, max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No phone or ID numbers: others will read it."),
    )  # fmt: skip


class SayForm(WordsForm):
    """What the rated says, and pictures that show it."""

    photos = PhotosField(label=_("Pictures"), required=False)


class RulingForm(forms.Form):
    """Marks that stand from now on, by criterion; what is left empty stays as it was rated."""

    def __init__(self, *args: Any, criteria: Mapping[str, Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (code, criterion) in enumerate(criteria.items()):
            self.fields[f"m_{code}"] = forms.CharField(
                label=f"{criterion.label}（0–{criterion.full.normalize():f}）", required=False, max_length=12,
                widget=forms.TextInput(attrs=_NUMBER), help_text="" if number else _("What is left empty stays as it was rated."),
            )  # fmt: skip

    def values(self) -> dict[str, str]:
        """Marks by criterion."""
        data = self.cleaned_data
        return {name.removeprefix("m_"): said for name, said in data.items() if name.startswith("m_") and said.strip()}


class CorrectForm(RulingForm, WhyForm):
    """Marks that were wrong, and why."""


class DecideForm(RulingForm):
    """Uphold or reject, why, and what is put right."""

    upheld = forms.ChoiceField(
        label=_("Decision"), choices=[("no", _("Reject: the result stays")), ("yes", _("Uphold: put it right"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(label=_("Why"), min_length=2, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    entries = forms.TypedMultipleChoiceField(
        label=_("Entries that count no more"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            self.fields["entries"].choices = items  # type: ignore[attr-defined]
        else:
            del self.fields["entries"]


class ItemForm(forms.Form):
    """An entry: who, what, when, how much."""

    key = forms.ChoiceField(label=_("Who is rated"))
    criterion = forms.ChoiceField(label=_("Criterion"))
    on = forms.DateField(
        label=_("On the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: today."),
    )  # fmt: skip
    points = forms.CharField(
        label=_("Points"), required=False, max_length=12, widget=forms.TextInput(attrs=_NUMBER),
        help_text=_("Left empty where the card says how many."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("The facts"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever is rated reads it. No names, no numbers."),
    )  # fmt: skip
    photos = PhotosField(label=_("Pictures"), required=False)

    def __init__(self, *args: Any, card: Card, subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = subjects  # type: ignore[attr-defined]
        booked = card.booked().items()
        self.fields["criterion"].choices = [(code, one.label) for code, one in booked]  # type: ignore[attr-defined]
