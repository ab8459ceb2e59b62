"""The page that asks for a fresh proof. Who asks for one, and how, is `linli.kernel.stepup`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from linli.foundation.access import selectors, services
from linli.foundation.access.web.forms import AgainForm, CodeForm
from linli.kernel.forms import refusals_into
from linli.kernel.policy import signed_in, takes_form
from linli.kernel.stepup import is_proved
from linli.kernel.web import page, see_other_url


@signed_in
@never_cache
@sensitive_post_parameters()
@takes_form
def again(request: HttpRequest) -> HttpResponse:
    """Prove that it is still you: the password, or the code where a second factor is set up."""
    asked = request.POST if request.method == "POST" else request.GET
    onward = local_path(asked.get("next", "")) or selectors.home_for(request.actor)
    if request.method != "POST" and is_proved(request):
        return see_other_url(onward)
    form = (CodeForm if request.user.has_second_factor else AgainForm)(
        request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        with refusals_into(form):
            services.prove(request, account=request.user, secret=form.cleaned_data["secret"])
            return see_other_url(onward)
    context = {"form": form, "sent": request.GET.get("sent") == "1", "onward": onward}
    return page(request, "access/again.html", context, status=422 if form.errors else 200)


def local_path(wanted: str) -> str:
    """`wanted` where it is a path on this server; "" for every other address, however it is dressed up."""
    is_path = wanted.startswith("/") and wanted.isprintable()
    return wanted if is_path and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
