"""The page behind the link of a message: what was told, and which ways are wanted. Looking changes nothing: mail programs look at
links by themselves.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from linli.domains.notices import selectors, services
from linli.domains.notices.method import Channel
from linli.domains.notices.web.forms import WishForm
from linli.kernel import brake
from linli.kernel.forms import refusals_into, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other

#: Changes by one link in an hour.
MOST = 20


@public
@takes_form
def wishes(request: HttpRequest, token: str) -> HttpResponse:
    """A link that we didn't make is answered like one that never was."""
    recipient = selectors.recipient_by_token(token)
    if recipient is None:
        raise Http404
    found = selectors.wishes_of(recipient)
    initial = {"sms": found["sms"].wanted, "mail": found["mail"].wanted}
    form = WishForm(sent(request), wishes=found, initial=initial)
    if request.method == "POST" and form.is_valid() and not brake.too_often(f"wishes:{recipient.pk}", MOST):
        with refusals_into(form, {"notices.bad_mail": "address"}):
            _keep(recipient, form.cleaned_data)
            messages.success(request, _("Saved."))
            return see_other("notices:wishes", token)
    context = {
        "form": form,
        "place": recipient.county.label,
        "told": selectors.told_to(recipient.subject_kind, recipient.subject_id),
    }
    response = page(request, "notices/wishes.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _keep(recipient: Any, given: dict[str, Any]) -> None:
    services.choose(recipient, wanted={way: given[way] for way in (Channel.SMS, Channel.MAIL) if way in given})
    if given.get("address"):
        services.set_mail(recipient, address=given["address"])
