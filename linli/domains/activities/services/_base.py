"""What all changes of activities share: the held row, its moves, words."""

from __future__ import annotations

from linli.domains.activities.models import Activity
from linli.domains.activities.permissions import ACT
from linli.domains.activities.states import LABELS, MOVES
from linli.kernel.actor import Actor
from linli.kernel.lines import required
from linli.kernel.scoping import keep_in_scope
from linli.kernel.states import take


def held_row(actor: Actor, activity: Activity) -> Activity:
    """The activity with its places, held until the transaction ends; raises OutOfScope unless the actor acts for its holder."""
    keep_in_scope(actor, activity, ACT)
    rows = Activity.unscoped.select_for_update(of=("self",)).select_related("area__county", "organization")
    row: Activity = rows.get(pk=activity.pk)
    return row


def move(row: Activity, verb: str) -> None:
    """Take the edge `verb`; raises RuleBroken activities.not_now where there is none."""
    take(MOVES, row, verb, LABELS, "activities.not_now")


def line(text: str, most: int) -> str:
    """One line, cut; raises RuleBroken activities.words_needed."""
    return required(text, most, "activities.words_needed")
