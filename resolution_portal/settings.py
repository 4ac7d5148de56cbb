"""Django's settings: everything that depends on the machine comes from `environment`."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse_lazy

from . import environment
from .redis_urls import broker_url, cache_url
from .timetable import timetable

try:
    ENVIRONMENT = environment.read()
except environment.BadEnvironment as error:
    raise SystemExit(f"resolution_portal: {error}") from None

BASE_DIR = environment.BASE_DIR
VAR_DIR = ENVIRONMENT.var_dir
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
SITE_URL = ENVIRONMENT.site_url
PORTAL_DEMO = ENVIRONMENT.demo
PORTAL_TODAY = ENVIRONMENT.today


# Applications
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "csp",
    "organizations",
    "tasks",
    "reports",
    "resolution_portal.background",
    "resolution_portal.notices",
    "resolution_portal.once",
    "resolution_portal.audit",
    "resolution_portal.workdays",
    "resolution_portal.components",
    "resolution_portal.pages",
    "resolution_portal.demo",
    # last, so that the form templates in templates/django/forms win over Django's own
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Below the static files, which lie compressed; above everything that writes into an answer.
    "resolution_portal.compression.PageCompressionMiddleware",
    "resolution_portal.audit.request_id.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organizations.middleware.ReachMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "resolution_portal.problems.ProblemMiddleware",
]
ROOT_URLCONF = "resolution_portal.urls"
WSGI_APPLICATION = "resolution_portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "resolution_portal.pages.frame.frame",
            ],
        },
    },
]

# Data
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "portal.sqlite3",
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        # IMMEDIATE takes the write lock at the start of a transaction: waiting in line, no «database is locked».
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # A file, as an in-memory database is one shared connection to all threads: «table is locked».
    "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
}
DATABASES = {"default": SQLITE}
if ENVIRONMENT.database:
    DATABASES = {"default": {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, **ENVIRONMENT.database}}
else:
    (VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

REDIS_URL = ENVIRONMENT.redis_url
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": cache_url(REDIS_URL),
            "KEY_PREFIX": "portal",
        }
    }
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ENVIRONMENT.files_dir), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "resolution_portal.static_files.ManifestStorage",
    },
}
MEDIA_ROOT = str(ENVIRONMENT.files_dir)
STATIC_URL = "/static/"
STATIC_ROOT = str(VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "resolution_portal.static_files.PackageFinder",
]

# Language and time
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

# People
AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
# Whole municipalities sit behind one address, so only the limit by account is tight.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key"}
SESSION_COOKIE_AGE = 30 * 24 * 3600

# Protection
ALLOWED_HOSTS = [*environment.LOOPBACK, urlsplit(SITE_URL).hostname or ""]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "resolution_portal.problems.csrf_failure"
SECURE_HTTPS = not ENVIRONMENT.insecure_http
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HTTPS
if SECURE_HTTPS:
    # TLS ends at a proxy, which sets this header itself whatever the browser sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# A plan of control is one form, a dozen fields a directive; the usual 1,000 would end at eighty directives.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Mail: letters wait in the database and leave through this.
EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if PORTAL_DEMO else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
if ENVIRONMENT.email:
    globals().update({name: value for name, value in ENVIRONMENT.email.items() if name.startswith("EMAIL_")})
DEFAULT_FROM_EMAIL = SERVER_EMAIL = (ENVIRONMENT.email or {}).get(
    "DEFAULT_FROM_EMAIL", f"portal@{urlsplit(SITE_URL).hostname}"
)

# Background work
# The row is the queue: how often beat looks for rows that wait, how long a row is left to the worker that took it
# (above the longest step of its work), and when a letter is tried the second time.
SWEEP_SECONDS = ENVIRONMENT.sweep_seconds
LEASE_SECONDS = ENVIRONMENT.lease_seconds
RETRY_SECONDS = ENVIRONMENT.retry_seconds
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above the longest job: a message goes back only when its worker is surely gone.
    "visibility_timeout": 6 * 3600,
    "unacked_restore_interval": 3,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat" / "schedule")
CELERY_BEAT_SCHEDULE = timetable(SWEEP_SECONDS)

# API
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "resolution_portal.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "resolution_portal.api.schema.PortalSchema",
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "organizations.api.permissions.HasScope",
    ],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "organizations.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Исполнение резолюций",
    "DESCRIPTION": "Пункты на исполнении, отчёты о ходе исполнения и сводная таблица.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "TaskStatus": "tasks.models.Status",
        "ResolutionStatus": "tasks.models.resolution.Resolution.State",
        "ReportState": "reports.models.ProgressReport.State",
        "FileState": "reports.models.StoredFile.State",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
