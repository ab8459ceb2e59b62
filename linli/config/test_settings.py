"""Settings of the test suite: the fast embedded cluster, cheap hashing, no pool."""

import os

os.environ["LINLI_TEST"] = "true"

from linli.config.settings import *

DATABASES = {"default": DATABASES["default"]}  # a replica is the matter of its own tests, which start one
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "[::1]"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
