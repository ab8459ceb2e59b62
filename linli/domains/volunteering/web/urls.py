"""Addresses of volunteering; mounted at the root."""

from django.urls import path

from linli.domains.volunteering.web import console, field, me, pool, public

app_name = "volunteering"

_ME, _CONSOLE, _FIELD = "me/volunteering/", "console/volunteering/", "field/volunteering/"

urlpatterns = [
    path("volunteering/", public.start, name="start"),
    path("volunteering/certificates/", public.check, name="check"),
    path("volunteering/activities/<int:pk>/", public.activity, name="activity"),
    path("c/<slug:slug>/volunteering/", public.near, name="near"),
    path("c/<slug:slug>/volunteering/rewards/", public.pool, name="pool"),
    path("c/<slug:slug>/volunteering/board/", public.board, name="board"),
    path(_ME, me.me, name="me"),
    path(f"{_ME}join/", me.join, name="join"),
    path(f"{_ME}leave/", me.leave, name="leave"),
    path(f"{_ME}board/", me.wish, name="wish"),
    path(f"{_ME}certificate/", me.certify, name="certify"),
    path(f"{_ME}certificates/<int:pk>/", me.paper, name="paper"),
    path(f"{_ME}teams/<int:pk>/leave/", me.leave_team, name="leave-team"),
    path(f"{_ME}shifts/<int:pk>/sign-up/", me.sign_up, name="sign-up"),
    path(f"{_ME}shifts/<int:pk>/check-in/", me.check_in, name="check-in"),
    path(f"{_ME}lists/<int:pk>/cancel/", me.cancel, name="cancel"),
    path(f"{_ME}lists/<int:pk>/check-out/", me.check_out, name="check-out"),
    path(f"{_ME}lists/<int:pk>/object/", me.object_to, name="object"),
    path(f"{_ME}posts/<int:pk>/take/", me.claim, name="claim"),
    path(f"{_ME}posts/<int:pk>/give-up/", me.give_up, name="give-up"),
    path(f"{_ME}offers/<int:pk>/redeem/", me.redeem, name="redeem"),
    path(f"{_ME}rewards/<int:pk>/", me.reward, name="reward"),
    path(_FIELD, field.today, name="today"),
    path(f"{_FIELD}shifts/<int:pk>/", field.shift, name="shift"),
    path(f"{_FIELD}shifts/<int:pk>/code/", field.code, name="code"),
    path(f"{_FIELD}shifts/<int:pk>/walk-in/", field.walk_in, name="walk-in"),
    path(f"{_FIELD}shifts/<int:pk>/confirm/", field.confirm, name="confirm"),
    path(f"{_FIELD}lists/<int:pk>/mark/", field.mark, name="mark"),
    path(f"{_FIELD}lists/<int:pk>/answer/", field.answer, name="answer"),
    path("counter/", pool.counter, name="counter"),
    path(_CONSOLE, console.figures, name="figures"),
    path(f"{_CONSOLE}teams/", console.teams, name="teams"),
    path(f"{_CONSOLE}teams/add/", console.add_team, name="add-team"),
    path(f"{_CONSOLE}teams/<int:pk>/", console.team, name="team"),
    path(f"{_CONSOLE}teams/<int:pk>/close/", console.close_team, name="close-team"),
    path(f"{_CONSOLE}teams/<int:pk>/activity/", console.add_activity, name="add-activity"),
    path(f"{_CONSOLE}teams/<int:pk>/hours/", console.record_session, name="record-session"),
    path(f"{_CONSOLE}members/<int:pk>/", console.decide, name="decide"),
    path(f"{_CONSOLE}sessions/", console.sessions, name="sessions"),
    path(f"{_CONSOLE}activities/<int:pk>/shift/", console.add_shift, name="add-shift"),
    path(f"{_CONSOLE}activities/<int:pk>/call-off/", console.call_off, name="call-off"),
    path(f"{_CONSOLE}volunteers/<int:pk>/", console.volunteer, name="volunteer"),
    path(f"{_CONSOLE}volunteers/<int:pk>/honour/", console.add_honour, name="add-honour"),
    path(f"{_CONSOLE}services/<int:pk>/take-back/", console.take_back, name="take-back"),
    path(f"{_CONSOLE}posts/", pool.posts, name="posts"),
    path(f"{_CONSOLE}posts/add/", pool.add_post, name="add-post"),
    path(f"{_CONSOLE}posts/<int:pk>/close/", pool.close_post, name="close-post"),
    path(f"{_CONSOLE}rewards/", pool.offers, name="offers"),
    path(f"{_CONSOLE}rewards/add/", pool.add_offer, name="add-offer"),
    path(f"{_CONSOLE}rewards/<int:pk>/stock/", pool.add_stock, name="add-stock"),
    path(f"{_CONSOLE}rewards/<int:pk>/close/", pool.close_offer, name="close-offer"),
]
