"""What staff are told when engines below ask for it. Runs in the job worker, with the deletion of the outbox row."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from linli.domains.notices.services import tell
from linli.engines.scorecards import selectors as scorecards
from linli.kernel.words import N_

_PLEASE_RATE = N_("Please rate until {last_on}: {card}")
_STILL_TO_RATE = N_("Some of your marks are still missing.")
_PUBLISHED = N_("Results are published, you can reply and appeal: {card}")
_CHANGED = {
    "scorecards.recounted": N_("The result was put right: {name}, {card}"),
    "scorecards.appeal_upheld": N_("The appeal was upheld: {name}, {card}"),
    "scorecards.appeal_rejected": N_("The appeal was rejected: {name}, {card}"),
}
_TO_DECIDE = {
    "scorecards.appealed": N_("An appeal waits for a decision until {due_on}: {name}, {card}"),
    "scorecards.appeal_due": N_("Please decide this appeal by {due_on}: {name}, {card}"),
    "scorecards.appeal_late": N_("This appeal should have been decided by {due_on}: {name}, {card}"),
}


def ask_raters(event: Any) -> None:
    """A round was opened: whoever has to rate hears of it."""
    _tell_raters(event, _PLEASE_RATE, {"card": event.data["card"], "last_on": event.data["last_on"]})


def remind_raters(event: Any) -> None:
    """The last day comes near: whoever hasn't finished is told once more."""
    _tell_raters(event, _STILL_TO_RATE, {})


def tell_rated(event: Any) -> None:
    """A round was published: whoever answers for what is rated reads, replies, appeals."""
    pk = event.subject_id
    url = reverse("scorecards:round", args=[pk])
    params = {"card": scorecards.label_of_round(pk)}
    tell(person_ids=scorecards.rated_of_round(pk), text=_PUBLISHED, params=params, url=url, key=f"{event.code}:{pk}")


def tell_changed(event: Any) -> None:
    """A published result was put right, or an appeal was decided: the rated hear of it."""
    _tell_result(event, scorecards.rated_of_result(event.subject_id), _CHANGED[event.code])


def ask_deciders(event: Any) -> None:
    """An appeal waits, comes near its last day, or is late: whoever may decide it hears of it."""
    _tell_result(event, scorecards.deciders_of(event.subject_id), _TO_DECIDE[event.code])


def _tell_result(event: Any, cards: list[int], text: str) -> None:
    pk = event.subject_id
    name, card = scorecards.name_of_result(pk)
    url = reverse("scorecards:result", args=[pk])
    params = {"name": name, "card": card, "due_on": event.data.get("due_on", "")}
    tell(person_ids=cards, text=text, params=params, url=url, key=f"{event.code}:{event.pk}", subject=f"rating:{pk}")


def _tell_raters(event: Any, text: str, params: dict[str, object]) -> None:
    waiting = scorecards.raters_waiting(event.subject_id)
    subject = f"round:{event.subject_id}"
    url = reverse("scorecards:mine")
    tell(person_ids=waiting, text=text, params=params, url=url, key=f"{event.code}:{event.subject_id}", subject=subject)
