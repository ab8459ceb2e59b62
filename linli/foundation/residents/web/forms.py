"""Forms of the registers; choices come from selectors, words from states."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.residents import states
from linli.foundation.residents.rules import PersonDraft
from linli.kernel import forms as kernel

#: Which field a refusal is about, so that it is shown there.
_FIELD_OF = {
    "residents.bad_name": "name",
    "residents.bad_phone": "phone",
    "residents.id_old": "id_number",
    "residents.id_shape": "id_number",
    "residents.id_birthday": "id_number",
    "residents.id_check": "id_number",
    "residents.id_number_taken": "id_number",
    "residents.born_differs": "born_on",
    "residents.bad_birthday": "born_on",
    "residents.minors_needed": "born_on",
    "residents.employer_long": "employer",
    "residents.bad_room": "room",
    "residents.unknown_relation": "relation",
    "residents.months_needed": "first_month",
    "residents.reason_needed": "reason",
}


def refusals_into(form: forms.Form) -> AbstractContextManager[None]:
    """Show a refusal of the block at its field, else above the form."""
    return kernel.refusals_into(form, _FIELD_OF)


def _words(labels: Mapping[Any, str], first: Any = None) -> list[tuple[str, Any]]:
    """Choices out of labelled codes."""
    found = [(str(code), _(label)) for code, label in labels.items()]
    return found if first is None else [("", first), *found]


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}), **options)


class _WithChoices(forms.Form):
    """A form whose choices come from selectors, given by field name."""

    def __init__(self, *args: Any, choices: dict[str, list[tuple[Any, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]


class FindForm(_WithChoices):
    """The register's filters; they stand in the address."""

    q = forms.CharField(label=_("Name, phone or ID number"), required=False, max_length=60)
    area = forms.TypedChoiceField(label=_("Where"), required=False, coerce=int, empty_value=None)
    registered = forms.ChoiceField(
        label=_("Household register"), required=False, choices=_words(states.REGISTERED, _("All"))
    )
    seen = forms.ChoiceField(label=_("Verified"), required=False, choices=[("", _("All")), ("no", _("Not yet"))])
    state = forms.ChoiceField(
        label=_("Entry"),
        required=False,
        choices=_words({key: states.PERSON_STATES[key] for key in ("present", "left", "deceased")}),
    )


class PlaceForm(forms.Form):
    """A part of a place's name."""

    q = forms.CharField(label=_("Name of the place"), required=False, max_length=40)


class RoomForm(forms.Form):
    """A room, to find a dwelling."""

    room = forms.CharField(label=_("Room or house number"), required=False, max_length=40)


class PersonForm(forms.Form):
    """Who somebody is. Numbers that are kept aren't shown: an empty field leaves them."""

    name = forms.CharField(label=_("Name of the person"), max_length=80)
    phone = forms.CharField(label=_("Phone number"), required=False, max_length=40)
    id_number = forms.CharField(
        label=_("ID number"),
        required=False,
        max_length=40,
        help_text=_("Only where a matter asks for it. It is kept sealed; who looks at it has to say why."),
    )
    born_on = _day(_("Day of birth"), help_text=_("Left empty: taken from the ID number."))
    employer = forms.CharField(label=_("Employer"), required=False, max_length=100)
    registered = forms.ChoiceField(label=_("Household register"), choices=_words(states.REGISTERED), initial="unknown")

    def draft(self, **more: Any) -> PersonDraft:
        """What was said, as the services take it."""
        given = self.cleaned_data
        fields = ("name", "phone", "id_number", "born_on", "employer", "registered")
        return PersonDraft(**{field: given[field] for field in fields}, **more)


class ChangeForm(PersonForm):
    """The same, with what is to be forgotten."""

    forget = forms.MultipleChoiceField(
        label=_("Keep no longer"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(field, _(states.FIELD_LABELS[field])) for field in (states.PHONE, states.ID_NUMBER)],
    )


class StayForm(_WithChoices):
    """Behind which door somebody lives, and how."""

    room = forms.CharField(label=_("Room or house number"), max_length=40)
    relation = forms.ChoiceField(label=_("Relation to the head"), required=False)
    kind = forms.ChoiceField(label=_("Lives here"), choices=_words(states.RESIDENCE_KINDS), initial="living")
    first_month = forms.IntegerField(label=_("From month"), required=False, min_value=1, max_value=12)
    last_month = forms.IntegerField(label=_("To month"), required=False, min_value=1, max_value=12)
    dwelling_kind = forms.ChoiceField(label=_("Used as"), choices=_words(states.DWELLING_KINDS), initial="home")

    def stay(self) -> dict[str, Any]:
        """What was said about the stay."""
        given = self.cleaned_data
        return {
            field: given[field] for field in ("room", "relation", "kind", "first_month", "last_month", "dwelling_kind")
        }


class MoveForm(StayForm):
    """The same for somebody in the register."""

    is_main = forms.BooleanField(label=_("This is the main home"), required=False, initial=True)
    starts_on = _day(_("First day"), help_text=_("Left empty: today."))

    def stay(self) -> dict[str, Any]:
        """With the day and whether it is the main home."""
        return super().stay() | {field: self.cleaned_data[field] for field in ("is_main", "starts_on")}


class EntryForm(StayForm, PersonForm):
    """A new entry with its home."""

    field_order = ("name", "phone", "id_number", "born_on", "registered", "employer", "room")
    sure = forms.BooleanField(label=_("Nobody of these: it is another person"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].required = False


class EndForm(forms.Form):
    """The last day in a dwelling."""

    on = _day(_("Last day"), help_text=_("Left empty: today."))


class DeathForm(forms.Form):
    """The day on which somebody died, and that it is meant."""

    on = _day(_("Day of death"), help_text=_("Left empty: today."))
    sure = forms.BooleanField(label=_("The family or a certificate said so."))


class ReasonForm(forms.Form):
    """Why something sealed is opened."""

    reason = forms.CharField(label=_("Why do you need to see it?"), max_length=200)


class RevealForm(ReasonForm):
    """Which field, and why."""

    field = forms.ChoiceField(
        label=_("Which field"),
        choices=[(name, _(states.FIELD_LABELS[name])) for name in (states.PHONE, states.ID_NUMBER, states.ADDRESS)],
    )


class EraseForm(forms.Form):
    """Why an entry is erased."""

    reason = forms.CharField(
        label=_("Why is it erased?"), max_length=200, help_text=_("No names and numbers here: this stays.")
    )


class KindForm(forms.Form):
    """What a dwelling is used as."""

    kind = forms.ChoiceField(label=_("Used as"), choices=_words(states.DWELLING_KINDS))


class DwellingForm(KindForm):
    """A new dwelling."""

    room = forms.CharField(label=_("Room or house number"), max_length=40)
    field_order = ("room", "kind")


class SplitForm(_WithChoices):
    """Who keeps house by themselves from now on, and behind which door."""

    people = forms.TypedMultipleChoiceField(label=_("Who"), coerce=int, widget=forms.CheckboxSelectMultiple)
    room = forms.CharField(
        label=_("Room or house number"), required=False, max_length=40, help_text=_("Left empty: behind the same door.")
    )


class HeadForm(_WithChoices):
    """Who heads the household."""

    person = forms.TypedChoiceField(label=_("Head of the household"), coerce=int)


class KeepForm(forms.Form):
    """Which of two entries is kept."""

    keep = forms.TypedChoiceField(label=_("Which entry is kept?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = choices  # type: ignore[attr-defined]
