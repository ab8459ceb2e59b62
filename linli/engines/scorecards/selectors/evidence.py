"""What shows that something is as it was said: words and pictures of raters, and pictures of entries, replies and appeals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404

from linli.engines.scorecards.method import Card, Criterion
from linli.engines.scorecards.models import Appeal, Evidence, Item, Reply, Score, Subject
from linli.engines.scorecards.selectors.cards import card_of
from linli.engines.scorecards.selectors.results import subject_for
from linli.engines.scorecards.states import ANSWER, DECIDE, RUN, State
from linli.kernel.actor import Actor
from linli.kernel.pictures import PictureFile, opened


@dataclass(frozen=True, slots=True)
class Seen:
    """What raters saw of one criterion, nobody's name beside it: their words, and the ids of their pictures."""

    criterion: Criterion
    words: tuple[str, ...]
    pictures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Ids of the pictures of a result page: of the reply, of the appeal, by entry; and what raters saw, for those who may read it."""

    reply: tuple[int, ...] = ()
    appeal: tuple[int, ...] = ()
    items: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    seen: tuple[Seen, ...] = ()


def shown(actor: Actor, subject: Subject, reply: Reply | None, appeal: Appeal | None, items: list[Item]) -> Shown:
    """All that belongs to a result that was fetched in scope, for those who may see it. Two statements."""
    reads = may_see_marks(actor, subject)
    wanted = Q(reply=reply) if reply else Q(pk=None)
    wanted |= Q(appeal=appeal) if appeal else Q(pk=None)
    wanted |= Q(item__in=[one.pk for one in items]) if items else Q(pk=None)
    wanted |= Q(subject=subject) if reads else Q(pk=None)
    rows = list(Evidence.objects.filter(wanted).values_list("pk", "reply", "appeal", "item", "criterion"))
    of_items: dict[int, list[int]] = defaultdict(list)
    for pk, _, _, item, _ in rows:
        if item is not None:
            of_items[item].append(pk)
    return Shown(
        tuple(row[0] for row in rows if row[1] is not None), tuple(row[0] for row in rows if row[2] is not None),
        {item: tuple(found) for item, found in of_items.items()}, _seen(subject, rows) if reads else (),
    )  # fmt: skip


def _seen(subject: Subject, rows: list[Any]) -> tuple[Seen, ...]:
    """By criterion; in the order of the words themselves, which tells nothing of who said them."""
    said: dict[str, list[str]] = defaultdict(list)
    kept = Score.objects.filter(subject=subject, seat__isnull=False, superseded_by=None).exclude(words="")
    for code, words in kept.order_by("words").values_list("criterion", "words"):
        said[code].append(words)
    pictures: dict[str, list[int]] = defaultdict(list)
    for pk, _, _, _, code in sorted(rows, reverse=True):
        if code:
            pictures[code].append(pk)
    return tuple(
        Seen(criterion, tuple(said[code]), tuple(pictures[code]))
        for code, criterion in card_of(subject.round).rated().items()
        if said[code] or pictures[code]
    )


def may_see_marks(actor: Actor, subject: Subject) -> bool:
    """Whether what raters saw may be read: by whoever runs the round or decides appeals, and after publication by the rated where the card
    says so.
    """
    if actor.reaches(RUN, subject.round.area.path) or actor.reaches(DECIDE, subject.area.path):
        return True
    card: Card = card_of(subject.round)
    if subject.round.state != State.PUBLISHED or not card.shows_evidence:
        return False
    return bool(Subject.scoped.visible_to(actor, ANSWER).filter(pk=subject.pk).exists())


def evidence_for(actor: Actor, pk: int) -> PictureFile:
    """The file of one picture; Http404 for whoever may not see what it belongs to."""
    row = Evidence.objects.filter(pk=pk).select_related("item", "reply", "appeal").first()
    if row is None or not _may_see(actor, row):
        raise Http404
    return PictureFile(opened(row.path), row.sha256)


def _may_see(actor: Actor, row: Evidence) -> bool:
    if row.item is not None:
        return bool(Item.scoped.visible_to(actor).filter(pk=row.item_id).exists()) or _counts_for(actor, row.item)
    if row.subject_id is not None:
        return may_see_marks(actor, subject_for(actor, row.subject_id))
    said = row.reply or row.appeal
    return said is not None and bool(subject_for(actor, said.subject_id))


def _counts_for(actor: Actor, item: Item) -> bool:
    """Whether an entry stands in a published result of the actor's own (an organization or a person that is rated)."""
    mine = Subject.scoped.visible_to(actor).filter(county=item.county_id, key=item.key, round__card=item.card)
    return bool(mine.filter(round__state=State.PUBLISHED).exists())
