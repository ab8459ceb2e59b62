"""All addresses: each app's own urls, mounted where it says."""

from django.urls import URLPattern, URLResolver, include, path

from linli.config import apps

# Order matters: the web shell owns "/" and is asked last.
MOUNTS = [
    ("", "linli.foundation.access.web.urls"),
    ("", "linli.foundation.people.web.urls"),
    ("", "linli.foundation.methods.web.urls"),
    ("", "linli.foundation.organizations.web.urls"),
    ("", "linli.foundation.territory.web.urls"),
    ("", "linli.domains.notices.web.urls"),
    ("", "linli.domains.cases.web.urls"),
    ("", "linli.surfaces.web.urls"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module)) for prefix, module in MOUNTS if apps.present(module)
]
for code in (400, 403, 404, 500):
    if apps.present("linli.surfaces.web.errors"):
        globals()[f"handler{code}"] = f"linli.surfaces.web.errors.handler{code}"
