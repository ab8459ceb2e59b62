"""Addresses of honours."""

from django.urls import path

from linli.domains.honours.web import articles, calls, nominations, public

app_name = "honours"

_AT = "console/honours"
_ARTICLES = "console/articles"

urlpatterns = [
    path(f"{_AT}/", calls.calls, name="calls"),
    path(f"{_AT}/add/", calls.open_call, name="open-call"),
    path(f"{_AT}/given/", calls.given, name="given"),
    path(f"{_AT}/given/<int:pk>/withdraw/", calls.withdraw, name="withdraw"),
    path(f"{_AT}/<int:pk>/", calls.call, name="call"),
    path(f"{_AT}/<int:pk>/publish/", calls.publish, name="publish"),
    path(f"{_AT}/<int:pk>/confer/", calls.confer, name="confer"),
    path(f"{_AT}/<int:pk>/cancel/", calls.cancel, name="cancel"),
    path(f"{_AT}/<int:pk>/nominate/", nominations.nominate, name="nominate"),
    path(f"{_AT}/nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path(f"{_AT}/nominations/<int:pk>/review/", nominations.review, name="review"),
    path(f"{_AT}/nominations/<int:pk>/decide/", nominations.decide, name="decide"),
    path(f"{_AT}/nominations/<int:pk>/withdraw/", nominations.withdraw, name="withdraw-nomination"),
    path(f"{_AT}/nominations/<int:pk>/consent/", nominations.consent, name="consent"),
    path(f"{_AT}/proofs/<int:pk>/", nominations.proof, name="proof"),
    path(f"{_AT}/objections/<int:pk>/", nominations.objection, name="objection"),
    path(f"{_AT}/objections/<int:pk>/read/", nominations.read_objection, name="read-objection"),
    path(f"{_AT}/mine/", nominations.mine, name="mine"),
    path(f"{_AT}/mine/<int:pk>/consent/", nominations.my_consent, name="my-consent"),
    path(f"{_ARTICLES}/", articles.articles, name="articles"),
    path(f"{_ARTICLES}/practice/", articles.add_practice, name="add-practice"),
    path(f"{_ARTICLES}/case/", articles.add_case, name="add-case"),
    path(f"{_ARTICLES}/<int:pk>/", articles.article, name="article"),
    path(f"{_ARTICLES}/<int:pk>/change/", articles.edit, name="edit-article"),
    path(f"{_ARTICLES}/<int:pk>/send/", articles.send, name="send-article"),
    path(f"{_ARTICLES}/<int:pk>/review/", articles.review, name="review-article"),
    path(f"{_ARTICLES}/<int:pk>/down/", articles.take_down, name="take-down"),
    path(f"{_ARTICLES}/<int:pk>/adopt/", articles.adopt, name="adopt"),
    path(f"{_ARTICLES}/adoptions/<int:pk>/end/", articles.end_adoption, name="end-adoption"),
    path("honours/notices/<int:pk>/", public.notice, name="notice"),
    path("honours/notices/object/<int:pk>/", public.object_to, name="object"),
    path("honours/articles/<int:pk>/", public.read, name="read"),
    path("<slug:slug>/honours/", public.county, name="county"),
    path("<slug:slug>/practices/", public.library, name="library"),
]
