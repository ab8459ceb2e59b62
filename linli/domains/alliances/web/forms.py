"""Forms of alliances; choices come from selectors and the method."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.alliances.states import PROGRESS_LABELS, SCORE_LABELS
from linli.kernel import clock
from linli.kernel.pictures import PhotosField

Choices = list[tuple[Any, str]]

_SMALL = {"rows": 3}
#: Topics that one form takes.
TOPICS = 5


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}), help_text=help_text
    )


def _choose(form: forms.Form, name: str, choices: Choices, empty: Any = None) -> None:
    form.fields[name].choices = [*([("", empty)] if empty is not None else []), *choices]  # type: ignore[attr-defined]


def _whole(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None, help_text=help_text)


class AlliancesForm(forms.Form):
    """Alliances by kind and words."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Kind of alliance"), required=False)
    past = forms.BooleanField(label=_("Closed ones"), required=False)

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds, _("All"))


class FindForm(forms.Form):
    """Areas by name."""

    q = forms.CharField(label=_("Find an area, buildings too"), required=False, max_length=40)


class FoundForm(forms.Form):
    """A new alliance. The kind of the method says which of the places, trades and parents it needs; fields that no kind asks for are left out."""

    kind = forms.ChoiceField(label=_("Kind of alliance"))
    name = forms.CharField(label=_("Name"), max_length=80)
    area = _whole(_("Where"))
    place_kind = forms.ChoiceField(label=_("Bound to"), required=False)
    place = forms.CharField(
        label=_("Name of the place"),
        required=False,
        max_length=60,
        help_text=_("For a place that isn't an area of its own."),
    )
    parent = _whole(_("Branch of"), required=False)
    trade = forms.ChoiceField(label=_("Trade"), required=False)
    in_charge = _whole(_("Department in charge of the trade"), required=False)
    office = _whole(
        _("Office of the alliance"), required=False,
        help_text=_("An organization that keeps it, besides the offices of the area."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "area", "place_kind", "parent", "trade", "in_charge", "office"):
            _choose(self, name, choices[name], _("Please choose"))
        gone = [name for name in ("place_kind", "parent", "trade") if not choices[name]]
        together = {"place_kind": ("place",), "trade": ("in_charge",)}
        for name in gone:
            for field in (name, *together.get(name, ())):
                del self.fields[field]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class AskForm(forms.Form):
    """Whom to ask, in which capacity and tier."""

    organization = _whole(_("Unit"), required=False)
    card = _whole(_("Person"), required=False)
    capacity = forms.ChoiceField(label=_("Capacity"))
    tier = forms.ChoiceField(label=_("Tier"), required=False)

    def __init__(self, *args: Any, choices: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organization", "card", "capacity", "tier"):
            _choose(self, name, choices[name], _("Please choose"))
        if not choices["tier"]:
            del self.fields["tier"]


class AnswerForm(forms.Form):
    """An answer to being asked."""

    accepts = forms.TypedChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, choices=[("yes", _("Become a member")), ("no", _("Decline"))],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    words = forms.CharField(
        label=_("Reason"), required=False, max_length=200,
        help_text=_("Needed for declining. The office that writes down an answer for others says how it came."),
    )  # fmt: skip


class RotaForm(forms.Form):
    """Who has the chair, one after the other."""

    members = forms.CharField(
        label=_("Whose turn comes when"), widget=forms.Textarea(attrs={"rows": 6}), max_length=8000, help_text=_("One member a line, in their order.")
    )  # fmt: skip
    turns = forms.IntegerField(label=_("How many turns"), min_value=1, max_value=24, initial=4)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_name = {name: pk for pk, name in members}
        self.fields["members"].initial = "\n".join(self._by_name)

    def clean_members(self) -> list[int]:
        """The lines as members."""
        names = [line.strip() for line in self.cleaned_data["members"].splitlines() if line.strip()]
        if lost := [name for name in names if name not in self._by_name]:
            raise forms.ValidationError(_("No member unit is called %(name)s.") % {"name": lost[0]})
        return [self._by_name[name] for name in names]


class MeetingForm(forms.Form):
    """A joint meeting that was held."""

    on = _day(_("Day of the meeting"), help_text=_("Left empty: today."))
    where = forms.CharField(label=_("Where"), required=False, max_length=80)
    chair = _whole(_("Led by"), required=False)
    came = forms.IntegerField(label=_("How many members came"), min_value=0, max_value=5000)

    def __init__(self, *args: Any, members: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "chair", members, _("Please choose"))
        for number in range(1, TOPICS + 1):
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("Topic {number}: kind").format(number=number), required=False, choices=[("", _("None")), *kinds]
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Topic {number}: what it was about").format(number=number), required=False, max_length=200
            )

    def clean(self) -> Any:
        """A topic needs both halves."""
        data: Any = super().clean()
        for number in range(1, TOPICS + 1):
            halves = bool(data.get(f"kind_{number}")), bool(data.get(f"words_{number}"))
            if any(halves) and not all(halves):
                self.add_error(f"words_{number}", _("A topic needs its kind and words."))
        return data

    def topics(self) -> list[tuple[str, str]]:
        """Those that were filled in."""
        data = self.cleaned_data
        found = ((data[f"kind_{number}"], data[f"words_{number}"]) for number in range(1, TOPICS + 1))
        return [(kind, words) for kind, words in found if kind]


class ResolveForm(forms.Form):
    """What was resolved."""

    words = forms.CharField(label=_("What was resolved"), max_length=200)
    organization = _whole(_("In charge"))
    due_on = _day(_("By when"), required=True)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "organization", units, _("Please choose"))


