"""Addresses of a small page with a draft form, for the tests of drafts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.template.context_processors import csrf
from django.urls import include, path

from linli.kernel.policy import public

#: What arrived, in order: (key, words, names of photos).
ARRIVED: list[tuple[str, str, list[str]]] = []

FORM = """{% extends "base_field.html" %}{% load ui %}{% block title %}记一笔{% endblock %}{% block content %}
<h1>记一笔</h1><form method="post" enctype="multipart/form-data" data-draft="记一笔">{% csrf_token %}{% idempotency_key %}
<label>说一说<input class="input" name="what"></label><input type="file" name="photo" aria-label="照片" multiple>
<button class="btn" name="do" value="send">提交</button></form>{% endblock %}"""


@public
def note(request: HttpRequest) -> HttpResponse:
    """Shows the form, takes it, refuses an empty one."""
    if request.method == "POST" and request.POST["what"]:
        photos = [photo.name for photo in request.FILES.getlist("photo")]
        ARRIVED.append((request.POST["idempotency_key"], request.POST["what"], photos))
        return HttpResponseRedirect("/style/")
    page = Template(FORM).render(Context({"request": request, **csrf(request)} | _shell(request)))
    return HttpResponse(page + ("<p>还没写</p>" if request.method == "POST" else ""))


def _shell(request: HttpRequest) -> dict[str, object]:
    from linli.surfaces.web.context import shell

    return shell(request)


urlpatterns = [path("", include("linli.surfaces.web.urls")), path("field/note/", note)]
