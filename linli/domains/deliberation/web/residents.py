"""The resident's own pages: matters near me, propose, support, say, vote, check in, judge. The session says who it is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.web import forms
from linli.domains.selfservice.web.session import own_page
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import attempt, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other, see_other_url


@public
@require_safe
@own_page
def near(request: HttpRequest, mine: Any) -> HttpResponse:
    """Matters of the places in which I live."""
    person = mine.person
    context = {
        "rows": selectors.near(person),
        "county": mine.county,
        "place": mine.county.label,
        "may_propose": bool(selectors.form_choices(person.area)),
    }
    return page(request, "deliberation/near.html", context)


@public
@creates
@takes_form
@own_page
def propose(request: HttpRequest, mine: Any) -> HttpResponse:
    """Bring a matter."""
    person = mine.person
    places = {str(area.pk): area for area in selectors.places_of(person)}
    form = forms.ProposeForm(
        sent(request), areas=[(pk, area.name) for pk, area in places.items()], kinds=selectors.form_choices(person.area),
        topics=selectors.topic_choices(person.area),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> Any:
        return services.propose_matter(person, area=places[data.pop("area")], **data)

    def answer(made: Any) -> HttpResponse:
        messages.success(request, _("Proposed. Your neighbours can support it now."))
        return see_other("deliberation:mine", made.pk)

    context = {"title": _("Propose something"), "back": reverse("deliberation:near"), "place": mine.county.label}
    return attempt(request, form, act, answer, template="deliberation/own_form.html", context=context)


@public
@require_safe
@own_page
def matter(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """One matter near me, and what I may do."""
    row = selectors.matter_near(mine.person, pk)
    context = {"row": row, "place": mine.county.label, "say": forms.SayForm(), **selectors.own_facts(mine.person, row)}
    return page(request, "deliberation/mine.html", context)


@public
@require_POST
@own_page
def support(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """I want it too."""
    services.support_matter(mine.person, matter=selectors.matter_near(mine.person, pk))
    messages.success(request, _("You support it."))
    return see_other("deliberation:mine", pk)


@public
@require_POST
@own_page
def judge(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """What I think of the result."""
    row = selectors.matter_near(mine.person, pk)
    services.judge_matter(mine.person, matter=row, satisfied=request.POST.get("satisfied") == "yes")
    messages.success(request, _("Thank you."))
    return see_other("deliberation:mine", pk)


@public
@creates
@takes_form
@own_page
def say(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """A sentence to agree or disagree with."""
    row = selectors.matter_near(mine.person, pk)
    context = {"title": _("Say something"), "back": reverse("deliberation:mine", args=[pk]), "note": row.title}
    return attempt(
        request, forms.SayForm(sent(request)), lambda data: services.add_statement(mine.person, matter=row, **data),
        lambda _made: see_other("deliberation:mine", pk), template="deliberation/own_form.html",
        context={**context, "place": mine.county.label},
    )  # fmt: skip


@public
@require_POST
@own_page
def stand(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """Agree, disagree or pass."""
    row = selectors.statement_near(mine.person, pk)
    services.take_stand(mine.person, statement=row, stand=request.POST.get("stand", "")[:10])
    return see_other_url(f"{reverse('deliberation:mine', args=[row.matter_id])}#statements")


@public
@takes_form
@own_page
def vote(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """My vote. The answer shows the receipt, once; nothing keeps it with my name. The form's receipt is its key: sent twice, it is
    one vote, and shows the same receipt again.
    """
    row = selectors.ballot_of(mine.person, pk)
    form = forms.VoteForm(sent(request), givers=selectors.given_to(mine.person, row))

    def act(data: dict[str, Any]) -> str:
        person = mine.person.pk
        services.cast_vote(
            ballot=row, person_id=person, choice=data["choice"], receipt=data["receipt"], giver_id=form.giver_id()
        )
        return str(data["receipt"])

    def answer(receipt: str) -> HttpResponse:
        return page(request, "deliberation/voted.html", {"receipt": receipt, **context})

    context = {"row": row, "place": mine.county.label, "back": reverse("deliberation:mine", args=[row.matter_id])}
    return attempt(request, form, act, answer, template="deliberation/vote.html", context=context)


@public
@takes_form
@own_page
def check_in(request: HttpRequest, mine: Any, pk: int) -> HttpResponse:
    """I am here: the code on the spot."""
    row = selectors.meeting_near(mine.person, pk)

    def answer(_seat: Any) -> HttpResponse:
        messages.success(request, _("You are on the list of who came."))
        return see_other("deliberation:near")

    context = {
        "title": _("I am here"),
        "back": reverse("deliberation:near"),
        "note": row.title,
        "place": mine.county.label,
    }
    return attempt(
        request, forms.CodeForm(sent(request)), lambda data: services.check_in(row, data["code"], person=mine.person), answer,
        template="deliberation/own_form.html", context=context,
    )  # fmt: skip
