"""What links of messages open: the page of the report, what was told and which ways are wanted, whether a mailbox is theirs. Looking changes nothing: mail programs look at
links by themselves.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.notices import selectors, services
from linli.domains.notices.method import Channel
from linli.domains.notices.web.forms import WishForm
from linli.kernel import brake
from linli.kernel.forms import refusals_into, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other, see_other_url

#: Changes by one link in an hour.
MOST = 20
_OF_ADDRESS = ("notices.bad_mail", "notices.mail_stopped", "notices.mail_too_often")


@public
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a message: on to the page of the report, from which one comes to the wishes; else to these at once."""
    recipient = _known(selectors.recipient_by_token(token))
    found = selectors.page_of(recipient)
    return see_other_url(found) if found else see_other("notices:wishes", token)


@public
@takes_form
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail that asks whether a mailbox is theirs; it is theirs when they press the button."""
    recipient = _known(selectors.recipient_by_proof(token))
    if request.method == "POST":
        services.prove_mail(recipient)
        return see_other("notices:prove", token)
    context = {"mail": recipient.mail_masked, "done": recipient.mail_proven_at, "place": recipient.county.label}
    return _private(page(request, "notices/mail.html", context))


@public
@takes_form
def wishes(request: HttpRequest, token: str) -> HttpResponse:
    """A link that we didn't make is answered like one that never was."""
    recipient = _known(selectors.recipient_by_token(token))
    found = selectors.wishes_of(recipient)
    initial = {"sms": found["sms"].wanted, "mail": found["mail"].wanted}
    form = WishForm(sent(request), wishes=found, initial=initial)
    if request.method == "POST" and form.is_valid() and not brake.too_often(f"wishes:{recipient.pk}", MOST):
        with refusals_into(form, dict.fromkeys(_OF_ADDRESS, "address")):
            _keep(recipient, form.cleaned_data)
            messages.success(request, _("Saved."))
            return see_other("notices:wishes", token)
    context = {
        "form": form,
        "place": recipient.county.label,
        "told": selectors.told_to(recipient.subject_kind, recipient.subject_id),
    }
    return _private(page(request, "notices/wishes.html", context, status=422 if form.errors else 200))


def _known(recipient: Any) -> Any:
    if recipient is None:
        raise Http404
    return recipient


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _keep(recipient: Any, given: dict[str, Any]) -> None:
    services.choose(recipient, wanted={way: given[way] for way in (Channel.SMS, Channel.MAIL) if way in given})
    if given.get("address"):
        services.set_mail(recipient, address=given["address"])
