"""What staff are told when engines below ask for it. Runs in the job worker, with the deletion of the outbox row."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from linli.domains.notices.services import tell
from linli.engines.scorecards import selectors as scorecards
from linli.kernel.words import N_

_PLEASE_RATE = N_("Please rate until {last_on}: {card}")
_STILL_TO_RATE = N_("Some of your marks are still missing.")


def ask_raters(event: Any) -> None:
    """A round was opened: whoever has to rate hears of it."""
    _tell_raters(event, _PLEASE_RATE, {"card": event.data["card"], "last_on": event.data["last_on"]})


def remind_raters(event: Any) -> None:
    """The last day comes near: whoever hasn't finished is told once more."""
    _tell_raters(event, _STILL_TO_RATE, {})


def _tell_raters(event: Any, text: str, params: dict[str, object]) -> None:
    waiting = scorecards.raters_waiting(event.subject_id)
    subject = f"round:{event.subject_id}"
    url = reverse("scorecards:mine")
    tell(person_ids=waiting, text=text, params=params, url=url, key=f"{event.code}:{event.subject_id}", subject=subject)
