"""Forms of accounts. Rules are the services' business; forms only know shapes and lengths."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.foundation.access import rules
from linli.foundation.access.states import OUTCOMES


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=rules.PASSWORD_MOST, strip=False, widget=widget, help_text=help_text)


class SignInForm(forms.Form):
    """Name and password; `next` is checked by the view."""

    username = forms.CharField(
        label=_("Username"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("Password"), "current-password")
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)


class AgainForm(forms.Form):
    """One's own password, typed again before something that reaches far."""

    secret = _password(_("Your own password"), "current-password")


def _code(label: Any, **options: Any) -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs), **options)


class SetUpForm(forms.Form):
    """The first code of an app that is being set up."""

    code = _code(_("Code that the app shows"))


class CodeForm(forms.Form):
    """A code of the app or, where it is lost, a recovery code; what was given is `secret`."""

    code = _code(_("Six-digit code"), required=False)
    recovery = forms.CharField(
        label=_("Recovery code"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("One of the ten that you wrote down. Each works once."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two must be given."""
        found: dict[str, Any] = super().clean() or {}
        found["secret"] = found.get("code") or found.get("recovery") or ""
        if not found["secret"] and not self.errors:
            self.add_error("code", _("Please type the code."))
        return found


class PasswordForm(forms.Form):
    """A new password, twice."""

    old = _password(_("Present password"), "current-password")
    new = _password(
        _("New password"), "new-password", _("At least 10 characters. A short sentence is easy to keep in mind.")
    )
    again = _password(_("New password again"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both new ones must be equal."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("new") != found.get("again"):
            self.add_error("again", _("The two new passwords differ."))
        return found


class FindForm(forms.Form):
    """A part of a name."""

    q = forms.CharField(label=_("Name or username"), required=False, max_length=60)


class SignInsForm(forms.Form):
    """Filters of the sign-in log; they stand in the address."""

    q = forms.CharField(label=_("Name or username"), required=False, max_length=60)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All")), *((code, _(what.label)) for code, what in OUTCOMES.items())],
    )


class OpenAccountForm(forms.Form):
    """A new account for somebody on the staff who has none."""

    card = forms.ChoiceField(label=_("Whose account"))
    username = forms.CharField(
        label=_("Username"), max_length=60, help_text=_("Letters or figures that the person keeps in mind easily.")
    )
    password = _password(
        _("First password"), "new-password", _("It has to be replaced at the first sign-in. At least 10 characters.")
    )

    def __init__(self, *args: Any, cards: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = [("", _("Please choose")), *cards]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Give the reason"), max_length=200)


class GrantForm(forms.Form):
    """Extra rights."""

    role = forms.ChoiceField(label=_("Role"))
    area = forms.ChoiceField(label=_("Where"), required=False, help_text=_("For roles that work in an area."))
    organization = forms.ChoiceField(
        label=_("For which organization"), required=False, help_text=_("For roles of departments and units.")
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty only for rights that belong to a lasting task."),
    )
    reason = forms.CharField(label=_("Give the reason"), max_length=200)

    def __init__(
        self,
        *args: Any,
        roles: list[tuple[str, Any]],
        areas: list[tuple[int, str]],
        organizations: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("None"))
        self.fields["role"].choices = [("", _("Please choose")), *roles]  # type: ignore[attr-defined]
        self.fields["area"].choices = [none, *areas]  # type: ignore[attr-defined]
        self.fields["organization"].choices = [none, *organizations]  # type: ignore[attr-defined]
