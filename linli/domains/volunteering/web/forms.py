"""Forms of volunteering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.volunteering import rules
from linli.domains.volunteering.services import Line, Plan
from linli.domains.volunteering.states import OBJECTIONS, Mark
from linli.kernel import clock

Choices = Iterable[tuple[Any, str]]

_MARK = "q_"


def _choose(choices: Choices) -> list[tuple[Any, Any]]:
    return [("", _("Please choose")), *choices]


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}), **options
    )


def labelled(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Codes of the method with their names."""
    return [(code, one.label) for code, one in table.items()]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class FindForm(forms.Form):
    """Area and year of figures and lists; stands in the address."""

    area = forms.IntegerField(required=False, min_value=1, max_value=10**17, widget=forms.HiddenInput)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2200)

    def wanted(self) -> tuple[int | None, int]:
        """Area and year; an odd answer counts as none."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("area"), data.get("year") or clock.today().year


class JoinForm(forms.Form):
    """Which team, and the agreement."""

    team = forms.TypedChoiceField(label=_("Team"), coerce=int)
    agreed = forms.BooleanField(label=_("I have read it and agree"), required=False)

    def __init__(self, *args: Any, teams: Choices, asks_consent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = _choose(teams)  # type: ignore[attr-defined]
        if not asks_consent:
            del self.fields["agreed"]


class LeaveForm(forms.Form):
    """Whether the hours are kept."""

    keep_hours = forms.ChoiceField(
        label=_("What becomes of my hours?"), widget=forms.RadioSelect,
        choices=[("yes", _("Keep them, so that I can have a certificate later")), ("no", _("Cut the link to me; they can't be certified any more"))],
    )  # fmt: skip


class CheckInForm(forms.Form):
    """The code that is shown on site, or a position."""

    code = forms.CharField(
        label=_("Code that the keeper shows on site"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def proof(self) -> dict[str, Any]:
        """What the service takes: a code goes before a position."""
        data = self.cleaned_data
        has_place = data["lat"] is not None and data["lng"] is not None
        return {
            "code": "".join(data["code"].split()),
            "position": (data["lat"], data["lng"]) if has_place and not data["code"].strip() else None,
        }


class ObjectForm(forms.Form):
    """Why a no-show is wrong."""

    why = forms.ChoiceField(
        label=_("What was it?"), widget=forms.RadioSelect, choices=[(c.value, _(w)) for c, w in OBJECTIONS.items()]
    )


class PaperForm(forms.Form):
    """The days of a certificate."""

    first_on = _day(_("From"))
    last_on = _day(_("To"))

    def clean(self) -> dict[str, Any]:
        """The end isn't before the beginning."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first_on"), data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The end lies before the beginning."))
        return data


class CertificateForm(forms.Form):
    """Number and code of a certificate."""

    number = forms.CharField(label=_("Number of the certificate"), max_length=40)
    code = forms.CharField(label=_("Code of the certificate"), max_length=20)


class MarkForm(forms.Form):
    """What a keeper says."""

    said = forms.ChoiceField(choices=[(mark.value, mark.value) for mark in Mark])


class WalkInForm(forms.Form):
    """Who came without signing up."""

    volunteer = forms.IntegerField(min_value=1, max_value=10**17)


class AnswerForm(forms.Form):
    """The keeper's answer to an objection."""

    right = forms.ChoiceField(
        label=_("Is the objection right?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, they were there")), ("no", _("No, it stays so"))],
    )  # fmt: skip
    answer = forms.CharField(label=_("Answer"), max_length=200)


