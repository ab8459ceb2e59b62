"""Lists of residents on their way out: with the register's filters, masked but for what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from linli.domains.rosters.models import Roster
from linli.domains.rosters.permissions import EXPORT, MINORS, REVEAL
from linli.domains.rosters.selectors import Ground
from linli.domains.rosters.services import _base
from linli.domains.rosters.services.exporting import begin_export, reason_of
from linli.domains.rosters.states import LIST_HEADS
from linli.domains.rosters.subjects import RESIDENTS, Out, Outlet, OutWords
from linli.foundation.residents import selectors as registers
from linli.foundation.residents import services as residents
from linli.foundation.residents.selectors import Wanted
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_


@_base.changes
def ask_export(actor: Actor, *, wanted: Wanted, clear: Sequence[str], form: str, reason: str) -> Roster:
    """A list of people, as XLSX or CSV (`form`), with the fields of `clear` unmasked. Short ones are ready at once.

    Raises RuleBroken: rosters.reason_needed, rosters.minors_needed, rosters.reveal_needed, rosters.nobody; OutOfScope.
    """
    words = reason_of(reason)
    if wanted.minors and not actor.reaches(MINORS, wanted.area.path):
        raise RuleBroken("rosters.minors_needed")
    if clear and not actor.reaches(REVEAL, wanted.area.path):
        raise RuleBroken("rosters.reveal_needed")
    options = {"clear": sorted(clear), "form": form, "filters": _filters(wanted)}
    total = registers.count_for_export(actor, wanted)
    return begin_export(actor, about=RESIDENTS, ground=Ground(wanted.area), options=options, reason=words, total=total)


def _filters(wanted: Wanted) -> dict[str, Any]:
    """The filters that were set, without the place."""
    said = {
        "beginning": wanted.beginning, "registered": wanted.registered, "state": wanted.state,
        "unverified": wanted.unverified, "minors": wanted.minors,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _rows(actor: Actor, roster: Roster, size: int) -> list[Out]:
    """The next people; each reads that they were on the list."""
    rows = residents.export_people(
        actor, wanted=Wanted(roster.area, **roster.options.get("filters", {})), clear=roster.options["clear"],
        reason=roster.purpose, after=roster.after, size=size,
    )  # fmt: skip
    return [(row.pk, [*map(str, list(asdict(row).values())[1:])]) for row in rows]


def _allows(actor: Actor, roster: Roster) -> bool:
    """What was to be opened may still be opened."""
    return not roster.options["clear"] or actor.reaches(REVEAL, roster.area.path)


PEOPLE_OUT = Outlet(
    name="",
    prefix="console/residents/exports/",
    permission=EXPORT,
    ask="rosters:ask",
    file="residents",
    sheet=N_("Residents"),
    heads=LIST_HEADS,
    keep=residents.LIST,
    rows=_rows,
    allows=_allows,
    words=OutWords(
        title=N_("Export lists"),
        lede=N_("Lists that you took out. Files are erased after a day; that they were made stays written down."),
        back=("residents:register", N_("Residents")),
    ),
)
