"""What whoever holds the secret link reads of their own row, and nobody else."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from linli.domains.guidance.models import Applicant, HelpRequest
from linli.domains.guidance.models.said import hash_of
from linli.domains.guidance.selectors.catalogue import rules_at
from linli.domains.guidance.states import UNENDED, ApplicantState, HelpState
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy


def help_by_token(token: str) -> HelpRequest:
    """What was asked for with this link; Http404 for any other."""
    row: HelpRequest = _of(HelpRequest, token, "centre", "unit", "card")
    return row


def applicant_by_token(token: str) -> Applicant:
    """The application of this link; Http404 for any other."""
    row: Applicant = _of(Applicant, token, "call")
    return row


def my_help(row: HelpRequest) -> dict[str, Any]:
    """What their own page shows beside the row: all that is kept, who looked, and what they can do now."""
    rules = rules_at(row.county)
    return {
        "group": rules.group_label(row.group) if rules else row.group,
        "centre": rules.centre.label if rules and rules.centre else row.centre.name,
        "looks": privacy.looks_at(row),
        "may_answer": row.state == HelpState.DONE,
        "may_withdraw": row.state in UNENDED or row.emptied_at is None,
    }


def my_applicant(row: Applicant) -> dict[str, Any]:
    """As `my_help`, of an application."""
    return {
        "looks": privacy.looks_at(row),
        "may_withdraw": row.emptied_at is None and row.state != ApplicantState.TAKEN,
    }


def _of(model: Any, token: str, *related: str) -> Any:
    with rls.everywhere():  # the secret says whose it is
        row = model.unscoped.filter(token_hash=hash_of(token)).select_related("area", "county", *related).first()
    if row is None:
        raise Http404
    return row
