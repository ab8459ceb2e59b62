"""Forms of membership; choices come from selectors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.membership.states import COURIER_STATES, SIGN_KINDS, TRANSFER_STATES

Choices = list[tuple[Any, str]]
MOST_PLACES = 10_000


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), required=False, **options)


def _number(value: str) -> int | None:
    return int(value) if value else None


class _WithChoices(forms.Form):
    """A form whose choices come from selectors, given by field name."""

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            first = _("Please choose") if self.fields[name].required else _("None")
            self.fields[name].choices = [("", first), *found]  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """Members by name, kind, organization and list."""

    q = forms.CharField(label=_("Beginning of the name"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Kind of member"), required=False)
    body = forms.ChoiceField(label=_("Party organization"), required=False)
    only = forms.ChoiceField(label=_("List"), required=False)

    def __init__(self, *args: Any, kinds: Choices, bodies: Choices, lists: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, first, found in (("kind", _("All kinds"), kinds), ("body", _("All organizations"), bodies)):
            self.fields[name].choices = [("", first), *found]  # type: ignore[attr-defined]
        self.fields["only"].choices = lists  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What was asked for; nothing where the form is odd."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        return {"text": data["q"], "kind": data["kind"], "body": data["body"], "only": data["only"]}


class MemberForm(_WithChoices):
    """A new member: somebody of the register, by exact name and phone number."""

    name = forms.CharField(label=_("Name of the person"), max_length=60)
    phone = forms.CharField(
        label=_("Phone number"), max_length=20,
        help_text=_("As in the register of residents. Both must fit: there is no list to leaf through."),
    )  # fmt: skip
    organization = forms.ChoiceField(label=_("Party organization"))
    kind = forms.ChoiceField(label=_("Kind of member"))
    starts_on = _day(_("First day"), help_text=_("Left empty: today."))
    admitted_on = _day(
        _("Became a member on"), help_text=_("Only for new members: takes a place of the compound's quota.")
    )
    compound = forms.ChoiceField(label=_("Compound"), required=False)


class ListForm(_WithChoices):
    """Whom a list of members holds, and what for."""

    organization = forms.ChoiceField(
        label=_("Party organization"), help_text=_("Its own members and those of the organizations below it.")
    )
    kind = forms.ChoiceField(label=_("Kind of member"), required=False)
    form = forms.ChoiceField(label=_("File"), choices=[("xlsx", "XLSX"), ("csv", "CSV")], initial="xlsx")
    reason = forms.CharField(
        label=_("What is the list for?"), max_length=200, help_text=_("The people on it will read this.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", _("All kinds")), *kinds.choices[1:]]


class KindForm(_WithChoices):
    """Another kind of member."""

    kind = forms.ChoiceField(label=_("Kind of member"))


class CardForm(_WithChoices):
    """Which of the staff a member is."""

    card = forms.ChoiceField(
        label=_("Among the staff"), required=False,
        help_text=_("Staff of the same name. Needed to count the shares of posts."),
    )  # fmt: skip

    def clean_card(self) -> int | None:
        """The card's number."""
        return _number(self.cleaned_data["card"])


class EndForm(forms.Form):
    """The last day of a membership."""

    on = _day(_("Last day"), help_text=_("Left empty: today."))


class TransferForm(_WithChoices):
    """Where a member goes: an organization of this county, or one elsewhere by name."""

    target = forms.ChoiceField(label=_("To an organization of this county"), required=False)
    target_name = forms.CharField(label=_("Or out of the county, to"), required=False, max_length=120)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("target")) == bool((data.get("target_name") or "").strip()):
            raise forms.ValidationError(_("Please name one place to which the membership goes."))
        return data


class TransferFindForm(forms.Form):
    """Transfers by direction and state."""

    box = forms.ChoiceField(
        label=_("Direction"), required=False, choices=[("", _("All")), ("in", _("Coming")), ("out", _("Going"))]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*((k.value, _(v)) for k, v in TRANSFER_STATES.items())]
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class CompoundForm(_WithChoices):
    """A compound."""

    compound = forms.ChoiceField(label=_("Compound"))


class QuotaForm(forms.Form):
    """Places for new members in a year."""

    allotted = forms.IntegerField(label=_("Places for new members"), min_value=0, max_value=MOST_PLACES)


class YearForm(forms.Form):
    """A year."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)


class DoorFindForm(forms.Form):
    """A part of a building's name."""

    q = forms.CharField(label=_("Building or compound"), required=False, max_length=40)


class LinkForm(_WithChoices):
    """A household by its door: one must know the room."""

    area = forms.ChoiceField(label=_("Building or stairwell"))
    room = forms.CharField(label=_("Room"), max_length=20, help_text=_("For example 301. It isn't shown in any list."))


class NoteForm(forms.Form):
    """What was heard."""

    words = forms.CharField(label=_("What was heard"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    on = _day(_("On which day"), help_text=_("Left empty: today."))


class SignForm(forms.Form):
    """The member's consent to a sign."""

    kind = forms.ChoiceField(label=_("Sign"), choices=[(k.value, _(v)) for k, v in SIGN_KINDS.items()])
    agreed = forms.BooleanField(label=_("The member has read the text above and agrees"), required=False)


class CourierFindForm(forms.Form):
    """Couriers by where they stand, with how many there are."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, counts: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(state.value, f"{_(one.label)} {counts.get(state, 0)}") for state, one in COURIER_STATES.items()]
        self.fields["state"].choices = [("", found[0][1]), *found[1:]]  # type: ignore[attr-defined]


class BranchForm(_WithChoices):
    """The branch that fits better."""

    target = forms.ChoiceField(label=_("Party organization"))
