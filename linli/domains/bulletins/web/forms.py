"""Forms of bulletins; choices come from the method."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.domains.bulletins.states import STATE_LABELS


class FindForm(forms.Form):
    """Bulletins by kind and state."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *((s.value, _(t)) for s, t in STATE_LABELS.items())]
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """Which bulletin, of which period."""

    kind = forms.ChoiceField(label=_("Kind"))
    day = forms.DateField(
        label=_("A day of its period"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The week, month or quarter of this day must be over."),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Please choose")), *kinds]  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """What the office says to a table."""

    words = forms.CharField(
        label=_("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line is a paragraph. No names of people; nothing that tells of a single case."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    words = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
