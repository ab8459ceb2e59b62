"""Model cases and practices in the console: written, reviewed, taken over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.honours import selectors, services
from linli.domains.honours.permissions import ACT, RUN, VIEW
from linli.domains.honours.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """What is published, and what is being written and reviewed."""
    form = forms.ArticlesForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.articles_page(
        request.actor, kind=data.get("kind", ""), state=data.get("state", ""), text=data.get("q", ""),
        number=request.GET.get("page"),
    )  # fmt: skip
    context = {"form": form, "rows": rows, "may_act": request.actor.can(ACT)}
    return page(request, "honours/articles.html", context, partial="honours/_articles.html")


@requires(ACT)
@creates
@takes_form
def add_practice(request: HttpRequest) -> HttpResponse:
    """Write a practice up."""
    actor = request.actor
    form = forms.PracticeForm(sent(request), themes=selectors.theme_choices(actor), sides=selectors.side_choices(actor))

    def act(data: dict[str, Any]) -> str:
        side = selectors.side_for(actor, data.pop("side"))
        return _one(services.write_practice(actor, **side, **data).pk)

    return change(request, form, _("Write a practice up"), act, back=reverse("honours:articles"))


@requires(ACT)
@creates
@takes_form
def add_case(request: HttpRequest) -> HttpResponse:
    """Write a model case up."""
    actor = request.actor
    form = forms.CaseForm(
        sent(request), themes=selectors.theme_choices(actor), sides=selectors.side_choices(actor),
        origins=selectors.origin_choices(actor),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        side, origin = selectors.side_for(actor, data.pop("side")), form.source()
        words = {name: data[name] for name in ("title", "theme", "words", "steps", "result")}
        return _one(services.write_case(actor, origin=origin, **side, **words).pk)

    return change(request, form, _("Write a model case up"), act, back=reverse("honours:articles"))


@requires(VIEW)
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One model case or practice."""
    row = selectors.article_for(request.actor, pk)
    return page(request, "honours/article.html", {"row": row, **selectors.article_page(request.actor, row)})


@requires(ACT)
@takes_form
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = selectors.article_for(request.actor, pk, own=True)
    initial = {name: getattr(row, name) for name in ("title", "theme", "words", "result")} | {
        "steps": "\n".join(row.steps)
    }
    form = forms.ArticleForm(sent(request), initial=initial, themes=selectors.theme_choices(request.actor))
    return change(
        request,
        form,
        _("Change the draft"),
        lambda data: services.edit_article(request.actor, article=row, **data),
        back=_one(pk),
    )


@requires(ACT)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft in."""
    services.send_article(request.actor, article=selectors.article_for(request.actor, pk, own=True))
    return saved(request, "honours:article", pk)


@requires(RUN)
@takes_form
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what was handed in, or give it back."""
    row = selectors.article_for(request.actor, pk, to_run=True)
    return change(
        request, forms.ArticleReviewForm(sent(request)), _("Review what was handed in"),
        lambda data: services.review_article(request.actor, article=row, **data), back=reverse("honours:articles"), note=row.title,
    )  # fmt: skip


@requires(RUN)
@takes_form
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish it no longer."""
    row = selectors.article_for(request.actor, pk, to_run=True)
    return change(
        request, forms.ReasonForm(sent(request)), _("Take it out of the library"),
        lambda data: services.take_down(request.actor, article=row, **data), back=_one(pk), note=row.title, danger=True,
    )  # fmt: skip


@requires(ACT)
@creates
@takes_form
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """We use it too."""
    actor = request.actor
    row = selectors.article_for(actor, pk)

    def act(data: dict[str, Any]) -> None:
        side = selectors.side_for(actor, data["side"])
        services.adopt(actor, article=row, words=data["words"], **side)

    form = forms.AdoptForm(sent(request), sides=selectors.side_choices(actor))
    return change(request, form, _("We use it too"), act, back=_one(pk), note=row.title)


@requires(ACT)
@require_POST
def end_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """We use it no longer."""
    row = selectors.adoption_for(request.actor, pk)
    services.end_adoption(request.actor, adoption=row)
    return saved(request, "honours:article", row.article_id)


def _one(pk: int) -> str:
    return reverse("honours:article", args=[pk])
