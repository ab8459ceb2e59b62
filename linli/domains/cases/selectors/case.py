"""The one door to a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404

from linli.domains.cases import permissions
from linli.domains.cases.models import Case
from linli.domains.cases.states import MACHINE
from linli.kernel.actor import Actor
from linli.kernel.statements import Kept, KeptBy, hole

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: What a person needs for each verb of the state table. `escalate`: the handler may, and the dispatching office.
VERB_PERMISSIONS: dict[str, tuple[str, ...]] = {
    "dispatch": ("cases.dispatch",),
    "escalate": ("cases.handle", "cases.dispatch"),
    "accept": ("cases.handle",),
    "return": ("cases.handle",),
    "arbitrate": ("cases.decide",),
    "whistle": ("cases.whistle",),
    "ask": ("cases.handle",),
    "resume": ("cases.handle",),
    "suspend": ("cases.handle",),
    "resolve": ("cases.handle",),
    "send_back": ("cases.verify",),
    "verify": ("cases.verify",),
    "explain": ("cases.explain",),
    "redirect": ("cases.explain",),
    "merge": ("cases.merge",),
    "unlink": ("cases.merge",),
    "withdraw": ("cases.dispatch",),
}

#: What every page of a case shows; the way up to the street comes in the same statement.
_RELATED = (
    "area__parent__parent__parent",
    "area__compound",
    "county",
    "category",
    "handler",
    "handler_org",
    "duplicate_of",
    "origin",
)
#: Outlines of the areas on the way are long, and no page of a case draws them.
_OUTLINES = (*(f"area{'__parent' * above}__boundary" for above in range(4)), "county__boundary")


def case_for(actor: Actor, ref: str, to: str | None = None) -> Case:
    """One case by its number: Http404 when it is hidden, PermissionDenied when it may be seen but not `to` (a permission).

    Whether it may be seen is asked of the rows and of the case itself: no database net lies under reporters' names and numbers.
    """
    case: Case | None = _SEEN(actor).first(ref=ref)
    if case is None:
        raise Http404
    prefetch_related_objects([case], "calls")  # permissions ask for the called organizations many times
    if not permissions.may(actor, "cases.view", case):
        raise Http404
    if to and not permissions.may(actor, to, case):
        raise PermissionDenied
    return case


def seen_by(actor: Actor) -> QuerySet[Case]:
    """Ids of the cases that the actor sees, as a subquery for what other apps hang on cases."""
    found: QuerySet[Case] = Case.scoped.visible_to(actor).order_by().values("pk")
    return found


def refs_seen(actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Id → number of those of some cases that the actor sees; one statement."""
    return dict(Case.scoped.visible_to(actor).filter(pk__in=list(ids)).order_by().values_list("pk", "ref"))


def case_by_ref(ref: str) -> Case:
    """One case without scope, for joining from the public list of similar ones; Http404 when there is none."""
    case: Case | None = _BY_REF.first(ref=ref)
    if case is None:
        raise Http404
    return case


def _whole(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.filter(ref=hole("ref")).select_related(*_RELATED).defer(*_OUTLINES)


#: Twelve tables: compiling and planning their join takes thirty times as long as asking it, and a kept statement does both once.
_BY_REF = Kept(lambda: _whole(Case.unscoped.all()))
_SEEN = KeptBy(lambda actor: _whole(Case.scoped.visible_to(actor)), shared=True)


def verbs_for(actor: Actor, case: Case) -> frozenset[str]:
    """What the actor may do with the case now: moves of its state, and permission for each."""
    verbs = (verb for verb in MACHINE.verbs(case.at) if verb in VERB_PERMISSIONS)
    return frozenset(verb for verb in verbs if _may(actor, verb, case))


def _may(actor: Actor, verb: str, case: Case) -> bool:
    if verb in ("verify", "send_back") and permissions.is_handler(actor, case):
        return False
    return any(permissions.may(actor, code, case) for code in VERB_PERMISSIONS[verb])
