"""Addresses of co-building."""

from django.urls import path

from linli.domains.cobuilding.web import claims, lists, pairing, public, registering, taking

app_name = "cobuilding"

_AT = "console/cobuilding"

urlpatterns = [
    path(f"{_AT}/pairings/", pairing.pairings, name="pairings"),
    path(f"{_AT}/pairings/add/", pairing.pair, name="pair"),
    path(f"{_AT}/pairings/<int:pk>/", pairing.pairing, name="pairing"),
    path(f"{_AT}/pairings/<int:pk>/end/", pairing.end, name="end-pairing"),
    path(f"{_AT}/pairings/<int:pk>/visit/", pairing.visit, name="visit"),
    path(f"{_AT}/coverage/", pairing.coverage, name="coverage"),
    path(f"{_AT}/uncovered/", pairing.uncovered, name="uncovered"),
    path(f"{_AT}/overdue/", pairing.overdue, name="overdue"),
    path(f"{_AT}/registrations/", registering.registrations, name="registrations"),
    path(f"{_AT}/registrations/unit/", registering.register_unit, name="register-unit"),
    path(f"{_AT}/registrations/self/", registering.register_self, name="register-self"),
    path(f"{_AT}/registrations/<int:pk>/", registering.registration, name="registration"),
    path(f"{_AT}/registrations/<int:pk>/answer/", registering.answer, name="answer"),
    path(f"{_AT}/registrations/<int:pk>/end/", registering.end, name="end-registration"),
    path(f"{_AT}/registrations/<int:pk>/activity/", registering.activity, name="activity"),
    path(f"{_AT}/gaps/", registering.gaps, name="gaps"),
    path(f"{_AT}/lists/", lists.entries, name="lists"),
    path(f"{_AT}/lists/add/", lists.add, name="add-entry"),
    path(f"{_AT}/lists/<int:pk>/", lists.entry, name="entry"),
    path(f"{_AT}/lists/<int:pk>/withdraw/", lists.withdraw, name="withdraw"),
    path(f"{_AT}/reviews/", lists.reviews, name="reviews"),
    path(f"{_AT}/reviews/<int:pk>/add/", lists.review, name="review"),
    path(f"{_AT}/versions/<int:pk>/", lists.version, name="version"),
    path(f"{_AT}/suggestions/", lists.suggestions, name="suggestions"),
    path(f"{_AT}/parts/<int:pk>/claim/", claims.claim_part, name="claim-part"),
    path(f"{_AT}/claims/<int:pk>/", claims.claim, name="claim"),
    path(f"{_AT}/claims/<int:pk>/agree/", claims.agree, name="agree"),
    path(f"{_AT}/claims/<int:pk>/sign/", claims.sign, name="sign"),
    path(f"{_AT}/claims/<int:pk>/release/", claims.release, name="release"),
    path(f"{_AT}/claims/<int:pk>/end/", claims.end, name="end-claim"),
    path(f"{_AT}/claims/<int:pk>/deliver/", claims.deliver, name="deliver"),
    path(f"{_AT}/claims/<int:pk>/finish/", claims.finish, name="finish"),
    path(f"{_AT}/pictures/<int:pk>/", claims.picture, name="picture"),
    path(f"{_AT}/items/", taking.items, name="items"),
    path(f"{_AT}/pairings/<int:pk>/item/", taking.take, name="take-item"),
    path(f"{_AT}/items/<int:pk>/done/", taking.finish, name="finish-item"),
    path(f"{_AT}/projects/", taking.projects, name="projects"),
    path(f"{_AT}/projects/add/", taking.add_project, name="add-project"),
    path(f"{_AT}/projects/<int:pk>/", taking.project, name="project"),
    path(f"{_AT}/projects/<int:pk>/promise/", taking.promise, name="promise"),
    path(f"{_AT}/commitments/<int:pk>/kept/", taking.keep, name="keep"),
    path("cobuilding/feedback/<str:token>/", public.feedback, name="feedback"),
    path("cobuilding/at/<int:pk>/", public.community, name="community"),
    path("<slug:slug>/cobuilding/", public.county, name="county"),
]
