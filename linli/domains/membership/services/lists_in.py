"""Lists of members on their way in: people found in the register by name and number, organizations and kinds by what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from linli.domains.membership import selectors
from linli.domains.membership.permissions import CHANGE
from linli.domains.membership.rules import by_name, name_key
from linli.domains.membership.services.bulk import ListedMember, ListReport, MemberRow, bring_in_members
from linli.domains.membership.services.lists_out import MEMBERS_OUT
from linli.domains.membership.states import LIST_FIELDS, LIST_HEADINGS, LIST_SHOWN
from linli.domains.rosters import selectors as rosters
from linli.domains.rosters.rules import Headings, Line, Record, day_of, lost_digits, record_of
from linli.domains.rosters.services import Lines
from linli.domains.rosters.subjects import Read, Subject, Words
from linli.foundation.residents import rules as people
from linli.foundation.residents import selectors as residents
from linli.foundation.residents.selectors import Said
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.words import N_

#: What a row that says no kind is sorted by: lists of other systems may have no such column.
NO_KIND = "—"
MEMBERS = "members"


class Members(Lines):
    """Reads the lines of a list of members."""

    def __init__(self, roster: Any) -> None:
        super().__init__(roster)
        self.base = roster.organization
        self.kinds = by_name(_kind_names(roster))
        bodies = selectors.bodies_below(self.actor, self.base, CHANGE)
        self.bodies = by_name((name, one) for one in bodies for name in (one.name, one.label))

    def write(self, rows: Sequence[ListedMember], *, dry_run: bool) -> ListReport:
        """As members."""
        return bring_in_members(self.actor, county=self.county, rows=rows, dry_run=dry_run)

    def read(self, lines: Sequence[Line]) -> Read:
        """Every line becomes a member or a reason; kinds that nobody knows are to be sorted."""
        found, said = Read(), []
        for number, cells in lines:
            record = record_of(cells, self.columns)
            try:
                said.append((number, record, _person_said(record)))
            except RuleBroken as refused:
                found.reasons[number] = refused.message
        meant = residents.people_meant(self.county.pk, [one for _number, _record, one in said])
        for (number, record, _one), entries in zip(said, meant, strict=True):
            try:
                found.rows.append(ListedMember(number, self._member(record, entries)))
            except RuleBroken as refused:
                found.reasons[number] = refused.message
                if refused.code == "membership.unknown_kind_word":
                    found.unsorted[_kind_word(record)] += 1
        return found

    def _member(self, record: Record, entries: Sequence[Any]) -> MemberRow:
        if len(entries) != 1:
            raise RuleBroken("membership.several_found" if entries else "membership.nobody_meant")
        first = record.get("starts_on", "")
        day = day_of(first) if first else None
        if first and day is None:
            raise RuleBroken("rosters.bad_day", word=first[:40])
        return MemberRow(entries[0], self._body(record.get("organization", "")), self._kind(record), day)

    def _body(self, word: str) -> Any:
        """The organization of that name in or below that of the list; the list's own where the row says none."""
        found = self.bodies.get(name_key(word), set()) if word else {self.base}
        if len(found) != 1:
            code = "membership.body_twice" if found else "membership.unknown_body"
            raise RuleBroken(code, word=word[:40], organization=self.base.name)
        return next(iter(found))

    def _kind(self, record: Record) -> str:
        word = _kind_word(record)
        found = self.kinds.get(name_key(word), set())
        if len(found) != 1:
            raise RuleBroken("membership.unknown_kind_word", word=word)
        return next(iter(found))


def _person_said(record: Record) -> Said:
    """Who a row means: a name and at least one number, as the register keeps them."""
    number, phone = record.get("id_number", ""), record.get("phone", "")
    name, kept, call = people.clean_name(record.get("name", "")), people.id_number(number), people.clean_phone(phone)
    if name is None:
        raise RuleBroken("membership.bad_name", word=record.get("name", "")[:40])
    if not (number or phone):
        raise RuleBroken("membership.number_needed")
    if lost_digits(number):
        raise RuleBroken("rosters.number_lost")
    if kept.problem:
        raise RuleBroken("membership.bad_id_number")
    if call is None and not kept.number:
        raise RuleBroken("membership.bad_phone", word=phone[:40])
    return Said(name, kept.number, call or "")


def _kind_word(record: Record) -> str:
    return one_line(record.get("kind", ""), 60) or NO_KIND


def _choices(roster: Any) -> dict[str, str]:
    """The county's kinds of members, by their codes."""
    return dict(selectors.kind_choices(territory.rules_of(roster.county).membership))


def _kind_names(roster: Any) -> list[tuple[str, str]]:
    """What kinds are called: by the method, by their codes, and as whoever sent the list sorted its words."""
    kinds = _choices(roster)
    named: Mapping[str, str] = rosters.sorted_words(roster)
    return [*((word, code) for code, label in kinds.items() for word in (code, label)), *named.items()]


MEMBER_LISTS = Subject(
    code=MEMBERS,
    name="members-",
    prefix="console/members/imports/",
    permission=CHANGE,
    fields=LIST_FIELDS,
    headings=Headings(LIST_HEADINGS),
    needs={"name": "rosters.name_missing"},
    shown=LIST_SHOWN,
    reader=Members,
    sorts="kind",
    choices=_choices,
    bodies=selectors.body_choices,
    out=MEMBERS_OUT,
    words=Words(
        title=N_("Import lists of members"),
        lede=N_(
            "Files from the national system of members and others that you sent. Nobody else sees them; they are erased after a few days."
        ),
        back=("membership:members", N_("Members")),
        mind=N_(
            "Each row needs the name and the ID number or the phone number, as in the register of residents. Who is a member of the same organization already stays as they are."
        ),
        rows=N_("One row for each member, in any order of columns."),
        erased=N_("The file is erased. Members who came in stay."),
        left_out=N_(
            "Columns that aren't kept of members (sex, ethnicity, education and others) are left out and erased with the file."
        ),
    ),
)
