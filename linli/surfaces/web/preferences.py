"""How a person wants to read: size of text, colours, density, language. Kept in plain cookies, no account needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

#: Cookie by preference, and what may be in it; the first value is the default.
CHOICES: dict[str, tuple[str, ...]] = {
    "text": ("normal", "large"),
    "theme": ("system", "light", "dark"),
    "density": ("roomy", "compact"),
    "language": ("zh-hans", "en"),
}
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    """One value for each of `CHOICES`."""

    text: str = "normal"
    theme: str = "system"
    density: str = "roomy"
    language: str = "zh-hans"


def of(request: HttpRequest | None) -> Preferences:
    """What the cookies say; anything that isn't a choice counts as not said."""
    cookies = request.COOKIES if request else {}
    said = {name: cookies.get(cookie(name), "") for name in CHOICES}
    return Preferences(**{name: value for name, value in said.items() if value in CHOICES[name]})


def cookie(name: str) -> str:
    """The cookie that holds a preference."""
    return f"linli_{name}"


def keep(response: HttpResponse, name: str, value: str) -> bool:
    """Remember one choice for a year; False (and nothing kept) when it isn't a choice."""
    if value not in CHOICES.get(name, ()):
        return False
    response.set_cookie(
        cookie(name), value, max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
    )
    return True


class LanguageMiddleware:
    """Speak the language the person chose, Chinese when none is chosen.

    The browser's own list isn't asked: a phone sold abroad must not turn a county's pages into English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = of(request).language
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