class SettleForm(forms.Form):
    """What came of a resolution."""

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    result = forms.CharField(label=_("Result or reason"), max_length=300)

    def __init__(self, *args: Any, outcomes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"done": _("It is done"), "dropped": _("It is given up")}
        _choose(self, "outcome", [(code, names[code]) for code in outcomes])


class ResolutionsForm(forms.Form):
    """Resolutions by state and words."""

    q = forms.CharField(label=_("Words or unit"), required=False, max_length=40)
    only = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("late", _("Late")), *((s.value, _(t)) for s, t in PROGRESS_LABELS.items())],
    )  # fmt: skip


class RaiseForm(forms.Form):
    """A topic for deliberation."""

    kind = forms.ChoiceField(label=_("Kind of topic"))
    topic = forms.ChoiceField(label=_("Topic of the catalogue"))
    title = forms.CharField(label=_("Title"), max_length=60)
    words = forms.CharField(
        label=_("Description"), max_length=1000, widget=forms.Textarea(attrs=_SMALL),
        help_text=_("Everybody may read it. No names and numbers."),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Choices, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds, _("Please choose"))
        _choose(self, "topic", topics, _("Please choose"))


class ScoresForm(forms.Form):
    """Scores by state."""

    only = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[
            ("", _("All")), ("objected", _("Objection to be answered")), *((s.value, _(t)) for s, t in SCORE_LABELS.items()),
        ],
    )  # fmt: skip


class ScoreForm(forms.Form):
    """Points of a member unit with their proof."""

    member = _whole(_("Unit"))
    row = forms.ChoiceField(label=_("What it took part in"))
    on = _day(_("Day"), help_text=_("Left empty: today."))
    words = forms.CharField(label=_("What proves it"), max_length=300, help_text=_("No names and numbers."))
    photos = PhotosField(label=_("Pictures"), required=False)

    def __init__(self, *args: Any, members: Choices, rows: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "member", members, _("Please choose"))
        _choose(self, "row", rows, _("Please choose"))


class CheckForm(forms.Form):
    """A second person's word."""

    counts = forms.TypedChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, choices=[("yes", _("It counts")), ("no", _("It doesn't count"))],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Only when it doesn't count.")
    )


class ObjectForm(forms.Form):
    """What is wrong."""

    words = forms.CharField(label=_("What is wrong"), max_length=300, widget=forms.Textarea(attrs=_SMALL))


class AnswerObjectionForm(forms.Form):
    """An answer to an objection."""

    upheld = forms.TypedChoiceField(
        label=_("The objection is"), widget=forms.RadioSelect, choices=[("yes", _("Right")), ("no", _("Not right"))],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    answer = forms.CharField(label=_("Answer to the unit"), max_length=300, widget=forms.Textarea(attrs=_SMALL))


class UnitsForm(forms.Form):
    """Units by name."""

    q = forms.CharField(label=_("Unit"), required=False, max_length=40)


class YearForm(forms.Form):
    """Points of a year."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)

    def chosen(self) -> int:
        """The year that was asked for; this one else."""
        return (self.cleaned_data.get("year") if self.is_valid() else None) or clock.today().year
