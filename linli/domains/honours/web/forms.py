"""Forms of honours; choices come from selectors and the method."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.honours.states import ARTICLE_LABELS, ARTICLES_OF, CALL_LABELS
from linli.kernel.pictures import PhotosField

Choices = list[tuple[Any, str]]

_NAMELESS = _("No names and numbers.")


def _choose(form: forms.Form, name: str, choices: Choices, empty: Any = None) -> None:
    form.fields[name].choices = [*([("", empty)] if empty is not None else []), *choices]  # type: ignore[attr-defined]


def _side(form: forms.Form, sides: Choices) -> None:
    """Ask for whom only where there is a choice."""
    _choose(form, "side", sides)
    if len(sides) == 1:
        form.fields["side"].initial = sides[0][0]


class CallsForm(forms.Form):
    """Calls by state."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *((s.value, _(t)) for s, t in CALL_LABELS.items())]
    )


class CallForm(forms.Form):
    """A new call."""

    area = forms.TypedChoiceField(label=_("Called by"), coerce=int)
    kind = forms.ChoiceField(label=_("Honour"))
    closes_on = forms.DateField(
        label=_("Nominations until"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("That day counts.")
    )
    words = forms.CharField(
        label=_("What is looked for"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, places: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "area", places, _("Please choose"))
        _choose(self, "kind", kinds, _("Please choose"))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class NominationForm(forms.Form):
    """Who or what, and why. Without `subjects` a title is written."""

    subject = forms.CharField(label=_("Project"), max_length=80)
    side = forms.ChoiceField(label=_("Nominated by"))
    reason = forms.CharField(
        label=_("Reasons for the nomination"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is published with the honour. No phone numbers, nothing about health or belief."),
    )  # fmt: skip
    photos = PhotosField(
        label=_("Pictures as proof"), required=False, help_text=_("JPEG or PNG. Without faces that are recognized.")
    )

    def __init__(
        self, *args: Any, label: str, subjects: Choices | None, sides: Choices, most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if subjects is not None:
            self.fields["subject"] = forms.ChoiceField(label=label, choices=[("", _("Please choose")), *subjects])
        if not most:
            del self.fields["photos"]
        _side(self, sides)


class ReviewForm(forms.Form):
    """What the office found."""

    recommended = forms.TypedChoiceField(
        label=_("Recommendation"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("Recommended")), ("no", _("Not recommended"))],
    )  # fmt: skip
    words = forms.CharField(label=_("What was checked and found"), max_length=300)


class DecisionForm(forms.Form):
    """The decision of a second person."""

    agreed = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("Choose for the honour")), ("no", _("Don't choose"))],
    )  # fmt: skip
    words = forms.CharField(label=_("Reason"), max_length=300)


class ConsentForm(forms.Form):
    """Whether a person may be named in public, and how the office knows."""

    given = forms.TypedChoiceField(
        label=_("May the name be public?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("Yes, they agreed")), ("no", _("No, without the name"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("How they said it"),
        max_length=200,
        help_text=_("For example: signed the form of 3 May, which is filed here."),
    )


class ObjectionForm(forms.Form):
    """What speaks against a name."""

    words = forms.CharField(
        label=_("What speaks against this honour?"), max_length=500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Facts that can be looked into. Only the office that answers reads it."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What was found about an objection."""

    upheld = forms.TypedChoiceField(
        label=_("Is the objection right?"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("Yes: strike the name")), ("no", _("No: the name stays"))],
    )  # fmt: skip
    answer = forms.CharField(label=_("What was found out"), max_length=300, help_text=_NAMELESS)


class HonoursForm(forms.Form):
    """Honours by words."""

    q = forms.CharField(label=_("Name or honour"), required=False, max_length=40)


class ArticlesForm(forms.Form):
    """Articles for those who work with them."""

    q = forms.CharField(label=_("Words or place"), required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *((s.value, _(t)) for s, t in ARTICLES_OF.items())]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((s.value, _(t)) for s, t in ARTICLE_LABELS.items())],
    )


class LibraryForm(forms.Form):
    """What is published, for everybody."""

    q = forms.CharField(label=_("Words or place"), required=False, max_length=40)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *((s.value, _(t)) for s, t in ARTICLES_OF.items())]
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args: Any, themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "theme", themes, _("All"))


class ArticleForm(forms.Form):
    """The words of a practice or a model case."""

    title = forms.CharField(label=_("Name"), max_length=80)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    words = forms.CharField(
        label=_("What it is for"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_NAMELESS
    )
    steps = forms.CharField(
        label=_("Steps"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One line for each step."),
    )
    result = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_NAMELESS,
    )

    def __init__(self, *args: Any, themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "theme", themes, _("None"))


class PracticeForm(ArticleForm):
    """A new practice."""

    side = forms.ChoiceField(label=_("Whose practice"))

    def __init__(self, *args: Any, sides: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _side(self, sides)


class CaseForm(PracticeForm):
    """A new model case, with what it is written from: one that is offered, or a case by its number."""

    origin = forms.ChoiceField(label=_("Closed project or matter"), required=False)
    ref = forms.CharField(label=_("Or the number of a solved case"), required=False, max_length=40)

    field_order = ("origin", "ref")

    def __init__(self, *args: Any, origins: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].label = _("Written by")
        self.fields["words"].label = _("What it was about")
        self.fields["steps"].label = _("What was done")
        self.fields["result"].required = True
        _choose(self, "origin", origins, _("None"))

    def clean(self) -> Any:
        """Exactly one of the two."""
        data: Any = super().clean()
        if bool(data.get("origin")) == bool(data.get("ref")):
            self.add_error("ref", _("Name the closed case, project or matter that it is about: exactly one."))
        return data

    def source(self) -> tuple[str, str]:
        """(kind, key) of what was named."""
        kind, _colon, key = self.cleaned_data["origin"].partition(":")
        return (kind, key) if kind else ("case", self.cleaned_data["ref"].strip())


class ArticleReviewForm(forms.Form):
    """Publish it, or give it back with words."""

    publish = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda said: said == "yes",
        choices=[("yes", _("Publish it")), ("no", _("Give it back"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("What is missing"), max_length=300, required=False, help_text=_("Only when it is given back.")
    )


class AdoptForm(forms.Form):
    """We use it too."""

    side = forms.ChoiceField(label=_("Used by whom"))
    words = forms.CharField(label=_("How we do it"), max_length=300, required=False, help_text=_NAMELESS)

    def __init__(self, *args: Any, sides: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _side(self, sides)
