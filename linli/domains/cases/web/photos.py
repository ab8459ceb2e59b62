"""Pictures, served to those who may see them and to nobody else."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors
from linli.domains.cases.web import secret
from linli.kernel.policy import public, requires


@require_safe
@requires("cases.view")
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of a case, for staff."""
    return _served(selectors.picture_for(request.actor, pk))  # type: ignore[attr-defined]  # set by access' middleware


@require_safe
@public
def follow_photo(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A public picture of a case, for whoever has a secret link to it."""
    return _served(selectors.picture_for_reporter(secret.reporter_of(token), pk))


def _served(picture: selectors.PictureFile) -> HttpResponseBase:
    """Kept by the browser alone, never by a proxy; shown as a picture and as nothing else."""
    response = FileResponse(picture.file, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["ETag"] = f'"{picture.sha256[:32]}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
