"""Selections as staff may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.selection.models import Candidate, Document, Objection, Selection
from linli.domains.selection.selectors.pinned import level_of, procedure_of, rules_of
from linli.domains.selection.states import RUNNING, STANDINGS, STATE_LABELS, Standing, State
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as staff
from linli.foundation.privacy.rls import reached, reaching
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

VIEW, RUN = "selection.view", "selection.run"
ROWS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as the page shows it. `kind` is one of done, now, next."""

    label: str
    by: str
    kind: str


@dataclass(frozen=True, slots=True)
class BackboneRow:
    """A backbone role of the method, and how many hold its posts in the county."""

    label: str
    holders: int | None
    mark: Any


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document to be downloaded."""

    title: str
    media_type: str
    name: str
    file: IO[bytes]


@reached(VIEW)
def selections_page(actor: Actor, *, state: str = "", text: str = "", number: Any = None) -> Page[Any]:
    """Selections that the actor may see, the newest first; `state` "running" means all that haven't ended."""
    found = Selection.scoped.visible_to(actor).select_related("post", "area", "county")
    if state == "running":
        found = found.filter(state__in=RUNNING)
    elif state in set(State):
        found = found.filter(state=state)
    if text.strip():
        found = found.filter(Q(area__name__icontains=text.strip()[:40]) | Q(post__title__icontains=text.strip()[:40]))
    stands = Q(candidates__standing__in=(Standing.STANDING, Standing.CHOSEN))
    found = found.annotate(standing=Count("candidates", filter=stands)).order_by("-opened_at", "-pk")
    return paged(found, number)


def selection_for(actor: Actor, pk: int, to: str | None = None) -> Selection:
    """The one door to a selection: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Selection = door(Selection, actor, pk, to, "post", "area__county", "area__parent", "county", reach=reaching)
    return row


@reached(VIEW)
def candidate_for(actor: Actor, pk: int, to: str | None = None) -> Candidate:
    """One candidate with the selection, as `selection_for`."""
    row: Candidate | None = Candidate.scoped.visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    row.selection = selection_for(actor, row.selection_id, to)
    return row


@reached(VIEW)
def document_for(actor: Actor, pk: int) -> DocumentFile:
    """A document to download; Http404 when it is hidden or its file is gone."""
    row: Document | None = Document.scoped.visible_to(actor).filter(pk=pk).first()
    if row is None or not default_storage.exists(row.path):
        raise Http404
    ending = row.path.rpartition(".")[2]
    return DocumentFile(row.title, row.media_type, f"{row.title}.{ending}", default_storage.open(row.path))


@reached(VIEW)
def objection_for(actor: Actor, pk: int, to: str | None = None) -> Objection:
    """One objection with its selection, as `selection_for`. Its words are opened by `services.read_objection` alone."""
    row: Objection | None = (
        Objection.scoped.visible_to(actor).defer("words_sealed", "phone_sealed").filter(pk=pk).first()
    )
    if row is None:
        raise Http404
    row.selection = selection_for(actor, row.selection_id, to)
    return row


@reached(VIEW)
def facts_of(actor: Actor, row: Selection) -> dict[str, Any]:
    """What a selection's page shows beside the row, which was fetched in scope."""
    procedure, sources = procedure_of(row), rules_of(row).sources
    candidates = list(Candidate.unscoped.filter(selection=row))
    for one in candidates:
        one.standing_label = gettext(STANDINGS[Standing(one.standing)])
        one.source_label = sources[one.source].label if one.source in sources else ""
    stage = procedure.stage(row.state)
    runs = row.state in RUNNING and actor.reaches(RUN, row.area.path)
    return {
        "procedure": procedure,
        "steps": _steps(row, procedure),
        "stage": stage,
        "candidates": candidates,
        "standing": [one for one in candidates if one.standing == Standing.STANDING],
        "documents": list(Document.unscoped.filter(selection=row)),
        "objections": list(Objection.unscoped.filter(selection=row)),
        "history": audit.timeline(row),
        "state_label": gettext(STATE_LABELS[State(row.state)]),
        "is_running": row.state in RUNNING,
        "may_run": runs,
        "may_act": runs and stage is not None and actor.reaches(RUN, level_of(row, stage).path),
        "may_appoint": runs
        and row.notice_until is not None
        and row.state == State.NOTICE
        and row.notice_until <= clock.now(),
    }


