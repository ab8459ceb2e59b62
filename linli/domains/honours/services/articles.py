"""Model cases and practices: written, sent, reviewed by somebody else, published; and who else uses a practice."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.honours import events
from linli.domains.honours.models import Adoption, Article
from linli.domains.honours.rules import MOST_STEPS, had_a_hand, steps_of
from linli.domains.honours.selectors.origins import is_closed
from linli.domains.honours.selectors.reach import is_side
from linli.domains.honours.services import _base
from linli.domains.honours.states import ARTICLE_LABELS, ARTICLES, ArticleKind, ArticleState
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import one_line


@_base.changes
def write_case(
    actor: Actor, *, area: Any, origin: tuple[str, str], title: str, words: str, steps: str, result: str, theme: str = "",
    organization: Any = None,
) -> Article:  # fmt: skip
    """Write a model case up (H29) from something closed that the writer sees: `origin` is (kind of origin, its key).

    Raises RuleBroken honours.origin_open and as `write_practice`; OutOfScope.
    """
    if not actor.is_system and not is_closed(actor, *origin):
        raise RuleBroken("honours.origin_open")
    made = _written(actor, ArticleKind.CASE, area, organization, origin)
    return _filled(actor, made, title, theme, words, steps, _base.line(result, 1000))


@_base.changes
def write_practice(
    actor: Actor,
    *,
    area: Any,
    title: str,
    words: str,
    steps: str,
    result: str = "",
    theme: str = "",
    organization: Any = None,
) -> Article:
    """Write a practice up (X48): what it is for, one step on each line, and what it brought.

    Raises RuleBroken honours.unknown (theme), honours.no_step, honours.too_many_steps, honours.words_needed, honours.unit_ended;
    OutOfScope.
    """
    made = _written(actor, ArticleKind.PRACTICE, area, organization, ("", ""))
    return _filled(actor, made, title, theme, words, steps, one_line(result, 1000))


@_base.changes
def edit_article(
    actor: Actor, *, article: Article, title: str, words: str, steps: str, result: str = "", theme: str = ""
) -> Article:
    """Change a draft. Raises RuleBroken honours.not_now once it is sent, and as `write_practice`."""
    row = _held(article.pk)
    _own(actor, row)
    if row.state != ArticleState.DRAFT:
        raise RuleBroken("honours.not_now", state=gettext(ARTICLE_LABELS[ArticleState(row.state)]))
    row.written_by, row.written_by_id = actor.label[:120], actor.account_id
    return _filled(actor, row, title, theme, words, steps, one_line(result, 1000))


@_base.changes
def send_article(actor: Actor, *, article: Article) -> Article:
    """Hand a draft in for its review. Raises RuleBroken honours.not_now; OutOfScope."""
    row = _held(article.pk)
    _own(actor, row)
    label = _base.move(ARTICLES, row, "send", ARTICLE_LABELS)
    row.save(update_fields=["state"])
    record(actor, events.ArticleMoved(label, ""), subject=row, county_id=row.county_id)
    return row


@_base.changes
def review_article(actor: Actor, *, article: Article, publish: bool, words: str = "") -> Article:
    """Publish what was handed in, or give it back with words; by an office above it and somebody who didn't write it.

    Raises RuleBroken honours.account_needed, honours.was_involved, honours.not_now, honours.words_needed (given back); OutOfScope.
    """
    hand, row = actor.hand("honours.account_needed"), _held(article.pk)
    _base.run_at(actor, row.area)
    if had_a_hand(hand, (row.written_by_id,)):
        raise RuleBroken("honours.was_involved")
    label = _base.move(ARTICLES, row, "publish" if publish else "return", ARTICLE_LABELS)
    row.reason = "" if publish else _base.line(words, 300)
    row.reviewed_by, row.published_at = actor.label[:120], clock.now() if publish else None
    row.save(update_fields=["state", "reason", "reviewed_by", "published_at"])
    record(actor, events.ArticleMoved(label, row.reason), subject=row, county_id=row.county_id)
    return row


@_base.changes
def take_down(actor: Actor, *, article: Article, reason: str) -> Article:
    """Publish it no longer. Raises RuleBroken honours.not_now, honours.words_needed; OutOfScope."""
    row = _held(article.pk)
    _base.run_at(actor, row.area)
    label = _base.move(ARTICLES, row, "take_down", ARTICLE_LABELS)
    row.reason = _base.line(reason, 300)
    row.save(update_fields=["state", "reason"])
    record(actor, events.ArticleMoved(label, row.reason), subject=row, county_id=row.county_id)
    return row


@_base.changes
def adopt(actor: Actor, *, article: Article, area: Any, organization: Any = None, words: str = "") -> Adoption:
    """Take a published practice of others over ("we use it too"): a unit, or the office of `area`.

    Raises RuleBroken honours.not_published, honours.own_practice, honours.used_already, honours.other_county, honours.unit_ended;
    OutOfScope.
    """
    row = _held(article.pk)
    if area.county_id != row.county_id:
        raise RuleBroken("honours.other_county")
    _base.act_for(actor, area, organization)
    if (row.kind, row.state) != (ArticleKind.PRACTICE, ArticleState.PUBLISHED):
        raise RuleBroken("honours.not_published")
    if _is_theirs(row, area, organization):
        raise RuleBroken("honours.own_practice")
    made = Adoption(
        county_id=row.county_id, area=area, article=row, words=one_line(words, 300), adopted_on=clock.today(),
        organization=_base.alive(row.county_id, organization) if organization is not None else None,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("honours.used_already", name=made.who) from None
    record(actor, events.Adopted(made.who), subject=row, county_id=row.county_id)
    return made


@_base.changes
def end_adoption(actor: Actor, *, adoption: Adoption) -> Adoption:
    """They use it no longer. Raises RuleBroken honours.ended_already; OutOfScope."""
    held = Adoption.unscoped.select_for_update(of=("self",)).select_related("area", "organization", "article")
    row: Adoption = held.get(pk=adoption.pk)
    if not is_side(actor, row.area, row.organization_id):
        raise OutOfScope(repr(row))
    if row.ended_on is not None:
        raise RuleBroken("honours.ended_already")
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    record(actor, events.AdoptionEnded(row.who), subject=row.article, county_id=row.county_id)
    return row


def _held(pk: int) -> Article:
    rows = Article.unscoped.select_for_update(of=("self",)).select_related("area", "organization")
    found: Article = rows.get(pk=pk)
    return found


def _is_theirs(row: Article, area: Any, organization: Any) -> bool:
    """Whether whoever takes a practice over wrote it."""
    if organization is not None or row.organization_id is not None:
        return organization is not None and bool(organization.pk == row.organization_id)
    return bool(area.pk == row.area_id)


def _own(actor: Actor, row: Article) -> None:
    if not is_side(actor, row.area, row.organization_id):
        raise OutOfScope(repr(row))


def _written(actor: Actor, kind: ArticleKind, area: Any, organization: Any, origin: tuple[str, str]) -> Article:
    """A new article of a side that the actor acts for; not saved yet."""
    _base.act_for(actor, area, organization)
    return Article(
        county_id=area.county_id, area=area, kind=kind, origin=origin[0], origin_key=origin[1], written_at=clock.now(),
        organization=_base.alive(area.county_id, organization) if organization is not None else None,
        written_by=actor.label[:120], written_by_id=actor.account_id,
    )  # fmt: skip


def _filled(actor: Actor, row: Article, title: str, theme: str, words: str, steps: str, result: str) -> Article:
    if theme and theme not in _base.rules_of(row.area).themes:
        raise RuleBroken("honours.unknown")
    row.steps = steps_of(steps)
    if not row.steps:
        raise RuleBroken("honours.no_step")
    if len(row.steps) > MOST_STEPS:
        raise RuleBroken("honours.too_many_steps", most=MOST_STEPS)
    row.title, row.words, row.theme, row.result = _base.line(title, 80), _base.line(words, 1000), theme, result
    row.save()
    record(
        actor,
        events.ArticleMoved(gettext(ARTICLE_LABELS[ArticleState.DRAFT]), ""),
        subject=row,
        county_id=row.county_id,
    )
    return row
