"""Rows of an earlier system as cases take them: times, states, places, categories and organizations found by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from linli.domains.cases import services as cases
from linli.domains.cases.permissions import BRING_IN
from linli.domains.cases.services import BroughtIn, PastCase
from linli.domains.cases.states import State
from linli.domains.history import rules
from linli.domains.history.services.categories import Categories, choices
from linli.domains.history.states import DATUMS, FIELDS, HEADINGS, SHOWN
from linli.domains.rosters import selectors as rosters
from linli.domains.rosters.rules import Headings, Line, Wrong, record_of
from linli.domains.rosters.services import Lines
from linli.domains.rosters.subjects import Read, Subject, Words
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.geo import Datum, to_wgs84
from linli.kernel.words import N_

_TIMES = {"opened": False, "due": True, "done": True}


class PastCases(Lines):
    """Reads the lines of a list of past cases."""

    def __init__(self, roster: Any) -> None:
        super().__init__(roster)
        self.base = roster.area
        self.rules = methods.current_rules(self.county.method_slug)
        # A method that is older than the section knows no word of satisfaction: rows that say one stay out.
        self.satisfaction = self.rules.history.satisfaction if "history" in self.rules.sections else None
        self.words = rules.words_of_satisfaction(self.satisfaction.words) if self.satisfaction else {}
        self.categories = Categories(self.rules, rosters.sorted_words(roster))
        bodies = organizations.organizations_in(self.county)
        self.bodies = rules.by_name((name, str(one.pk)) for one in bodies for name in {one.name, one.label})

    def write(self, rows: Sequence[PastCase], *, dry_run: bool) -> BroughtIn:
        """As cases."""
        return cases.bring_in(self.actor, county=self.county, rows=rows, dry_run=dry_run)

    def read(self, lines: Sequence[Line]) -> Read:
        """Every line becomes a case or a reason; categories that nobody knows are to be sorted."""
        found, records = Read(), [(number, self._record(cells)) for number, cells in lines]
        self.grounds = territory.grounds_at(self.county, _positions(record for _number, record in records))
        for number, record in records:
            try:
                found.rows.append(self._case(number, record))
            except RuleBroken as refused:
                found.reasons[number] = refused.message
                if refused.code == "history.unknown_category":
                    found.unsorted[record["category"][:60]] += 1
        return found

    def _record(self, cells: Sequence[str]) -> Mapping[str, str]:
        said = {field: rules.plain(word) for field, word in record_of(cells, self.columns).items()}
        return {field: word for field, word in said.items() if word}

    def _case(self, line: int, record: Mapping[str, str]) -> PastCase:
        opened, due, done = (self._moment(record, field, ends=ends) for field, ends in _TIMES.items())
        if opened is None:
            raise RuleBroken("history.no_time")
        state, stars = self._outcome(record, ended=done is not None)
        position = _position(record)
        word = record.get("category", "")
        category = self.categories.find(word)
        if category is None:
            raise RuleBroken("history.unknown_category", word=word[:40])
        return PastCase(
            line=line, number=rules.number_of(record), category=category, area_id=self._area(record, position),
            opened_at=opened, due_at=due, done_at=done, state=state, stars=stars, text=record.get("text", ""),
            title=record.get("title", ""), source=rules.source_of(record.get("source", "")),
            place_words=record.get("place", ""), lat=position and position[0], lng=position and position[1],
            organization_id=self._body(record), **self._promised(record),
        )  # fmt: skip

    def _outcome(self, record: Mapping[str, str], *, ended: bool) -> tuple[State, int | None]:
        """State and stars: closed is solved where the resident was satisfied, as the method says."""
        word = record.get("state", "")
        code = rules.state_of(word, ended=ended)
        if code is None:
            raise RuleBroken("history.bad_state", word=word[:40])
        stars = rules.stars_of(record.get("satisfied", ""), self.words)
        if stars is None:
            raise RuleBroken("history.bad_stars", word=record["satisfied"][:40])
        state = State(code)
        if state is State.UNCONFIRMED and self.satisfaction and stars >= self.satisfaction.solved_from:
            state = State.CONFIRMED
        return state, stars or None

    def _moment(self, record: Mapping[str, str], field: str, *, ends: bool) -> datetime | None:
        word = record.get(field, "")
        at = rules.moment_of(word, ends=ends) if word else None
        if word and at is None:
            raise RuleBroken("history.bad_time", word=word[:40])
        # A bare day that ends something is today until it is over.
        return (
            min(at, clock.now()) if at and field == "done" and at.astimezone(clock.ZONE).date() == clock.today() else at
        )

    def _area(self, record: Mapping[str, str], position: tuple[float, float] | None) -> int:
        """The place by name, or the ground under its position; the place of the list where the row says nothing."""
        found = self.places.find(record)
        if isinstance(found, Wrong):
            raise RuleBroken(found.code, word=found.word[:40], place=found.place)
        if position is None:
            return found.area
        ground = self.grounds[position]
        if ground is None:
            raise RuleBroken("history.bad_place", word=f"{record['lat']}, {record['lng']}"[:40])
        narrower = found.area == self.base.pk and ground.path.startswith(self.base.path)
        return ground.pk if narrower else found.area

    def _body(self, record: Mapping[str, str]) -> int | None:
        if not (word := record.get("handled_by", "")):
            return None
        key = self.bodies.get(rules.key_of(word))
        if key is None:
            raise RuleBroken("history.unknown_organization", word=word[:40])
        return int(key)

    def _promised(self, record: Mapping[str, str]) -> dict[str, str]:
        """Kind and urgency as the county's hotline says them; a word that it doesn't know says nothing."""
        if "hotline" not in self.rules.sections:
            return {}
        kind = self.rules.hotline.kind_of(record.get("kind", ""))
        urgency = self.rules.hotline.urgency_of(record.get("urgency", ""))
        return {"request_kind": kind.promise if kind else "", "urgency": urgency or "normal"}


def _positions(records: Iterable[Mapping[str, str]]) -> Iterator[tuple[float, float]]:
    """Where rows lie, of those that say it rightly; what is wrong is said row by row."""
    for record in records:
        with suppress(RuleBroken):
            if position := _position(record):
                yield position


def _position(record: Mapping[str, str]) -> tuple[float, float] | None:
    lat, lng = record.get("lat", ""), record.get("lng", "")
    if not lat and not lng:
        return None
    degrees = rules.degrees_of(lat, lng)
    if degrees is None:
        raise RuleBroken("history.bad_place", word=f"{lat}, {lng}"[:40])
    said = record.get("datum", "")
    datum = DATUMS.get(rules.key_of(said)) if said else Datum.WGS84
    if datum is None:
        raise RuleBroken("history.bad_datum", word=said[:40])
    return to_wgs84(*degrees, datum)


def _choices(roster: Any) -> dict[str, str]:
    return choices(methods.current_rules(roster.county.method_slug))


PAST_CASES = Subject(
    code="cases",
    name="cases-",
    prefix="console/history/",
    permission=BRING_IN,
    fields=FIELDS,
    headings=Headings(HEADINGS),
    needs={"opened": "history.opened_missing", "text": "history.text_missing"},
    shown=SHOWN,
    reader=PastCases,
    sorts="category",
    choices=_choices,
    words=Words(
        title=N_("Bring in past cases"),
        lede=N_("Files of earlier systems that you sent. Nobody else sees them; they are erased after a few days."),
        back=("cases:queue", N_("Cases")),
        mind=N_(
            "Names and numbers of reporters don't come along: there is no field for them. Times without a zone are China's; positions are WGS 84 unless a column says otherwise. What was closed counts as solved only where the resident was satisfied."
        ),
        rows=N_("One row for each case, in any order of columns."),
        erased=N_("The file is erased. Cases that came in stay."),
        left_out=N_("Columns that a case has no field for are left out and erased with the file."),
    ),
)
