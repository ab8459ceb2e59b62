"""Changes by the doors for programs; all of them are the cases' own services, and remember who brought what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from linli.domains.cases import selectors as cases
from linli.domains.cases import services
from linli.foundation.audit import selectors as history
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.feeds import forget_old, next_number
from linli.kernel.writes import insert
from linli.surfaces.api.models import Change, Feed, Filing

#: What the feed is about, as lines of history name it.
_CASE = "cases.case"


@transaction.atomic
def file_report(actor: Actor, *, partner: Any, report: services.Report, rules: Any) -> services.Opened:
    """Open a case for a platform, by the same service as every other door. Raises what `open_case` refuses."""
    opened = services.open_case(actor, report=report, rules=rules)
    insert([Filing(case=opened.case, partner=partner, filed_at=clock.now())])
    return opened


@transaction.atomic
def add_words(actor: Actor, *, case: Any, words: str) -> int:
    """Add what a platform heard of its own report: the reporter's answer where one is waited for, else a note for staff. A
    report that was joined to another adds to that one.

    Gives the number of the line. Raises cases.text_too_long, cases.needs_words.
    """
    reporter, worked = cases.waiting_reporter(case), case.duplicate_of or case
    if reporter is not None:
        services.answer_question(reporter, words=words)
        return history.events_about(worked, ["cases.answered"])[0].id
    services.comment(actor, case=worked, words=words)
    return history.events_about(worked, ["cases.commented"])[0].id


def forget_changes() -> int:
    """Forget what is older than `LINLI_FEED_DAYS` in the feeds of all counties; returns how many lines."""
    before = clock.now() - timedelta(days=settings.LINLI_FEED_DAYS)

    def moments(found: list[Change]) -> list[datetime | None]:
        lines = history.lines_of(one.line for one in found)
        return [lines[one.line].at if one.line in lines else None for one in found]

    return sum(
        forget_old(Feed, feed.pk, Change.objects.filter(county_id=feed.pk).order_by("seq"), moments, before)
        for feed in Feed.objects.order_by("pk")
    )


def note_line(line: Any) -> None:
    """Number a line of a case's history in the feed of its county; called once for a line, by the worker that delivers events."""
    if line.subject_kind == _CASE and line.county_id:
        seq = next_number(Feed, line.county_id)
        Change.objects.create(county_id=line.county_id, seq=seq, case_id=line.subject_id, line=line.pk)
