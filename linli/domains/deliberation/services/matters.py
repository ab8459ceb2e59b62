"""Matters come in, find supporters, are sorted, joined or refused, and are heard."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.deliberation import events
from linli.domains.deliberation.method import DeliberationRules
from linli.domains.deliberation.models import Hearing, Matter, Support
from linli.domains.deliberation.permissions import HEAR, RUN
from linli.domains.deliberation.selectors.pinned import rules_at, rules_of
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.states import Channel, Way
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@transaction.atomic
def propose_matter(person: Any, *, area: Any, form: str, topic: str, title: str, words: str) -> Matter:
    """A resident brings a matter of a place where they live. They are its first supporter.

    Raises RuleBroken deliberation.not_concerned, .no_form, .unknown_topic, .out_of_scope, .words_needed, .number_in_words.
    """
    _base.check_concerned(person, area)
    with rls.within(area.county.path):
        return _propose(Actor.public(), area, form, topic, title, words, person, Channel.ONLINE)


@_base.changes
def note_proposal(
    actor: Actor, *, area: Any, form: str, topic: str, title: str, words: str, person: Any = None
) -> Matter:
    """The office types in what came on paper or by word of mouth; `person` is the entry of who brought it, if somebody did.

    Raises as `propose_matter`; OutOfScope where the office has no say.
    """
    if not actor.reaches(RUN, area.path):
        raise OutOfScope(repr(area))
    if person is not None:
        _base.check_concerned(person, area)
    return _propose(actor, area, form, topic, title, words, person, Channel.PAPER)


def _propose(
    actor: Actor, area: Any, form: str, topic: str, title: str, words: str, person: Any, channel: str
) -> Matter:
    rules = rules_at(area)
    if rules is None or form not in rules.forms:
        raise RuleBroken("deliberation.no_form")
    check_scope(rules, topic)
    release: Any = territory.rules_of(area).release_id
    row: Matter = Matter.unscoped.create(
        county_id=area.county_id, area=area, release_id=release, form=form, topic=topic, title=_base.said(title, 60),
        words=_base.said(words), opened_at=clock.now(),
    )  # fmt: skip
    if person is not None:
        _support(row, person, channel, proposed=True)
    _base.begin_steps(row)
    record(actor, events.MatterProposed(row.title), subject=row, county_id=row.county_id)
    return row


def check_scope(rules: DeliberationRules, topic: str) -> None:
    """Whether the catalogue lets a topic be deliberated (H23). Raises RuleBroken deliberation.unknown_topic, .out_of_scope."""
    found = rules.topics.get(topic)
    if found is None:
        raise RuleBroken("deliberation.unknown_topic")
    if not found.in_scope:
        raise RuleBroken("deliberation.out_of_scope", topic=found.label, why=found.why)


@transaction.atomic
def support_matter(person: Any, *, matter: Matter) -> Support:
    """A resident wants it taken up too. Raises RuleBroken deliberation.not_concerned, .supported, .not_now, .over."""
    _base.check_concerned(person, matter.area)
    with rls.within(matter.county.path):
        row = _base.hold(matter.pk)
        _base.stage_now(row, "", "support")
        return _support(row, person, Channel.ONLINE)


@_base.changes
def note_support(actor: Actor, *, matter: Matter, person: Any) -> Support:
    """The office types in a signature. Raises as `support_matter`, and .not_yours."""
    row = _base.lock(actor, matter)
    _base.turn(actor, row, "", "support")
    _base.check_concerned(person, row.area)
    return _support(row, person, Channel.PAPER)


def _support(row: Matter, person: Any, channel: str, *, proposed: bool = False) -> Support:
    try:
        with transaction.atomic():
            made: Support = Support.unscoped.create(
                county_id=row.county_id, area_id=row.area_id, matter=row, person_id=person.pk, channel=channel,
                proposed=proposed, on=clock.today(),
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("deliberation.supported") from None
    return made


@_base.changes
def sort_matter(actor: Actor, *, matter: Matter, topic: str = "", size: str = "", level: str = "") -> Matter:
    """Say what it is about, how big it is and on which level it is deliberated; each as far as given.

    Raises RuleBroken deliberation.unknown_topic, .unknown_size, .out_of_scope, .not_now, .not_yours.
    """
    row = _base.lock(actor, matter)
    _base.turn(actor, row, "", "sort")
    rules = rules_of(row)
    if topic:
        check_scope(rules, topic)
    if (size and size not in rules.sizes) or (level and level not in rules.levels):
        raise RuleBroken("deliberation.unknown_size")
    row.topic, row.size, row.level = topic or row.topic, size or row.size, level or row.level
    row.save(update_fields=["topic", "size", "level"])
    labels = [table[code].label if code else "" for table, code in ((rules.sizes, row.size), (rules.levels, row.level))]
    record(actor, events.MatterSorted(rules.topics[row.topic].label, *labels), subject=row, county_id=row.county_id)
    return row


@_base.changes
def refuse_matter(actor: Actor, *, matter: Matter, topic: str) -> Matter:
    """It belongs to a topic that isn't deliberated; the catalogue's own reason is given (H23).

    Raises RuleBroken deliberation.in_scope, .unknown_topic, .not_now, .not_yours.
    """
    row = _base.lock(actor, matter)
    _base.turn(actor, row, "", "refuse")
    found = rules_of(row).topics.get(topic)
    if found is None:
        raise RuleBroken("deliberation.unknown_topic")
    if found.in_scope:
        raise RuleBroken("deliberation.in_scope", topic=found.label)
    row.topic = topic
    row.save(update_fields=["topic"])
    _base.end(row, "refuse", f"{found.label}：{found.why}")
    record(actor, events.MatterRefused(row.reason), subject=row, county_id=row.county_id)
    return row


@_base.changes
def merge_matters(actor: Actor, *, matter: Matter, into: Matter) -> Matter:
    """`matter` goes on as `into`: supporters come along, each once, and both tracks say so.

    Raises RuleBroken deliberation.merge_elsewhere, .not_now, .not_yours, .over.
    """
    for pk in sorted(
        {matter.pk, into.pk}
    ):  # always in one order, so that two who join crosswise don't wait for each other
        _base.hold(pk)
    row, kept = _base.lock(actor, matter), _base.lock(actor, into)
    _base.turn(actor, row, "", "merge")
    _base.turn(actor, kept, "", "merge")
    if row.pk == kept.pk or row.form != kept.form or row.area_id != kept.area_id:
        raise RuleBroken("deliberation.merge_elsewhere")
    there = set(Support.unscoped.filter(matter=kept, person__isnull=False).values_list("person", flat=True))
    for one in Support.unscoped.filter(matter=row).order_by("pk"):
        if one.person_id not in there:
            Support.unscoped.create(
                county_id=kept.county_id, area_id=kept.area_id, matter=kept, person_id=one.person_id, channel=one.channel,
                came_from=row, on=one.on,
            )  # fmt: skip
    _base.end(row, "merge", kept.title, into=kept)
    record(actor, events.MatterMerged(kept.title), subject=row, county_id=row.county_id)
    record(actor, events.MatterTookIn(row.title), subject=kept, county_id=row.county_id)
    return kept


@_base.hearing
def hear_residents(
    actor: Actor, *, matter: Matter, way: str, people: int, words: str, on: date | None = None
) -> Hearing:
    """What was heard, on paper or on site: how many, and the gist without names.

    Raises RuleBroken deliberation.unknown_choice, .words_needed, .number_in_words, .not_now, .not_yours.
    """
    row = _base.lock(actor, matter, HEAR)
    stage = _base.turn(actor, row, "", "hear", HEAR)
    if way not in set(Way) or people < 1:
        raise RuleBroken("deliberation.unknown_choice")
    made: Hearing = Hearing.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, matter=row, code=stage.code, way=way, people=people,
        words=_base.said(words), on=min(on or clock.today(), clock.today()), by=actor.label[:120],
    )  # fmt: skip
    record(actor, events.ResidentsHeard(people), subject=row, county_id=row.county_id)
    return made
