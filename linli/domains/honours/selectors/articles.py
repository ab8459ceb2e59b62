"""Model cases and practices, for those who write, review and take them over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Count, Q
from django.utils.translation import gettext

from linli.domains.honours.models import Adoption, Article
from linli.domains.honours.permissions import ACT, RUN
from linli.domains.honours.rules import had_a_hand
from linli.domains.honours.selectors.choices import county_rules
from linli.domains.honours.selectors.origins import origin_url
from linli.domains.honours.selectors.reach import is_side, one_of
from linli.domains.honours.states import ARTICLE_LABELS, ARTICLES, ARTICLES_OF, ArticleKind, ArticleState
from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors as territory
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def articles_page(actor: Actor, *, kind: str = "", state: str = "", text: str = "", number: Any = None) -> Page[Any]:
    """What is published in the county, and own and to be reviewed pieces; the newest first."""
    found = Article.scoped.visible_to(actor).select_related("area", "organization")
    found = found.filter(kind=kind) if kind in set(ArticleKind) else found
    found = found.filter(state=state) if state in set(ArticleState) else found
    page = paged(with_users(found.filter(having(text))).order_by("-written_at", "-pk"), number)
    return labelled(page, county_rules(actor))


def having(text: str) -> Q:
    """Articles in which these words stand: title, words, place or unit; all of them for none."""
    words = text.strip()[:40]
    if not words:
        return Q()
    return (
        Q(title__icontains=words) | Q(words__icontains=words) | Q(area__name__icontains=words)
        | Q(organization__name__icontains=words)
    )  # fmt: skip


def with_users(found: Any) -> Any:
    """With `users`: how many others use a practice now."""
    return found.annotate(users=Count("adoptions", filter=Q(adoptions__ended_on=None)))


def labelled(page: Any, rules: Any) -> Any:
    """The same rows with the words of their kind, state and theme."""
    for row in page:
        row.kind_label, row.state_label = gettext(ARTICLES_OF[row.kind]), gettext(ARTICLE_LABELS[row.state])
        row.theme_label = rules.theme_label(row.theme)
    return page


def article_for(actor: Actor, pk: int, *, own: bool = False, to_run: bool = False) -> Article:
    """The one door to an article: Http404 when hidden; PermissionDenied unless it is the actor's `own`, or the actor runs its place."""
    row: Article = one_of(Article, actor, pk, RUN if to_run else None, "organization")
    if own and not is_side(actor, row.area, row.organization_id):
        raise PermissionDenied
    return row


def article_page(actor: Actor, row: Article) -> dict[str, Any]:
    """What an article's page shows beside the row, and which of the next moves are the actor's."""
    state = ArticleState(row.state)
    verbs, is_own, may_run = (
        ARTICLES.verbs(state),
        is_side(actor, row.area, row.organization_id),
        actor.reaches(RUN, row.area.path),
    )
    adoptions: list[Any] = adoptions_of(row)
    for one in adoptions:
        one.is_own = one.ended_on is None and is_side(actor, one.area, one.organization_id)
    labelled([row], county_rules(actor))
    return {
        "adoptions": adoptions,
        "origin_url": origin_url(row),
        "may_edit": is_own and "send" in verbs,
        "may_review": may_run and "publish" in verbs and not had_a_hand(actor.account_id, (row.written_by_id,)),
        "may_take_down": may_run and "take_down" in verbs,
        "may_adopt": actor.can(ACT) and row.kind == ArticleKind.PRACTICE and state == ArticleState.PUBLISHED,
        "history": audit.timeline(row),
    }  # fmt: skip


def adoptions_of(row: Article) -> list[Any]:
    """Who uses a practice now, then who did."""
    found = Adoption.unscoped.filter(article=row).select_related("area", "organization")
    return sorted(found.order_by("adopted_on", "pk"), key=lambda one: one.ended_on is not None)


def adoption_for(actor: Actor, pk: int) -> Adoption:
    """An adoption that the actor sees; Http404 for others. Whose it is to end is kept by the service."""
    row: Adoption = one_of(Adoption, actor, pk, None, "article", "organization")
    return row


def theme_choices(actor: Actor) -> list[tuple[str, str]]:
    """(code, label) of the themes of the county's method."""
    return [(code, one.label) for code, one in county_rules(actor).themes.items()]


def themes_of(county: Any) -> list[tuple[str, str]]:
    """The same for everybody."""
    return [(code, one.label) for code, one in territory.rules_of(county).honours.themes.items()]
