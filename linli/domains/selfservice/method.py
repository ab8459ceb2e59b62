"""Section `selfservice`: codes by text message, which fields registering asks for, how long what comes in is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from linli.foundation.methods.method import Marked, Section

#: Texts of `[privacy.consents]` that registering asks for.
REGISTRATION, SENSITIVE, GUARDIAN = "registration", "sensitive", "guardian"

Some = Annotated[int, Field(ge=1, le=100_000)]

#: Fields that a county may ask for beside name, phone and room, which are always asked.
Asked = Literal["born_on", "relation", "employer"]


class CodeRules(Marked):
    """Codes that prove a phone: how long they hold, how many guesses, how soon another, how many in 24 hours."""

    minutes: Some
    tries: Some
    again_after_seconds: Some
    a_day_per_phone: Some
    a_day_per_address: Some
    keep_days: Some


class SignInRules(Marked):
    """How long a resident stays signed in, and how often name and day of birth may be guessed where several share a phone."""

    minutes: Some
    tries: Some


class FormRules(Marked):
    """What registering asks for. The ID number is asked only where `id_number_for` says what for (domain-standards §10)."""

    fields: tuple[Asked, ...]
    id_number_for: Annotated[str, Field(max_length=200)] = ""


class KeepDays(Marked):
    """How many days something is kept."""

    days: Some


class HoldRules(Marked):
    """Why something may have to stay although its owner asks for deletion; word for word as residents read it."""

    text: Annotated[str, Field(min_length=1, max_length=400)]


class SelfServiceRules(Section):
    """Section `selfservice`."""

    codes: CodeRules
    sign_in: SignInRules
    form: FormRules
    unverified: KeepDays
    requests: KeepDays
    hold: HoldRules


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Nobody is registered without a text to agree to; children can't be told from grown people without a day of birth."""
    if "privacy" not in rules.sections:
        return
    form = rules.selfservice.form
    wanted = [REGISTRATION, GUARDIAN, *([SENSITIVE] if form.id_number_for else [])]
    if lost := [code for code in wanted if rules.privacy.consent(code) is None]:
        yield "form", f"needs the texts {lost} in [privacy.consents]"
    if "born_on" not in form.fields:
        yield "form.fields", "needs born_on: under 14 a guardian must agree"
