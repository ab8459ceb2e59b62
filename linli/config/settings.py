"""Django settings, read from the typed environment and checked at start.

Modes (``LINLI_MODE``): ``demo`` (default; keys are made and kept in the state directory) and
``production`` (keys, hosts and database must be given; cookies and HSTS are strict).
"""

from __future__ import annotations

from linli.config import database, keys, messages
from linli.config.apps import LINLI_APPS
from linli.config.env import ROOT, env
from linli.config.logs import logging_config

MODE = env.choice("LINLI_MODE", ("demo", "production"), "demo")
PRODUCTION = MODE == "production"
LINLI_DEMO = MODE == "demo"
VAR = env.var()
DEBUG = env.bool("LINLI_DEBUG", False)

SECRET_KEY = keys.required("SECRET_KEY") if PRODUCTION else keys.kept(VAR, "SECRET_KEY")
LINLI_DATA_KEY = keys.required("LINLI_DATA_KEY") if PRODUCTION else keys.kept(VAR, "LINLI_DATA_KEY")
LINLI_OLD_DATA_KEYS = keys.older(LINLI_DATA_KEY, env.list("LINLI_OLD_DATA_KEYS"))
LINLI_CIPHER = env.choice("LINLI_CIPHER", ("sm4", "aes"), "sm4")
LINLI_CRYPTO = env.str(
    "LINLI_CRYPTO", "linli.kernel.crypto.openssl"
)  # the module that computes; may be a deployment's own
LINLI_SMS = env.str(  # the module that sends text messages; empty: none are sent, and residents can't sign in
    "LINLI_SMS", "" if PRODUCTION else "linli.domains.notices.gateways.console"
)
LINLI_MAIL = env.str("LINLI_MAIL", "" if PRODUCTION else "linli.domains.notices.gateways.console")  # the same for mail
LINLI_SMS_HTTP = messages.sms_over_http(env)
LINLI_SMS_REPORT = messages.sms_report(env)
DEFAULT_FROM_EMAIL = env.str("LINLI_MAIL_FROM", "linli@localhost")
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = messages.smtp(env)
EMAIL_TIMEOUT = 10
LINLI_HOLIDAYS = env.str("LINLI_HOLIDAYS", "")  # a file that adds published holidays, see linli/kernel/holidays.py
ALLOWED_HOSTS = env.list("LINLI_HOSTS", None if PRODUCTION else "*")
CSRF_TRUSTED_ORIGINS = env.list("LINLI_ORIGINS")
#: Where residents find us, without a slash at the end: links in messages begin with it.
LINLI_ADDRESS = messages.address(env, CSRF_TRUSTED_ORIGINS)

LINLI_DB_POOL = env.int("LINLI_DB_POOL", 8, least=1)
DATABASES = {"default": database.default(PRODUCTION, LINLI_DB_POOL)} | database.replica(LINLI_DB_POOL)
#: How many seconds the replica may be behind and still answer; who wrote reads the first server until it has caught up (assumed).
LINLI_REPLICA_SECONDS = env.int("LINLI_REPLICA_SECONDS", 5, least=1)
LINLI_DB_ROLE = database.role()
LINLI_DB_OWNER = database.owner()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    *LINLI_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
]
AUTH_USER_MODEL = "access.Account"

MIDDLEWARE = [
    "linli.kernel.middleware.RequestId",
    "linli.config.middleware.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.config.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "linli.surfaces.web.preferences.LanguageMiddleware",
    "linli.surfaces.api.json.problems.ProblemsForPrograms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "linli.foundation.access.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "linli.foundation.access.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "linli.kernel.middleware.DomainErrors",
    "linli.config.replica.ReadReplica",  # the last, so that all before it have read session and rights on the first server
]

ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "linli.surfaces.web.context.shell",
            ],
        },
    }
]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "access:sign-in"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
METHODS_DIR = ROOT / "methods"

SESSION_ENGINE = "linli.foundation.access.services.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
#: How long a session that has proved itself may open sealed fields, export people and change rights (assumed).
LINLI_PROOF_MINUTES = env.int("LINLI_PROOF_MINUTES", 10, least=1)
#: Networks that aren't public and may be called all the same (10.2.0.0/16), parted by commas; also lets addresses begin with http://.
LINLI_WEBHOOK_NETWORKS = env.networks("LINLI_WEBHOOK_NETWORKS")
#: Requests that a key of another system may send in an hour, counted in each process (assumed: a hundred in a minute).
LINLI_KEY_REQUESTS = env.int("LINLI_KEY_REQUESTS", 6000, least=1)
#: Days for which other systems can go back in the feeds of news (assumed: half a year); who comes later is told so.
LINLI_FEED_DAYS = env.int("LINLI_FEED_DAYS", 183, least=1)
#: Roles that may work with a second factor only, parted by commas (assumed: none; everybody may set one up).
LINLI_SECOND_FACTOR_ROLES = env.list("LINLI_SECOND_FACTOR_ROLES")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION and env.bool("LINLI_HTTPS", True)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "linli.surfaces.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SESSION_COOKIE_SECURE
#: Proxies of ours in front: how many entries at the end of X-Forwarded-For are to be believed.
LINLI_PROXY_HOPS = env.int("LINLI_PROXY_HOPS", 1 if PRODUCTION else 0, least=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"  # a signed cookie: no write of the session

PROCRASTINATE_ON_APP_READY = None
LOGGING = logging_config(json_lines=PRODUCTION, level=env.choice("LINLI_LOG", ("DEBUG", "INFO", "WARNING"), "INFO"))
