"""Posting entries, taking them off, and the review that freezes a version of a community's lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.cobuilding import events
from linli.domains.cobuilding.models import Claim, Entry, ListVersion, Part, Tender
from linli.domains.cobuilding.rules import changes_between, cycle_of
from linli.domains.cobuilding.selectors.frozen import content_of
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.states import ENTRIES, ENTRY_LABELS, RUNNING, TENDERING, EntryState, ListKind
from linli.foundation.audit.services import record
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line


@_base.changes
def post_entry(
    actor: Actor, *, area: Any, list_kind: str, title: str, kind: str, parts: Sequence[tuple[str, int]], words: str = "",
    organization: Any = None, resource: str = "", starts_on: date | None = None, ends_on: date | None = None,
) -> Entry:  # fmt: skip
    """Put a need, a resource or a project into a community's list, for it or for a unit (both ways: X57, S17).

    `parts` are (words, for how many); an entry that isn't divided has one. Raises RuleBroken: cobuilding.not_used,
    cobuilding.unknown, cobuilding.wrong_ground, cobuilding.no_part, cobuilding.too_many_parts, cobuilding.days_order,
    cobuilding.words_needed, cobuilding.unit_ended, cobuilding.other_county; OutOfScope.
    """
    _base.place_in(actor, area)
    rules = _base.rules_of(area)
    if rules.lists is None:
        raise RuleBroken("cobuilding.not_used")
    if RANK_OF[area.kind] != "community":
        raise RuleBroken("cobuilding.wrong_ground")
    body = _base.alive(area.county_id, organization) if organization is not None else None
    _base.act_for(actor, area, body)
    if kind not in rules.entry_kinds or list_kind not in set(ListKind):
        raise RuleBroken("cobuilding.unknown")
    if resource and (list_kind != ListKind.RESOURCE or resource not in rules.sharing.resources):
        raise RuleBroken("cobuilding.unknown")
    _base.in_order(starts_on, ends_on)
    _check_parts(parts, rules.lists.most_parts)
    made: Entry = Entry.unscoped.create(
        county_id=area.county_id, area=area, list_kind=list_kind, organization=body, title=_base.line(title, 80),
        words=one_line(words, 500), kind=kind, resource=resource, starts_on=starts_on, ends_on=ends_on,
        posted_at=clock.now(),
    )  # fmt: skip
    Part.unscoped.bulk_create(
        Part(
            county_id=made.county_id, area=area, entry=made, number=number, title=_base.line(name, 80), size=max(1, size)
        )
        for number, (name, size) in enumerate(parts, start=1)
    )  # fmt: skip
    record(actor, events.EntryPosted(len(parts)), subject=made, county_id=made.county_id)
    return made


@_base.changes
def withdraw_entry(actor: Actor, *, entry: Entry, reason: str) -> Entry:
    """Take an entry off its list. Raises RuleBroken cobuilding.still_claimed while somebody works on a part, cobuilding.under_tender while
    it is called for.
    """
    row = lock_entry(entry.pk)
    _base.act_for(actor, row.area, row.organization)
    check_untendered(row)
    if Claim.unscoped.filter(part__entry=row, state__in=RUNNING).exists():
        raise RuleBroken("cobuilding.still_claimed")
    end_entry(actor, row, "withdraw", _base.line(reason, 200))
    return row


@_base.changes
def review_lists(actor: Actor, *, area: Any, note: str = "") -> ListVersion:
    """Freeze the lists of a community as they stand, for the cycle of today, with what changed since the version before (X60).

    Raises RuleBroken cobuilding.not_used, cobuilding.wrong_ground, cobuilding.reviewed_already; OutOfScope.
    """
    _base.run_at(actor, area)
    rules = _base.rules_of(area)
    if rules.lists is None:
        raise RuleBroken("cobuilding.not_used")
    if RANK_OF[area.kind] != "community":
        raise RuleBroken("cobuilding.wrong_ground")
    before = ListVersion.unscoped.filter(area=area).order_by("-number").first()
    now = content_of(area, rules)
    change = changes_between(before.entries if before else {}, now)
    row = ListVersion(
        county_id=area.county_id, area=area, number=before.number + 1 if before else 1, entries=now,
        added=list(change.added), gone=list(change.gone), changed=list(change.changed), note=one_line(note, 300),
        cycle_on=cycle_of(clock.today(), rules.lists.review_months).first, reviewed_at=clock.now(),
        reviewed_by=actor.label[:120],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "cobuilding_one_version_a_cycle" not in str(error) and "cobuilding_version_numbered" not in str(error):
            raise
        raise RuleBroken("cobuilding.reviewed_already") from None
    record(actor, events.ListReviewed(row.number), subject=row, county_id=row.county_id)
    return row


def lock_entry(pk: int) -> Entry:
    """The entry, held until the transaction ends: claims on its parts wait for each other here."""
    held = Entry.unscoped.select_for_update(of=("self",)).select_related("area__county", "county", "organization")
    row: Entry = held.get(pk=pk)
    return row


def check_untendered(row: Entry, code: str = "cobuilding.under_tender") -> None:
    """Raises RuleBroken `code` while a project is called for: whoever wants it hands in an offer."""
    if Tender.unscoped.filter(entry=row, state__in=TENDERING).exists():
        raise RuleBroken(code)


def end_entry(actor: Actor, row: Entry, verb: str, reason: str) -> None:
    """Take an edge out of the list."""
    _base.move(ENTRIES, row, verb, ENTRY_LABELS)
    row.ended_at, row.reason = clock.now(), reason
    row.save(update_fields=["state", "ended_at", "reason"])
    label = gettext(ENTRY_LABELS[EntryState(row.state)])
    record(actor, events.EntryEnded(label, reason), subject=row, county_id=row.county_id)


def _check_parts(parts: Sequence[tuple[str, int]], most: int) -> None:
    if not parts:
        raise RuleBroken("cobuilding.no_part")
    if len(parts) > most:
        raise RuleBroken("cobuilding.too_many_parts", most=most)
