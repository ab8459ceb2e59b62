"""What the pages of a resident and of an organization share: one subject, its texts, its account, its objections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.domains.credit import selectors, services
from linli.domains.credit.states import CONTRACT
from linli.domains.credit.web import forms, portal
from linli.kernel.forms import attempt, sent
from linli.kernel.web import page, see_other_url

if TYPE_CHECKING:
    from linli.domains.credit.selectors import OwnPage, Subject
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Own:
    """Whose pages these are, who acts, and where they lie: the name of their addresses and its arguments. `phone` is the one that
    signed in; "" for an organization, whose people read messages here.
    """

    subject: Subject
    actor: Actor
    name: str
    args: tuple[int, ...] = ()
    phone: str = ""

    def url(self, what: str = "", *more: object) -> str:
        """The address of a page of one's own."""
        return reverse(f"credit:{self.name}{what and '-'}{what}", args=[*self.args, *more])

    @property
    def form_page(self) -> str:
        """The frame of its forms."""
        return "credit/mine_form.html" if self.name == "mine" else "console_form.html"


def show(request: HttpRequest, own: Own) -> HttpResponse:
    """Everything of one's own."""
    shown = selectors.own_page(own.subject, request.GET.get("kind", ""))
    kind = (
        shown.party.kind
        if shown.party
        else next((one for one in [request.GET.get("kind", "")] if one in shown.kinds), "")
    )
    kind = kind or next(iter(shown.kinds), "")
    context = {
        "page": shown,
        "kind": kind,
        "place": own.subject.county.label,
        "county": own.subject.county,
        "about": reverse("credit:about", args=[own.subject.county.slug]),
        "honour": own.url("honour"),
        "texts": [_text(own, one, kind, is_party=shown.party is not None) for one in shown.texts],
        "lines": _lines(own, shown),
    }
    return page(request, f"credit/{own.name}.html", context)


def sign(request: HttpRequest, own: Own, kind: str, code: str) -> HttpResponse:
    """The whole text first, then one button. Nothing is ticked beforehand."""
    text = selectors.text_for(own.subject, kind, code)
    if text is None:
        raise Http404
    form = forms.SignForm(sent(request), initial={"digest": text.digest})

    def act(data: dict[str, Any]) -> None:
        services.sign(own.actor, subject=own.subject, kind=kind, code=code, digest=data["digest"])

    note = _(
        "Signing is free. You can withdraw at any time, at once and without a reason; it changes nothing about your rights."
    )
    context = {"title": f"{text.label} {text.version}", "note": note, "text": text.text, "submit": _("I sign")}
    return _attempt(request, own, form, act, _("Signed."), context)


def withdraw(request: HttpRequest, own: Own, code: str) -> HttpResponse:
    """What ends is said before; no reason is asked."""
    form = forms.EmptyForm(sent(request))

    def act(data: dict[str, Any]) -> None:
        services.withdraw(own.actor, subject=own.subject, code=code)

    whole = _(
        "Your account is emptied and closed at once, and what was written about entries is deleted. You needn't say why."
    )
    note = whole if code == CONTRACT else _("It ends at once. You needn't say why.")
    context = {"title": _("Withdraw"), "note": note, "danger": True}
    return _attempt(request, own, form, act, _("Withdrawn."), context)


def object_to(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """Say that an entry is wrong."""
    selectors.own_pictures(own.subject, pk)  # 404 for any entry but one's own
    form = (forms.ObjectForm if own.phone else forms.WordsForm)(sent(request))

    def act(data: dict[str, Any]) -> None:
        tell = own.phone if data.get("by_text") else ""
        services.object_to(own.actor, subject=own.subject, entry=pk, words=data["words"], tell=tell)

    note = _("Somebody who had no hand in it decides, and you read the answer here.")
    context = {"title": _("Object to an entry"), "note": note, "submit": _("Send the objection")}
    return _attempt(request, own, form, act, _("Your objection was sent."), context)


def honour(request: HttpRequest, own: Own) -> HttpResponse:
    """Stand on the public list of thanks, or not any more."""
    services.set_honoured(own.actor, subject=own.subject, wanted=request.POST.get("wanted") == "1")
    messages.success(request, _("Saved."))
    return see_other_url(own.url())


def _attempt(request: HttpRequest, own: Own, form: Any, act: Any, words: str, context: dict[str, Any]) -> HttpResponse:
    def answer(done: Any) -> HttpResponse:
        messages.success(request, words)
        return see_other_url(own.url())

    context = {**context, "back": own.url(), "place": own.subject.county.label}
    return attempt(request, form, act, answer, template=own.form_page, context=context)


def _text(own: Own, one: Any, kind: str, *, is_party: bool) -> dict[str, Any]:
    code = one.text.code
    may_sign = (one.signed is None or one.is_new) and (is_party or code == CONTRACT)
    return {
        "one": one,
        "sign": own.url("sign", kind, code) if may_sign else "",
        "withdraw": own.url("withdraw", code) if one.signed else "",
    }


def _lines(own: Own, shown: OwnPage) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "object": own.url("object", line.entry.pk) if line.may_object else "",
            "pictures": [portal.address_of(pk) for pk in line.pictures],
        }
        for line in (shown.account.lines if shown.account else ())
    ]
