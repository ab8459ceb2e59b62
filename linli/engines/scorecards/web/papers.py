"""Results on paper, in DOCX: the sheet of one result with its formula, and the list of a round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from linli.engines.scorecards import selectors
from linli.engines.scorecards.states import VIEW
from linli.kernel import clock
from linli.kernel.documents import Paper, Part, Table, docx_answer
from linli.kernel.policy import requires

#: What stands for something that isn't known.
NONE = "—"


@requires(VIEW)
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one result: what came of it, how it was counted, what was said to it."""
    page = selectors.result_page(request.actor, selectors.subject_for(request.actor, pk))
    return docx_answer(sheet_of(page), f"{page.row.subject.name} {page.round.label} {page.period}.docx")


@requires(VIEW)
@require_safe
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """All results of a round on the reader's ground, the best first."""
    row = selectors.round_for(request.actor, pk)
    card = selectors.card_of(row)
    period = selectors.period_name(card, row)
    rows = [
        (str(number), one.subject.name, _shown(one), one.band.label if one.band else one.gap or NONE)
        for number, one in enumerate(selectors.sheet_rows(request.actor, row), start=1)
    ]
    criteria = [(one.label, f"{one.weight.normalize():f}") for one in card.used().values()]
    parts = [
        Part(
            paragraphs=[_span(row, period)],
            tables=[Table((_("No."), _("Who is rated"), _("Composite"), _("Band")), rows)],
        ),
        Part(_("Criteria"), tables=[Table((_("Criterion"), _("Weight")), criteria)]),
        _counted(row),
    ]
    return docx_answer(Paper(row.label, parts, foot=_foot(row)), f"{row.label} {period}.docx")


def sheet_of(page: selectors.ResultPage) -> Paper:
    """The sheet of a result that was fetched for its reader."""
    subject, row = page.row.subject, page.round
    facts = [_span(row, page.period), _("Composite: {value}").format(value=_shown(page.row)), *_standing(page)]
    parts = [Part(subject.name, facts), _formula(page), *_entries(page), *_said(page), *_earlier(page), _counted(row)]
    result_number = page.row.result.number if page.row.result else 0
    return Paper(row.label, parts, number=f"{row.pk}-{subject.pk}-{result_number}", foot=_foot(row))


def _span(row: Any, period: str) -> str:
    return f"{period}（{row.starts.isoformat()} – {row.ends.isoformat()}）"


def _shown(row: selectors.SubjectRow) -> str:
    """A composite as everywhere: cut off after two places; without one, why."""
    if row.result is not None and row.result.shown is not None:
        return str(row.result.shown)
    return row.gap or NONE


def _standing(page: selectors.ResultPage) -> list[str]:
    """Band, why the result was put right, and the rules over rounds that hold."""
    found = [_("Band: {label}").format(label=page.row.band.label)] if page.row.band else []
    if page.row.band and page.row.band.links:
        found.append(_("The county refers to this for:") + " " + "、".join(page.row.band.links))
    if page.row.result and page.row.result.why:
        day, why = _day(page.row.result.at), page.row.result.why
        found.append(_("Put right on {day}: {why}").format(day=day, why=why))
    return found + [_("{label}: {n} times running.").format(label=label, n=n) for label, n in page.runs]


def _formula(page: selectors.ResultPage) -> Part:
    head = (_("Criterion"), _("How"), _("Given on average"), _("Reached"), _("Weight"), _("Points"))
    rows = [
        (line.criterion.label, _(line.kind), _given(line), NONE if line.percent is None else f"{line.percent}%",
         ("≤ " if line.booked else "") + f"{line.criterion.weight.normalize():f}",
         NONE if line.points is None else str(line.points))
        for line in page.lines
    ]  # fmt: skip
    rows.append((_("Composite"), "", "", "", "", _shown(page.row)))
    return Part(_("How it was counted"), tables=[Table(head, rows)])


def _given(line: Any) -> str:
    """What the groups gave on average, each with its share; of entries, how many."""
    if line.booked:
        words = ngettext("{n} entry", "{n} entries", line.entries).format(n=line.entries)
        return f"{words}，{_('capped')}" if line.capped else words
    if line.means:
        return " + ".join(f"{one.group} {one.mark} × {one.share.normalize():f}%" for one in line.means)
    return _("as put right") if line.ruled else NONE


def _entries(page: selectors.ResultPage) -> Iterable[Part]:
    if page.entries:
        rows = [(one.on.isoformat(), one.words, str(one.points)) for one in page.entries]
        yield Part(_("Entries that counted"), tables=[Table((_("On the day"), _("The facts"), _("Points")), rows)])


def _said(page: selectors.ResultPage) -> Iterable[Part]:
    """The newest reply; the appeal, where it stands and what was answered."""
    if page.reply:
        yield Part(_("Reply of the rated"), [page.reply.words, _signed(page.reply.by, page.reply.at)])
    if not page.appeal or not page.ruling:
        return
    lines = [
        page.appeal.words,
        _signed(page.appeal.by, page.appeal.at),
        _("State: {label}").format(label=_(page.ruling.label)),
    ]
    if not page.appeal.decided_at:
        due = _("to be decided by {day}").format(day=page.appeal.due_on.isoformat())
        lines.append(f"{due}，{_('late')}" if page.is_late else due)
    else:
        lines += [page.appeal.answer, _signed(page.appeal.decided_by, page.appeal.decided_at)]
    yield Part(_("Appeal"), lines)


def _earlier(page: selectors.ResultPage) -> Iterable[Part]:
    """Results of the same round that were put right since."""
    if page.earlier:
        rows = [(_day(one.at), NONE if one.shown is None else str(one.shown), one.why or NONE) for one in page.earlier]
        yield Part(
            _("Earlier results of this round"), tables=[Table((_("Counted on"), _("Composite"), _("Why")), rows)]
        )


def _counted(row: Any) -> Part:
    """How it was counted, and by which text: the sheet has to be read years later."""
    release = row.release
    method = _("Method: {slug}, version {version}, holding from {day}").format(
        slug=release.slug, version=release.version, day=release.holds_from.isoformat()
    )
    lines = [
        method,
        _(
            "Of each group the average of its marks; of the groups the average by their shares; of the criteria the sum by their weights."
        ),
        _("Counted exactly and compared unrounded; what is shown is cut off after two places. 60.00 means 60 or more."),
    ]
    return Part(_("By which rules"), lines)


def _foot(row: Any) -> list[str]:
    return [row.county.name, _("Printed on {day}").format(day=clock.today().isoformat())]


def _signed(by: str, at: Any) -> str:
    return f"{by} · {_day(at)}"


def _day(at: Any) -> str:
    return str(at.astimezone(clock.ZONE).date().isoformat())
