"""Addresses of the doors for programs."""

from django.urls import path

from linli.surfaces.api import views
from linli.surfaces.api.json import door
from linli.surfaces.api.json import views as described
from linli.surfaces.api.open311 import views as georeport

app_name = "api"

urlpatterns = [
    *door.addresses(),
    path("api/v1/openapi.json", described.openapi, name="openapi"),
    path("api/", described.documentation, name="json"),
    path("open311/", views.about, name="about"),
    path("open311/v2/discovery.<str:form>", georeport.discovery, name="georeport-discovery"),
    path("open311/v2/services.<str:form>", georeport.service_list, name="georeport-services"),
    path("open311/v2/services/<str:code>.<str:form>", georeport.service_definition, name="georeport-service"),
    path("open311/v2/requests.<str:form>", georeport.requests, name="georeport-requests"),
    path("open311/v2/requests/<str:ref>.<str:form>", georeport.one_request, name="georeport-request"),
    path("open311/v2/tokens/<str:token>.<str:form>", georeport.token, name="georeport-token"),
    path("open311/v2/servicerequestupdates.<str:form>", georeport.updates, name="georeport-updates"),
]
