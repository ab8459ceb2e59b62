"""Forms of the console: one for each thing that is done to a case. Choices come from selectors, limits from the method."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from linli.domains.cases import selectors
from linli.domains.cases.web.forms.field import WhistleForm
from linli.domains.cases.web.forms.report import PhotosField, plain
from linli.kernel.rendering.values import escaped

_ROWS = {"rows": 3}


class Words(forms.CharField):
    """Some words, without characters that can't be seen."""

    def __init__(self, *, most: int = 2000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs=_ROWS))
        super().__init__(max_length=most, **kwargs)

    def clean(self, value: Any) -> str:
        """The cleaned words."""
        return str(super().clean(plain(str(value or ""))))


class NoForm(forms.Form):
    """Nothing to say: a button is enough."""


class NoteForm(forms.Form):
    """A remark, if one wants to."""

    note = Words(label=_("Remark"), most=500, required=False)


class ReasonForm(forms.Form):
    """Why; needed."""

    reason = Words(label=_("Why"), most=1000)


class QuestionForm(forms.Form):
    """What the reporter is asked."""

    question = Words(
        label=_("Your question"), most=500, help_text=_("The reporter reads it. All clocks wait for the answer.")
    )


class DispatchForm(forms.Form):
    """To whom, and what they should know."""

    target = forms.ChoiceField(label=_("Give it to"))
    note = Words(label=_("What they should know"), most=500, required=False)

    def __init__(self, *args: Any, targets: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = grouped(targets)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, int]:
        """The keywords for the service."""
        return selectors.target_of(self.cleaned_data["target"])


