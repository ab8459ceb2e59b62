"""Addresses of indicators."""

from django.urls import path

from linli.domains.indicators.web import exclusions, themes, views, watching

app_name = "indicators"

urlpatterns = [
    path("console/indicators/", views.figures, name="figures"),
    path("console/indicators/rows/", views.rows, name="rows"),
    path("console/indicators/print/", views.printed, name="print"),
    path("console/indicators/standing/", views.standing, name="standing"),
    path("console/indicators/standing/rows/", views.standing_rows, name="standing-rows"),
    path("console/indicators/exclude/<str:ref>/", exclusions.exclude, name="exclude"),
    path("console/indicators/excluded/<int:pk>/object/", exclusions.objecting, name="object"),
    path("console/indicators/excluded/<int:pk>/keep/", exclusions.keep, name="keep"),
    path("console/indicators/excluded/<int:pk>/include/", exclusions.include, name="include"),
    path("console/indicators/campaigns/", watching.campaigns, name="campaigns"),
    path("console/indicators/campaigns/<slug:code>/", watching.campaign, name="campaign"),
    path("console/indicators/callers/", watching.callers, name="callers"),
    path("console/indicators/callers/<int:pk>/", watching.caller, name="caller"),
    path("console/themes/", themes.themes, name="themes"),
    path("console/themes/add/", themes.add, name="theme-add"),
    path("console/themes/<int:pk>/", themes.theme, name="theme"),
    path("console/themes/<int:pk>/change/", themes.edit, name="theme-change"),
    path("console/themes/<int:pk>/withdraw/", themes.withdraw, name="theme-withdraw"),
    path("console/themes/<int:pk>/problem/", themes.add_problem, name="problem-add"),
    path("console/themes/problem/<int:pk>/", themes.edit_problem, name="problem-change"),
    path("console/themes/problem/<int:pk>/task/", themes.add_task, name="task-add"),
    path("console/themes/task/<int:pk>/done/", themes.done, name="task-done"),
]
