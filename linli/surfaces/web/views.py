"""Pages of the shell itself."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.kernel import health
from linli.kernel.policy import public
from linli.kernel.web import page, see_other_url
from linli.surfaces.web import preferences as prefs
from linli.surfaces.web import samples


@public
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Every part of the design system in every state."""
    return page(request, "web/style.html", samples.all_parts(request))


@public
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember how the person wants to read, and go back to where they were."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = see_other_url(back)
    for name in prefs.CHOICES:
        if name in request.POST:
            prefs.keep(response, name, request.POST[name])
    return response


@public
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """For watchers: whether the database answers, and the two ages that say “we are late” (seconds)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ages = {f"oldest_{name}_seconds": round(age, 1) for name, age in health.ages().items()}
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "unreachable"}, status=503)
    said = {"status": "ok", "database": "ok", **health.words(), **ages}
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install Linli as an app."""
    body = render_to_string("web/manifest.webmanifest", {"name": _("Linli"), "language": request.LANGUAGE_CODE})
    return HttpResponse(body, content_type="application/manifest+json")


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may look after the field pages."""
    body = render_to_string("web/worker.js", {})
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@public
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """What is kept on this phone; drawn by script from the phone itself, so it is the same for everyone."""
    return page(request, "web/drafts.html", {})
