"""Forms of deliberation; choices come from selectors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.services import Hands, Invited
from linli.domains.deliberation.states import CHOICES, WAYS
from linli.kernel import clock

Choices = list[tuple[Any, str]]
_ROWS = forms.Textarea(attrs={"rows": 4})


def _choose(label: Any, *, required: bool = True, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, **options)


def _ahead(day: date) -> date:
    if day < clock.today():
        raise forms.ValidationError(_("This day is over."))
    return day


class FindForm(forms.Form):
    """Matters by state, form and words. `area` comes from links."""

    q = forms.CharField(label=_("Matter or place"), required=False, max_length=40)
    state = _choose(_("State"), required=False)
    form = _choose(_("Form"), required=False)

    def __init__(self, *args: Any, states: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *((code, _(label)) for code, label in states)]  # type: ignore[attr-defined]
        self.fields["form"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What was asked for; nothing where the form is odd."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        return {"state": data["state"], "form": data["form"], "text": data["q"]}


class ProposeForm(forms.Form):
    """A matter."""

    area = _choose(_("Whom it concerns"))
    form = _choose(_("Way of deliberating"))
    topic = _choose(_("Topic of the matter"))
    title = forms.CharField(label=_("In one line"), max_length=60)
    words = forms.CharField(
        label=_("What should be talked about?"), max_length=1000, widget=_ROWS,
        help_text=_("Everybody can read it: no names, no numbers. Your name isn't shown."),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Choices, kinds: Choices, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("area", areas), ("form", kinds), ("topic", topics)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Somebody of the register."""

    name = forms.CharField(label=_("Name of the person"), max_length=60)
    phone = forms.CharField(
        label=_("Phone number"), max_length=20, help_text=_("Only to find the entry in the register of residents. It isn't kept here.")
    )  # fmt: skip


