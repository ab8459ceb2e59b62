"""Surveys as rows of a file, for offices that go on in their own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from linli.domains.surveys.selectors.estates import estates, renew_days, rows_of
from linli.domains.surveys.selectors.questions import FACTS, NOT_ASKED, lines_of, questions_of

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def table_of(actor: Actor, here: Any, **wanted: str) -> list[list[str]]:
    """A head and a line for each compound that `estates` finds, with its newest survey in words; empty cells where there is none."""
    questions = questions_of(here, None)
    codes = [*FACTS, *(f".{code}" for code in questions)]
    head = [gettext("Community"), gettext("Compound"), gettext("Surveyed on the day"), gettext("Surveyed by")]
    table = [[*head, *(gettext(label) for label in FACTS.values()), *(one.label for one in questions.values())]]
    for row in rows_of(estates(actor, here, **wanted), renew_days(here)):
        place = [row.compound.area.name, row.compound.name]
        if row.survey is None:
            table.append([*place, *[""] * (len(head) - len(place) + len(codes))])
            continue
        said = lines_of(row.survey)
        cells = [said.get(code, NOT_ASKED).words for code in codes]
        table.append([*place, row.survey.on.isoformat(), row.survey.by, *cells])
    return table