@reached(VIEW)
def chosen_of(actor: Actor, row: Selection) -> list[Candidate]:
    """Who was chosen, in the order of their votes; the selection was fetched in scope."""
    return list(Candidate.unscoped.filter(selection=row, standing=Standing.CHOSEN).order_by("-votes", "pk"))


def _steps(row: Selection, procedure: Any) -> list[Step]:
    kinds = [stage.kind for stage in procedure.stages]
    at = kinds.index(row.state) if row.state in kinds else len(kinds)
    steps = [
        Step(stage.label, level_of(row, stage).name, "done" if place < at else "now" if place == at else "next")
        for place, stage in enumerate(procedure.stages)
    ]
    ends = {State.NOTICE: ("now", "next"), State.APPOINTED: ("done", "done")}.get(State(row.state), ("next", "next"))
    labels = (gettext(STATE_LABELS[State.NOTICE]), gettext(STATE_LABELS[State.APPOINTED]))
    return [*steps, *(Step(label, "", kind) for label, kind in zip(labels, ends, strict=True))]


def post_choices(actor: Actor, limit: int = 300) -> list[tuple[int, str]]:
    """Posts with a free seat that the method fills by selection, where the actor may run one."""
    county = organizations.county_for(actor)
    if county is None:
        return []
    kinds = {kind for one in territory.rules_of(county).selection.procedures.values() for kind in one.posts}
    found = organizations.vacancies(actor).filter(kind__in=kinds)[:limit]
    return [
        (post.pk, f"{post.title} · {territory.full_name(post.area)}")
        for post in found
        if actor.reaches(RUN, post.area.path)
    ]


def post_for(actor: Actor, pk: int) -> Any:
    """A post that the actor sees, where they may run a selection; Http404 else."""
    post = organizations.post_for(actor, pk)
    if not actor.reaches(RUN, post.area.path):
        raise PermissionDenied
    return post


def source_choices(row: Selection) -> list[tuple[str, str]]:
    """(code, label) of where candidates may come from."""
    return [(code, source.label) for code, source in rules_of(row).sources.items()]


def state_choices() -> list[tuple[str, str]]:
    """The filter of the list."""
    return [("running", gettext("Running")), *((str(state), gettext(label)) for state, label in STATE_LABELS.items())]


def person_choices(actor: Actor, *, name: str, phone: str) -> Any:
    """The register's entry with this name and phone number, as far as the actor may see it; None where there isn't exactly one."""
    if not phone.strip() or not actor.can("residents.view"):
        return None
    found = [one for one in residents.find_by_phone(actor, phone) if one.name == name.strip()]
    return found[0] if len(found) == 1 else None


def card_choices(actor: Actor, row: Selection, name: str) -> list[tuple[int, str]]:
    """Staff that a chosen candidate may be already: those of the same name that the actor sees."""
    cards = staff.staff_for(actor, name).filter(county_id=row.county_id)[:20]
    return [(card.pk, f"{card.name} · {card.area.name}") for card in cards if card.name == name]


def backbones(actor: Actor) -> list[BackboneRow]:
    """Backbone roles of the actor's county (L39) with how many hold their posts; None where no post does."""
    county = organizations.county_for(actor)
    if county is None:
        return []
    rules = territory.rules_of(county).selection
    below = territory.areas_for(actor, permission=VIEW).order_by().values("pk")
    return [
        BackboneRow(one.label, staff.cards_holding(one.posts, below).count() if one.posts else None, one)
        for one in rules.backbones.values()
    ]
