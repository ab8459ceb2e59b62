"""Section `privacy`: what is kept of people and why, what they are asked to agree to, and when they are told and answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from linli.foundation.methods.method import Code, Duration, Label, Marked, Section, Text

PartCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Long = Annotated[str, Field(min_length=1, max_length=2000)]

#: Why a field may be kept (PIPL art. 13; DS§10).
Basis = Literal["duty", "consent", "emergency", "contract"]

#: From when the time of keeping is counted.
Since = Literal["left", "ended", "entered", "withdrawn"]


class FieldRule(Marked):
    """A field that is kept of people. `keep` runs from `since` (moved away, ended, entered, withdrawn)."""

    label: Label
    purpose: Text
    basis: Basis
    reference: Annotated[str, Field(max_length=120)] = ""
    keep: Duration
    since: Since
    sealed: bool = False
    sensitive: bool = False

    @field_validator("keep")
    @classmethod
    def _runs_on(cls, keep: Duration) -> Duration:
        if keep.unit.is_working:
            raise ValueError("a time of keeping runs day and night: minutes, hours or days")
        return keep


class Consent(Marked):
    """A text that people agree to, word for word. `version` grows with every change of the text."""

    label: Label
    version: Annotated[int, Field(ge=1)]
    text: Long


class Delay(Marked):
    """A ground in law for telling a person later who looked, how many days later, and which roles may claim it."""

    label: Label
    days: Annotated[int, Field(ge=1, le=730)]
    roles: Annotated[tuple[Code, ...], Field(min_length=1)]


class LookRules(Section):
    """The readers' log: everything is shown at once, but for these grounds."""

    delays: dict[Code, Delay] = {}


class RequestRules(Marked):
    """How long a request of a person (copy, correction, deletion, withdrawal) may take."""

    answer_within: Duration


class PrivacyRules(Section):
    """Section `privacy`. A part of personal data that isn't listed under `fields` may not be looked at, nor kept."""

    fields: dict[PartCode, FieldRule]
    consents: dict[Code, Consent] = {}
    looks: LookRules = LookRules()
    requests: RequestRules

    def consent(self, code: str) -> Consent | None:
        """The text of a consent, or None where the county asks for none of this name."""
        return self.consents.get(code)
