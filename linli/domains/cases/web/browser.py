"""What a resident's browser remembers without an account: the county, the community, and the links to their own cases.

Links are secrets, so they sit in a signed cookie that scripts can't read; the server keeps none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from linli.kernel import crypto

COUNTY, COMMUNITY, MINE = "linli_county", "linli_community", "linli_mine"
YEAR = 365 * 24 * 3600
#: More than this many links would outgrow a cookie; the oldest drop out (the links themselves stay good).
MOST_MINE = 30
_SALT = "linli.cases.mine"
_HANDED = "receipts"


def county_slug(request: HttpRequest) -> str:
    """The county that this browser used last; empty when none is known."""
    return request.COOKIES.get(COUNTY, "")[:40]


def community_id(request: HttpRequest) -> int | None:
    """The community that was chosen here; None when none was, or the cookie was tampered with."""
    said = request.COOKIES.get(COMMUNITY, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None


def keep_county(response: HttpResponse, slug: str) -> None:
    """Remember the county for a year."""
    _set(response, COUNTY, slug)


def keep_community(response: HttpResponse, area_id: int) -> None:
    """Remember the community for a year."""
    _set(response, COMMUNITY, str(area_id))


def my_tokens(request: HttpRequest) -> list[str]:
    """Secret tokens of the cases this browser reported or joined, newest first; empty for a forged cookie."""
    try:
        found = signing.loads(request.COOKIES.get(MINE, ""), salt=_SALT)
    except signing.BadSignature:
        return []
    return [token for token in found if isinstance(token, str)][:MOST_MINE]


def keep_mine(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Add a link to *my things*, in front."""
    _write(response, [token, *(old for old in my_tokens(request) if old != token)])


def forget_mine(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Take a link off this phone (a borrowed one, say)."""
    _write(response, [old for old in my_tokens(request) if old != token])


def _write(response: HttpResponse, tokens: Sequence[str]) -> None:
    _set(response, MINE, signing.dumps(list(tokens)[:MOST_MINE], salt=_SALT))


def _set(response: HttpResponse, name: str, value: str) -> None:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)


def hand_over(request: HttpRequest, ref: str, token: str) -> None:
    """Pass a new secret to the receipt page through the session, sealed: not even our own tables hold it in clear."""
    handed = request.session.get(_HANDED, {})
    handed[ref] = crypto.seal(token, purpose="token").hex()
    request.session[_HANDED] = handed


def handed_over(request: HttpRequest, ref: str) -> str:
    """The secret for a receipt; empty when this browser wasn't handed one."""
    sealed = request.session.get(_HANDED, {}).get(ref, "")
    return crypto.try_unseal(bytes.fromhex(sealed), purpose="token") if sealed else ""