class ConfirmForm(forms.Form):
    """Minutes of everybody who was there, in one step, and what all together delivered."""

    def __init__(
        self, *args: Any, rows: Iterable[Any], quantities: Mapping[str, Any], most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(rows)
        for row in self.lines:
            key = row.sign_up.pk
            self.fields[f"on_{key}"] = forms.BooleanField(label=row.name, required=False, initial=True)
            self.fields[f"minutes_{key}"] = forms.IntegerField(
                label=_("Minutes"), min_value=1, max_value=most, initial=row.minutes or None, required=False
            )
            self.fields[f"bad_{key}"] = forms.CharField(
                label=_("No points, because"), max_length=200, required=False,
                help_text=_("Only after bad conduct or a founded complaint."),
            )  # fmt: skip
        for code, kind in quantities.items():
            self.fields[_MARK + code] = forms.IntegerField(
                label=f"{kind.label}（{kind.unit}）", min_value=0, max_value=rules.MOST_QUANTITY, required=False
            )

    def people(self) -> list[tuple[Any, Any, Any, Any]]:
        """For the page: row, tick, minutes, reason."""
        found = []
        for row in self.lines:
            key = row.sign_up.pk
            found.append((row, self[f"on_{key}"], self[f"minutes_{key}"], self[f"bad_{key}"]))
        return found

    def amounts(self) -> list[Any]:
        """For the page: fields of quantities."""
        return [self[name] for name in self.fields if name.startswith(_MARK)]

    def clean(self) -> dict[str, Any]:
        """Who is ticked has minutes."""
        data: dict[str, Any] = super().clean() or {}
        for row in self.lines:
            name = f"minutes_{row.sign_up.pk}"
            if data.get(f"on_{row.sign_up.pk}") and data.get(name) is None and name not in self.errors:
                self.add_error(name, _("How many minutes?"))
        return data

    def wanted(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        ticked = [row.sign_up.pk for row in self.lines if data.get(f"on_{row.sign_up.pk}")]
        lines = [
            Line(key, data[f"minutes_{key}"], not data[f"bad_{key}"].strip(), data[f"bad_{key}"]) for key in ticked
        ]
        return {"lines": lines, "quantities": _amounts(data)}


def _amounts(data: Mapping[str, Any]) -> dict[str, int]:
    return {name.removeprefix(_MARK): one for name, one in data.items() if name.startswith(_MARK) and one is not None}


class TeamForm(forms.Form):
    """A new team."""

    area = forms.TypedChoiceField(label=_("Area"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind of team"))
    name = forms.CharField(label=_("Name"), max_length=60)
    words = _words(_("What the team does"))

    def __init__(self, *args: Any, areas: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _choose(areas)  # type: ignore[attr-defined]
        self.fields["kind"].choices = _choose(kinds)  # type: ignore[attr-defined]


class PostForm(forms.Form):
    """A new service post."""

    area = forms.TypedChoiceField(label=_("Area"), coerce=int)
    title = forms.CharField(label=_("Title"), max_length=60)
    words = _words(_("What there is to do"))

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _choose(areas)  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Take somebody in, or not."""

    taken = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Take them in")), ("no", _("Don't take them in"))],
    )
    role = forms.ChoiceField(label=_("Role in the team"))
    reason = forms.CharField(label=_("Reason, where you don't"), max_length=200, required=False)

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]


class WhatForm(forms.Form):
    """What a team does: kind, title, place."""

    kind = forms.ChoiceField(label=_("Kind of activity"))
    title = forms.CharField(label=_("Title"), max_length=60)
    place = forms.CharField(label=_("Where do people meet?"), max_length=80)
    words = _words(_("What there is to do"))

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _choose(kinds)  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What the service takes."""
        data = self.cleaned_data
        return Plan(data["kind"], data["title"], data["place"], data["words"], data.get("lat"), data.get("lng"))


class ShiftForm(forms.Form):
    """Beginning, end and slots of a shift."""

    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    slots = forms.IntegerField(label=_("Slots"), min_value=1, max_value=rules.MOST_SLOTS)


class ActivityForm(WhatForm, ShiftForm):
    """An activity with its first shift."""

    lat = forms.FloatField(
        label=_("Latitude of the place"), required=False, min_value=-90, max_value=90,
        help_text=_("With both, people can check in by being there."),
    )  # fmt: skip
    lng = forms.FloatField(label=_("Longitude of the place"), required=False, min_value=-180, max_value=180)
    field_order = ("kind", "title", "place", "starts_at", "ends_at", "slots", "words", "lat", "lng")

    def clean(self) -> dict[str, Any]:
        """A position is whole."""
        data: dict[str, Any] = super().clean() or {}
        if (data.get("lat") is None) != (data.get("lng") is None):
            self.add_error("lng", _("Please give both, or none."))
        return data


class SessionForm(WhatForm):
    """Group hours in one step."""

    starts_at = _moment(_("It began at"))
    ends_at = _moment(_("It ended at"))
    volunteers = forms.TypedMultipleChoiceField(
        label=_("Who was there"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("kind", "title", "place", "starts_at", "ends_at", "volunteers")

    def __init__(self, *args: Any, people: Choices, quantities: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words"]
        self.fields["volunteers"].choices = list(people)  # type: ignore[attr-defined]
        for code, kind in quantities.items():
            self.fields[_MARK + code] = forms.IntegerField(
                label=f"{kind.label}（{kind.unit}）", min_value=0, max_value=rules.MOST_QUANTITY, required=False
            )

    def wanted(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        plan = Plan(data["kind"], data["title"], data["place"])
        return {
            "plan": plan, "starts_at": data["starts_at"], "ends_at": data["ends_at"], "volunteers": data["volunteers"],
            "quantities": _amounts(data),
        }  # fmt: skip


class HonourForm(forms.Form):
    """Hours of earlier years."""

    title = forms.CharField(label=_("What it was"), max_length=60)
    on = _day(_("On the day"))
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=rules.MOST_HONOUR_MINUTES // 60)
    minutes = forms.IntegerField(label=_("and minutes"), min_value=0, max_value=59, required=False)
    reason = forms.CharField(label=_("What proves it"), max_length=200)

    def wanted(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        on = datetime.combine(data["on"], datetime.min.time(), clock.ZONE)
        minutes = 60 * data["hours"] + (data["minutes"] or 0)
        return {"title": data["title"], "on": on, "minutes": minutes, "reason": data["reason"]}


class OfferForm(forms.Form):
    """A partner's offer."""

    organization = forms.TypedChoiceField(label=_("Partner"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind of reward"))
    title = forms.CharField(label=_("Title"), max_length=60)
    price = forms.IntegerField(label=_("Points for one"), min_value=1, max_value=rules.MOST_QUANTITY)
    stock = forms.IntegerField(label=_("Pieces"), min_value=0, max_value=rules.MOST_QUANTITY)
    starts_on = _day(_("From"))
    ends_on = _day(_("To"), required=False)
    words = _words(_("What people should know"))

    def __init__(self, *args: Any, partners: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = _choose(partners)  # type: ignore[attr-defined]
        self.fields["kind"].choices = _choose(kinds)  # type: ignore[attr-defined]


class StockForm(forms.Form):
    """More pieces."""

    pieces = forms.IntegerField(label=_("How many more pieces?"), min_value=1, max_value=rules.MOST_QUANTITY)


class CounterForm(forms.Form):
    """The code on the volunteer's phone; `at` is the counter's clock where it had no network."""

    code = forms.CharField(
        label=_("Code on the volunteer's phone"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def clean_at(self) -> datetime | None:
        """A moment with its zone; without one, now."""
        at: datetime | None = self.cleaned_data["at"]
        return at if at is None or at.tzinfo is not None else at.replace(tzinfo=clock.ZONE)
