"""A resident's own contract, after signing in by phone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.credit import selectors
from linli.domains.credit.web import own
from linli.domains.selfservice.selectors import phone_in
from linli.domains.selfservice.web.session import own_page
from linli.foundation.audit.idempotency import creates
from linli.kernel.actor import Actor
from linli.kernel.policy import public, takes_form


@public
@require_safe
@own_page
def mine(request: HttpRequest, session: Any) -> HttpResponse:
    """My contract, my account, every entry."""
    return own.show(request, _own(session))


@public
@creates
@takes_form
@own_page
def sign(request: HttpRequest, session: Any, kind: str, code: str) -> HttpResponse:
    """Read a text and sign it."""
    return own.sign(request, _own(session), kind, code)


@public
@takes_form
@own_page
def withdraw(request: HttpRequest, session: Any, code: str) -> HttpResponse:
    """Take a signature back."""
    return own.withdraw(request, _own(session), code)


@public
@creates
@takes_form
@own_page
def object_to(request: HttpRequest, session: Any, pk: int) -> HttpResponse:
    """Say that an entry is wrong."""
    return own.object_to(request, _own(session), pk)


@public
@require_POST
@own_page
def honour(request: HttpRequest, session: Any) -> HttpResponse:
    """On the list of thanks, or not."""
    return own.honour(request, _own(session))


def _own(session: Any) -> own.Own:
    actor = Actor(None, _("The person themselves"), county_id=session.person.county_id, kind="resident")
    return own.Own(selectors.subject_of_person(session.person), actor, "mine", phone=phone_in(session))
