"""Refusals of the JSON API."""

from collections.abc import Sequence

from linli.kernel import errors
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

errors.register(
    {
        "api.bad_fields": N_("Some fields can't be taken: {fields}."),
        "api.bad_cursor": N_("This cursor isn't ours, or belongs to another question. Please begin anew without it."),
        "api.bad_version": N_("If-Match holds one version of the case, as its ETag was given."),
        "api.needs_key": N_("Please send the header Idempotency-Key, one of your own for each new case."),
        "api.long_key": N_("An Idempotency-Key has at most {most} characters."),
        "api.key_reused": N_("This Idempotency-Key was used for something else."),
        "api.not_offered": N_("This can't be done with {ref} now."),
    }
)


class BadFields(RuleBroken):
    """Fields that can't be taken; `more` says each in a sentence."""

    status = 422

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__("api.bad_fields", fields=", ".join(dict.fromkeys(name or "—" for name, _why in problems)))
        self.more = {"errors": [{"field": name, "detail": why} for name, why in problems]}


class Unreadable(RuleBroken):
    """A header or a cursor that isn't what it should be."""

    status = 400


class KeyReused(RuleBroken):
    """The same Idempotency-Key with another body."""

    status = 422
