"""Addresses of cases: the portal's, the field's, and the console's from its own table."""

from django.urls import URLPattern, URLResolver, path

from linli.domains.cases.web import (
    console_urls,
    field,
    field_report,
    figures,
    follow,
    photos,
    receipt,
    report,
    report_place,
)

app_name = "cases"

PORTAL = [
    path("report/", report.anywhere, name="report"),
    path("c/<slug:slug>/report/", report.start, name="report"),
    path("c/<slug:slug>/report/place/", report_place.place, name="report-place"),
    path("c/<slug:slug>/report/what/", report.what, name="report-what"),
    path("c/<slug:slug>/report/hints/", report.hints, name="report-hints"),
    path("c/<slug:slug>/report/photo/<int:number>/", report.photo, name="report-photo"),
    path("c/<slug:slug>/report/contact/", report.contact, name="report-contact"),
    path("c/<slug:slug>/report/check/", report.check, name="report-check"),
    path("c/<slug:slug>/report/again/", report.again, name="report-again"),
    path("c/<slug:slug>/report/join/<str:ref>/", report.join, name="report-join"),
    path("c/<slug:slug>/month/<slug:which>/", figures.month, name="month"),
    path("scan/", report_place.scanned, name="scanned"),
    path("r/<str:code>/", report_place.scan, name="scan"),
    path("receipt/<str:ref>/", receipt.receipt, name="receipt"),
    path("follow/", receipt.look_up, name="follow"),
    path("f/<str:token>/", follow.follow, name="follow"),
    path("f/<str:token>/qr.svg", receipt.qr, name="qr"),
    path("f/<str:token>/photo/<int:pk>/", photos.follow_photo, name="follow-photo"),
    path("photo/<int:pk>/", photos.photo, name="photo"),
    path("f/<str:token>/keep/", receipt.keep, name="keep"),
    path("f/<str:token>/confirm/", follow.confirm, name="confirm"),
    path("f/<str:token>/answer/", follow.answer, name="answer"),
    path("f/<str:token>/object/", follow.object_to, name="object"),
    path("f/<str:token>/withdraw/", follow.withdraw, name="take-back"),
    path("f/<str:token>/wishes/", follow.wishes, name="wishes"),
]

FIELD = [
    path("field/report/", field_report.report, name="field-report"),
    path("field/case/<str:ref>/", field.case, name="field-case"),
    path("field/case/<str:ref>/accept/", field.accept, name="field-accept"),
    path("field/case/<str:ref>/resolve/", field.resolve, name="field-resolve"),
    path("field/case/<str:ref>/return/", field.give_back, name="field-return"),
    path("field/case/<str:ref>/ask/", field.ask, name="field-ask"),
    path("field/case/<str:ref>/resume/", field.resume, name="field-resume"),
    path("field/case/<str:ref>/look/", field.look, name="field-look"),
    path("field/case/<str:ref>/contacted/", field.contacted, name="field-contacted"),
    path("field/case/<str:ref>/phone/", field.phone, name="field-phone"),
    path("field/case/<str:ref>/extend/", field.extend, name="field-extend"),
    path("field/case/<str:ref>/whistle/", field.whistle, name="field-whistle"),
    path("field/case/<str:ref>/call/answer/", field.answer_call, name="field-call-answer"),
    path("field/case/<str:ref>/call/arrive/", field.arrive, name="field-call-arrive"),
    path("field/case/<str:ref>/call/report/", field.report_call, name="field-call-report"),
    path("field/case/<str:ref>/call/return/", field.return_call, name="field-call-return"),
]

urlpatterns: list[URLPattern | URLResolver] = [*PORTAL, *FIELD, *console_urls.urlpatterns]