class SortForm(forms.Form):
    """Which of the county's own sorts."""

    choice = forms.ChoiceField(label=_("What is it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(one.code, one.label) for one in choices]  # type: ignore[attr-defined]


class ResolveForm(forms.Form):
    """What was done, with pictures; and what the resident reads."""

    photos = PhotosField(label=_("Photos of the result"), required=False)
    text = Words(label=_("What was done"))
    public_words = Words(
        label=_("What the resident reads"), most=1000, required=False,
        help_text=_("Left empty, the resident reads the same. No names, no numbers."),
    )  # fmt: skip


class ExtendForm(forms.Form):
    """How much longer, in the method's own unit."""

    amount = forms.FloatField(label=_("How much longer"), min_value=0.5, max_value=1000)
    reason = Words(label=_("Why"), most=1000)

    def __init__(self, *args: Any, most: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = most


class SuspendForm(forms.Form):
    """Until which day everything waits."""

    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = Words(label=_("Why"), most=1000)


class RedirectForm(forms.Form):
    """Which legal way it has to go."""

    route = forms.ChoiceField(label=_("Where this has to go"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, routes: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["route"].choices = [(one.kind, f"{one.label}：{one.answer}") for one in routes]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """The case that goes on; likely ones are offered."""

    into = forms.CharField(label=_("Number of the case that goes on"), max_length=24)

    def __init__(self, *args: Any, likely: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.ref, f"{one.ref} {one.title} {one.place}") for one in likely]
        if found:
            self.fields["into"].help_text = _("Probably the same: {cases}").format(
                cases=_("; ").join(text for _ref, text in found)
            )
            self.fields["into"].initial = found[0][0]

    def clean_into(self) -> str:
        """Without blanks, in capitals as numbers are written."""
        return "".join(str(self.cleaned_data["into"]).split()).upper()


class SuperviseForm(forms.Form):
    """What is expected."""

    words = Words(label=_("What is expected"), most=500)


class SayForm(forms.Form):
    """A line in the history: for staff, or for the resident too; with pictures if there are some."""

    words = Words(label=_("Write a line"))
    public = forms.BooleanField(label=_("The resident may read it"), required=False)


class PhotosForm(forms.Form):
    """Pictures of the work."""

    photos = PhotosField(label=_("Photos"))
    public = forms.BooleanField(label=_("The resident may see them"), required=False)


class RevealForm(forms.Form):
    """Why the number is needed."""

    reason = Words(
        label=_("Why you need the number"), most=200, widget=forms.TextInput,
        help_text=_("The reporter can read who looked and why."),
    )  # fmt: skip
    reporter = forms.CharField(required=False, widget=forms.HiddenInput)


class CallMoreForm(forms.Form):
    """One more organization."""

    organization = forms.TypedChoiceField(label=_("Whom to call"), coerce=int)
    lead = forms.BooleanField(label=_("It leads"), required=False)

    def __init__(self, *args: Any, organizations: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "—"), *((one.pk, one.label) for one in organizations)]  # type: ignore[attr-defined]


class CallForm(WhistleForm):
    """The whistle of the console: beside each name stands why it is offered."""

    def __init__(self, *args: Any, plan: Any, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["organizations"].choices = [(one.id, _offered(one)) for one in plan.organizations]  # type: ignore[attr-defined]
        if not plan.tiers:
            del self.fields["tier"]

    def clean(self) -> dict[str, Any]:
        """The tier is empty where the method decides."""
        return {"tier": "", **(super().clean() or {})}


class ArriveForm(forms.Form):
    """On the spot."""

    place = forms.CharField(label=_("Where you are"), max_length=120)


class CallReportForm(forms.Form):
    """What the called organization did."""

    photos = PhotosField(label=_("Photos"), required=False)
    text = Words(label=_("What was done"))


class RateForm(forms.Form):
    """How good the help was."""

    stars = forms.TypedChoiceField(
        label=_("How good was the help"), coerce=int, widget=forms.RadioSelect,
        choices=[(5, _("5 very good")), (4, _("4 good")), (3, _("3 fair")), (2, _("2 poor")), (1, _("1 none"))],
    )  # fmt: skip
    words = Words(label=_("Remark"), most=200, required=False)


class JudgeForm(forms.Form):
    """Whether the call was needed."""

    justified = forms.TypedChoiceField(
        label=_("Was it right to call you"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes")), ("no", _("No, it wasn't ours"))],
    )  # fmt: skip
    words = Words(label=_("Remark"), most=200, required=False)


class DecideForm(forms.Form):
    """The answer to a question. A granted return needs somebody else."""

    granted = forms.TypedChoiceField(
        label=_("Your decision"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", _("Granted")), ("no", _("Not granted"))],
    )  # fmt: skip
    target = forms.ChoiceField(label=_("Who takes it instead"), required=False)
    words = Words(label=_("In a few words"), most=1000, required=False, help_text=_("Needed when it isn't granted."))

    def __init__(self, *args: Any, targets: Iterable[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if targets is None:
            del self.fields["target"]
        else:
            self.fields["target"].choices = grouped(targets)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, int]:
        """The keywords for the service; {} where nobody is named."""
        granted = self.cleaned_data["granted"]
        return selectors.target_of(self.cleaned_data.get("target", "")) if granted else {}


class ViewForm(forms.Form):
    """A name for the filter."""

    name = forms.CharField(label=_("Keep this filter as"), max_length=40)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class ExportForm(forms.Form):
    """What the table is for."""

    reason = Words(label=_("What the table is for"), most=200, widget=forms.TextInput)


class Options(forms.Select):
    """A select of plain options, written at once: Django renders each from a template, most of the time of a long list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """`<select>` with the chosen option marked."""
        chosen = str(value or "")
        inside = SafeString(
            "".join(
                f'<option value="{escaped(str(key))}"{_SELECTED if str(key) == chosen else ""}>{escaped(str(label))}</option>'
                for key, label in self.choices
            )
        )
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs({**self.attrs, "name": name}, attrs)), inside
        )


_SELECTED = " selected"


class FilterForm(forms.Form):
    """The filters of a queue, kept in the address."""

    area = forms.ChoiceField(label=_("Place"), required=False, widget=Options)
    category = forms.ChoiceField(label=_("Category"), required=False, widget=Options)
    source = forms.ChoiceField(label=_("Source"), required=False, widget=Options)
    reporter = forms.ChoiceField(label=_("Speaks as"), required=False, widget=Options)
    state = forms.ChoiceField(label=_("State"), required=False, widget=Options)
    due = forms.ChoiceField(label=_("Due"), required=False, widget=Options)
    handler = forms.ChoiceField(label=_("Handler"), required=False, widget=Options)
    org = forms.ChoiceField(label=_("Department"), required=False, widget=Options)

    def __init__(self, *, desk: Any, filters: Any) -> None:
        super().__init__(initial={name: getattr(filters, name) for name in self.base_fields})
        nobody = [("none", _("nobody has it"))]
        lists = {"area": desk.areas, "category": desk.categories, "source": desk.sources, "state": desk.states,
                 "reporter": desk.reporters,
                 "due": desk.dues, "handler": nobody, "org": desk.organizations}  # fmt: skip
        for name, choices in lists.items():
            self.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]
        for name in ("area", "reporter"):
            if not lists[name]:
                del self.fields[name]


class RegisterForm(forms.Form):
    """A case as somebody tells it on the phone or at the counter."""

    q = forms.CharField(
        label=_("Where is it"), max_length=60, required=False,
        help_text=_("Compound and building, village, street and number: a few words are enough"),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Which of these"), required=False, widget=forms.RadioSelect)
    place_words = forms.CharField(label=_("Where exactly"), max_length=80, required=False)
    card = forms.ChoiceField(label=_("What is it about"), widget=forms.RadioSelect)
    text = Words(label=_("What is said"), most=5000)
    urgency = forms.ChoiceField(
        label=_("How urgent"), widget=forms.RadioSelect, initial="normal",
        choices=[("normal", _("As usual")), ("utilities", _("Water, power, gas or heat is out")), ("danger", _("Somebody is in danger"))],
    )  # fmt: skip
    source = forms.ChoiceField(label=_("How it came"))
    called = forms.CharField(label=_("How to address the caller"), max_length=20, required=False)
    phone = forms.CharField(label=_("Caller's phone"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Speaks as"), required=False)
    photos = PhotosField(label=_("Photos"), required=False)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
    #: A finer category than the card's, where a floor above offers some.
    category = forms.CharField(max_length=90, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rules: Any, places: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [code for code in ("hotline", "console") if code in rules.sources and rules.sources[code].enabled]
        sources = [(code, rules.sources[code].label) for code in offered]
        lists = {
            "place": [(one.key, _named(one)) for one in places],
            "card": [(card.code, card.label) for card in rules.categories.cards],
            "source": sources,
        }
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        speak_as(self, rules)


def speak_as(form: forms.Form, rules: Any) -> None:
    """Offer whom a reporter may speak as in the field `kind`; no field in a county without a direct line."""
    if rules.direct_line is None:
        del form.fields["kind"]
        return
    kinds = [(code, kind.label) for code, kind in rules.direct_line.kinds.items()]
    form.fields["kind"].choices = [("", _("for themselves")), *kinds]  # type: ignore[attr-defined]


class SpeaksForm(forms.Form):
    """Whom a reporter speaks as."""

    kind = forms.ChoiceField(label=_("Speaks as"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, rules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_as(self, rules)


def grouped(targets: Iterable[Any]) -> list[tuple[str, Any]]:
    """Choices under their groups' names, nobody first."""
    groups = [
        (name, [(one.value, one.label) for one in ones]) for name, ones in groupby(targets, lambda one: one.group)
    ]
    return [("", _("Please choose")), *groups]


def _offered(one: Any) -> str:
    if not one.suggested:
        return str(one.name)
    return _("{name}, named by the duty list").format(name=one.name)


def _named(place: Any) -> str:
    where = getattr(place, "where", "") or getattr(place, "hint", "")
    return f"{place.name} {where}".strip()