class NoteForm(ProposeForm):
    """A matter that came on paper; who brought it may be left out."""

    name = forms.CharField(label=_("Name of the person"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Phone number"), max_length=20, required=False,
        help_text=_("Only to find the entry in the register of residents. It isn't kept here."),
    )  # fmt: skip


class VerdictForm(PersonForm):
    """What somebody says of the result, on paper."""

    satisfied = _choose(_("With the result"), choices=[("yes", _("Satisfied")), ("no", _("Not satisfied"))])


class SortForm(forms.Form):
    """Topic, size and level; what the method doesn't have isn't asked."""

    topic = _choose(_("Topic of the matter"))
    size = _choose(_("Size"), required=False)
    level = _choose(_("Level of deliberation"), required=False)

    def __init__(self, *args: Any, topics: Choices, sizes: Choices, levels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("topic", topics), ("size", sizes), ("level", levels)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def said(self) -> dict[str, str]:
        """What was said, by name."""
        return {name: self.cleaned_data.get(name, "") for name in ("topic", "size", "level")}


class ChooseForm(forms.Form):
    """One of some."""

    one = _choose(_("Choose"))

    def __init__(self, *args: Any, label: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one"].label = label
        self.fields["one"].choices = choices  # type: ignore[attr-defined]


class HearForm(forms.Form):
    """Who was heard, and the gist."""

    way = _choose(_("How"), choices=[(way.value, _(label)) for way, label in WAYS.items()])
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=100_000)
    on = forms.DateField(
        label=_("On the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Left empty: today.")
    )  # fmt: skip
    words = forms.CharField(
        label=_("What was said"), max_length=1000, widget=_ROWS, help_text=_("No names, no numbers.")
    )


class CallForm(forms.Form):
    """A meeting: when, where, and who is invited, one a line."""

    title = forms.CharField(label=_("Title"), max_length=80)
    where = forms.CharField(label=_("Place of the meeting"), max_length=80)
    starts_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    fixed = forms.CharField(
        label=_("Who decides"),
        max_length=2000,
        widget=_ROWS,
        help_text=_("One seat a line; after a colon, who sits there."),
    )
    invited = forms.CharField(label=_("Invited besides"), max_length=2000, widget=_ROWS, required=False)
    entitled = forms.IntegerField(
        label=_("How many may decide"), min_value=1, max_value=100_000, required=False,
        help_text=_("For open meetings: the households of the place. Left empty: the seats."),
    )  # fmt: skip

    def seats(self) -> list[Invited]:
        """The seats as they are written."""
        lines = [(line, True) for line in self.cleaned_data["fixed"].splitlines()]
        lines += [(line, False) for line in self.cleaned_data["invited"].splitlines()]
        return [_seat(line, fixed=fixed) for line, fixed in lines if line.strip()]


def _seat(line: str, *, fixed: bool) -> Invited:
    label, _colon, name = line.replace("：", ":").partition(":")
    return Invited(label.strip()[:60], name.strip()[:40], fixed)


class AttendForm(forms.Form):
    """Who came."""

    seats = forms.TypedMultipleChoiceField(
        label=_("Who came"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = seats  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Hands and words for each item that is resolved, and notes."""

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            for name, label in (("agreed", _("for")), ("against", _("against")), ("abstained", _("abstained"))):
                self.fields[f"{name}_{item.pk}"] = forms.IntegerField(
                    label=f"{item.matter.title}：{label}", min_value=0, max_value=100_000, initial=0
                )
            self.fields[f"words_{item.pk}"] = forms.CharField(
                label=f"{item.matter.title}：{_('resolution')}", max_length=1000, widget=_ROWS
            )
        self.fields["minutes"] = forms.CharField(
            label=_("Notes for the minutes"), max_length=4000, required=False, widget=_ROWS
        )

    def hands(self) -> dict[int, Hands]:
        """By item."""
        data = self.cleaned_data
        ids = [int(name.removeprefix("words_")) for name in data if name.startswith("words_")]
        return {
            pk: Hands(data[f"agreed_{pk}"], data[f"against_{pk}"], data[f"abstained_{pk}"], data[f"words_{pk}"])
            for pk in ids
        }


class CodeForm(forms.Form):
    """The code on the spot."""

    code = forms.CharField(
        label=_("Code on the spot"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class WordsForm(forms.Form):
    """Words for everybody."""

    words = forms.CharField(label=_("Words of the notice"), max_length=1000, widget=_ROWS)


class SayForm(forms.Form):
    """A sentence to agree or disagree with."""

    words = forms.CharField(label=_("In one sentence"), max_length=140)


class TaskForm(forms.Form):
    """A part of what was decided."""

    title = forms.CharField(label=_("What is to be done"), max_length=80)
    who = forms.CharField(label=_("Who does it"), max_length=60)
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    card = _choose(_("Also as a case"), required=False)

    def __init__(self, *args: Any, cards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = [("", _("No case")), *cards]  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        """Not in the past."""
        return _ahead(self.cleaned_data["due_on"])


class PartnersForm(forms.Form):
    """A project for partners. Each line of `parts` is a part that is claimed apart."""

    title = forms.CharField(label=_("What is to be done"), max_length=80)
    kind = _choose(_("Kind of joint work"))
    parts = forms.CharField(
        label=_("Parts of it"), required=False, max_length=4000, widget=_ROWS,
        help_text=_("One line for each part, which is claimed apart. Left empty: it isn't divided."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_parts(self) -> list[str]:
        """The parts, without empty lines."""
        return [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]

    def clean_due_on(self) -> date:
        """Not in the past."""
        return _ahead(self.cleaned_data["due_on"])


class ReportForm(forms.Form):
    """How far a task is."""

    percent = forms.IntegerField(label=_("Progress in percent"), min_value=0, max_value=100)
    words = forms.CharField(label=_("What was done"), max_length=300, required=False)


class AskOwnersForm(forms.Form):
    """Whose owners decide, and on what by law."""

    compound = _choose(_("Compound"))
    on = _choose(_("What owners decide by law"), help_text=_("It says which share of area and heads is needed."))

    def __init__(self, *args: Any, compounds: Choices, matters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].choices = compounds  # type: ignore[attr-defined]
        self.fields["on"].choices = matters  # type: ignore[attr-defined]


class ProxyForm(forms.Form):
    """Who votes for whom, with the document."""

    giver_name = forms.CharField(label=_("Who doesn't come"), max_length=60)
    giver_phone = forms.CharField(label=_("Their phone number"), max_length=20)
    holder_name = forms.CharField(label=_("Who votes for them"), max_length=60)
    holder_phone = forms.CharField(label=_("That person's phone number"), max_length=20)
    file = forms.FileField(label=_("Signed document"), help_text=_("PDF, JPEG or PNG."))


class SheetForm(forms.Form):
    """A paper, typed in."""

    number = forms.CharField(label=_("Number of the paper"), max_length=30)
    choice = _choose(_("What it says"), choices=[(one.value, _(label)) for one, label in CHOICES.items()])


class VoteForm(forms.Form):
    """One vote. The receipt is drawn when the form is shown: sent twice, it is one vote."""

    choice = _choose(
        _("My vote"), choices=[(one.value, _(label)) for one, label in CHOICES.items()], widget=forms.RadioSelect
    )
    giver = forms.ChoiceField(label=_("Whose vote it is"), required=False)
    receipt = forms.CharField(widget=forms.HiddenInput, initial=codes.new_receipt, max_length=40)

    def __init__(self, *args: Any, givers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if givers:
            self.fields["giver"].choices = [("", _("For myself")), *givers]  # type: ignore[attr-defined]
        else:
            del self.fields["giver"]

    def giver_id(self) -> int | None:
        """For whom, where it isn't oneself."""
        chosen = self.cleaned_data.get("giver")
        return int(chosen) if chosen else None


class ReceiptForm(forms.Form):
    """The code of a voter."""

    receipt = forms.CharField(label=_("Number on the receipt"), max_length=40)


def begins_in_an_hour() -> datetime:
    """What a meeting's form begins with, in local time."""
    return clock.now().astimezone(clock.ZONE).replace(minute=0, second=0, microsecond=0)
