"""Small things of a desk: urging whoever has a case, and the filters that a person keeps."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from linli.domains.cases import events
from linli.domains.cases.models import Case, Category, Reporter, SavedView
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.services import moves, telling
from linli.domains.cases.services.intake import check_reporter_kind
from linli.domains.cases.services.route import MOST_AT_ONCE
from linli.domains.cases.services.texts import cleaned
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

URGED = N_("Please see to it: {title}")
#: Views that one account may keep.
MOST_VIEWS = 20


@transaction.atomic
def urge_case(actor: Actor, *, case: Case, words: str = "") -> None:
    """催一下: whoever has the case is told, and the line stands in its history. Nothing else changes.

    Raises `cases.not_yours` and, for a case that has ended or that nobody has, `cases.already_moved`/`cases.nobody_has_it`.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.dispatch", case)
    if not case.is_open:
        raise moves.already_moved(case)
    if case.handler_id is None and case.handler_org_id is None:
        raise RuleBroken("cases.nobody_has_it", ref=case.ref)
    moves.record(actor, case, events.CaseUrged(cleaned(words, least=0, most=200)))
    telling.tell_handler(case, URGED, key=f"urged:{clock.now().isoformat()}")


@transaction.atomic
def urge_many(actor: Actor, *, cases: Sequence[Case]) -> int:
    """Urge several at once: all or none, at most 100. Returns how many."""
    check_chosen(cases)
    for case in sorted(cases, key=lambda one: one.pk):
        urge_case(actor, case=case)
    return len(cases)


def check_chosen(cases: Sequence[Case]) -> None:
    """Some, and not too many."""
    if not cases:
        raise RuleBroken("cases.nothing_chosen")
    if len(cases) > MOST_AT_ONCE:
        raise RuleBroken("cases.too_many", most=MOST_AT_ONCE)


@transaction.atomic
def save_view(actor: Actor, *, name: str, query: str) -> SavedView:
    """Keep a filter under a name; the same name replaces it. `query` is the address's words without `?`.

    Raises `cases.needs_words`, `cases.text_too_long`, `cases.too_many_views`.
    """
    name, query = cleaned(name, most=40), cleaned(query, least=0, most=500)
    owner = actor.account_id or 0
    own = SavedView.objects.filter(account_id=owner)
    if not own.filter(name=name).exists() and own.count() >= MOST_VIEWS:
        raise RuleBroken("cases.too_many_views", most=MOST_VIEWS)
    return SavedView.objects.update_or_create(account_id=owner, name=name, defaults={"query": query})[0]


@transaction.atomic
def set_reporter_kind(actor: Actor, *, case: Case, reporter: Reporter, kind: str) -> None:
    """The desk says whom a reporter of this case speaks as (X40), which makes a claim sure, or "" that they speak for themselves.
    Ended cases too: it is about the reporter. The same again changes nothing.

    Raises `cases.not_yours`, `cases.unknown_reporter_kind`.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.dispatch", case)
    line = rules_of(case).direct_line
    check_reporter_kind(rules_of(case), kind)
    row = Reporter.objects.select_for_update().get(pk=reporter.pk)
    if row.kind == kind and (not kind or row.kind_confirmed_at is not None):
        return
    row.kind, row.kind_confirmed_at = kind, clock.now() if kind else None
    row.save(update_fields=["kind", "kind_confirmed_at"])
    label = line.label_of(kind) if line and kind else gettext("themselves")
    moves.record(actor, case, events.ReporterKindSet(label))


def drop_view(actor: Actor, *, pk: int) -> None:
    """Forget one of one's own filters; harmless when it is gone."""
    SavedView.objects.filter(account_id=actor.account_id or 0, pk=pk).delete()


@transaction.atomic
def set_category(actor: Actor, *, case: Case, category: Category) -> Case:
    """Put an open case under another category, which decides who is named for it from now on. Clocks that run were promised and go on.

    Raises `cases.category_gone` for a retired one, `cases.already_moved` for an ended case. The same category again changes nothing.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.dispatch", case)
    if category.retired or category.standard not in rules_of(case).categories.standards:
        raise RuleBroken("cases.category_gone", name=category.name)
    if not case.is_open:
        raise moves.already_moved(case)
    if case.category_id != category.pk:
        was, case.category = case.category.name, category
        case.save(update_fields=["category"])
        moves.record(actor, case, events.CaseRecategorized(was=was, now=category.name))
    return case
