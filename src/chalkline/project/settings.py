"""Django's settings, made from Configuration. Nothing here is read from anywhere else."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from chalkline.kernel.keyring import Keyring
from chalkline.project.configuration import read_configuration
from chalkline.project.sign_in import provider_apps

CHALKLINE = read_configuration()
CHALKLINE.home.mkdir(parents=True, exist_ok=True)
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = Keyring(CHALKLINE.key_folder).key("web-sessions").hex()
DEBUG = CHALKLINE.debug
ALLOWED_HOSTS = CHALKLINE.hosts

STEPS = [
    "chalkline.ledger",
    "chalkline.jobs",
    "chalkline.people",
    "chalkline.people.standing",
    "chalkline.govern.committees",
    "chalkline.govern.responsibilities",
    "chalkline.govern.decisions",
    "chalkline.govern.delegations",
    "chalkline.govern.custom_fields",
    "chalkline.govern.policies",
    "chalkline.govern.minutes",
    "chalkline.purpose.goals",
    "chalkline.purpose.problems",
    "chalkline.purpose.use_cases",
    "chalkline.purpose.portfolio",
    "chalkline.tools.register",
    "chalkline.tools.agreements",
    "chalkline.tools.questionnaires",
    "chalkline.tools.evaluations",
    "chalkline.data.systems",
    "chalkline.data.elements",
    "chalkline.data.flows",
    "chalkline.data.duties",
    "chalkline.data.integrity",
    "chalkline.data.families",
    "chalkline.data.access",
    "chalkline.approve.requests",
    "chalkline.approve.routes",
    "chalkline.approve.reviews",
    "chalkline.approve.model_checks",
    "chalkline.approve.packets",
    "chalkline.approve.uses",
    "chalkline.approve.appeals",
    "chalkline.approve.human_records",
    "chalkline.publish.stops",
    "chalkline.publish.district_rules",
    "chalkline.publish.bundle",
    "chalkline.publish.roster_extract",
    "chalkline.publish.front_ends",
    "chalkline.publish.holds",
    "chalkline.publish.limits",
    "chalkline.publish.helps",
    "chalkline.publish.expectations",
    "chalkline.publish.standing_pack",
    "chalkline.publish.filter_lists",
    "chalkline.pilot.plans",
    "chalkline.pilot.measures",
    "chalkline.pilot.evaluation",
    "chalkline.discover.sources",
    "chalkline.discover.surveys",
    "chalkline.discover.findings",
    "chalkline.discover.audits",
    "chalkline.assist.library",
    "chalkline.assist.retrieval",
    "chalkline.assist.drafts",
    "chalkline.oversee.incidents",
    "chalkline.oversee.held_calls",
    "chalkline.oversee.on_call",
    "chalkline.oversee.kept_texts",
    "chalkline.oversee.output_review",
    "chalkline.oversee.drills",
    "chalkline.oversee.review_calendar",
    "chalkline.rollout.training",
    "chalkline.rollout.communications",
    "chalkline.rollout.budget",
    "chalkline.rollout.feedback",
    "chalkline.rollout.phases",
    "chalkline.oversee.security_audits",
    "chalkline.oversee.paired_prompts",
    "chalkline.report.evidence",
    "chalkline.report.board",
    "chalkline.report.dry_run",
    "chalkline.report.strategy",
    "chalkline.report.readiness",
    "chalkline.rest",
    "chalkline.web",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *STEPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "chalkline.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chalkline.web.middleware.Language",
    "chalkline.web.middleware.Look",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chalkline.web.middleware.OneReading",
    "chalkline.web.middleware.ActorOfRequest",
    "chalkline.web.middleware.SecondStep",
    "chalkline.web.middleware.ProblemPages",
]
ROOT_URLCONF = "chalkline.project.urls"
WSGI_APPLICATION = "chalkline.project.wsgi.application"
ASGI_APPLICATION = "chalkline.project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chalkline.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "chalkline.web.templatetags.saying"],
        },
    }
]
COTTON_DIR = "components"

DATABASES = CHALKLINE.databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {"login": "chalkline.web.sign_in_form.SignInForm"}
ACCOUNT_ADAPTER = "chalkline.web.accounts.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the roster, and nobody opens an account for themselves
MFA_ADAPTER = "chalkline.web.accounts.SecondStepAdapter"
MFA_TOTP_ISSUER = "Chalkline"
SOCIALACCOUNT_ADAPTER = "chalkline.web.district_sign_in.DistrictSignIn"
SOCIALACCOUNT_STORE_TOKENS = False  # who somebody is follows from the roster each time; nothing is linked or kept
SOCIALACCOUNT_LOGIN_ON_GET = True  # the button is a link: the content policy lets no form lead to another site
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": provider_apps(CHALKLINE)}}
CSRF_FAILURE_VIEW = "chalkline.web.problems.form_expired"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = ["chalkline.web.formats"]
TIME_ZONE = CHALKLINE.zone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = CHALKLINE.home / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or os.environ.get("CHALKLINE_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = CHALKLINE.home / "uploads"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # a folder at once; the page of logs says what to do with more
FILE_UPLOAD_HANDLERS = [
    "chalkline.web.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CHALKLINE.secure
SECURE_SSL_REDIRECT = CHALKLINE.secure
SECURE_REDIRECT_EXEMPT = ["^internal/"]  # the gateway asks on loopback, behind the proxy; each message is signed
if CHALKLINE.secure:  # only a proxy on this machine reaches the server, and it says by which scheme it was asked
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000 if CHALKLINE.secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if CHALKLINE.email_host
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = CHALKLINE.email_host
DEFAULT_FROM_EMAIL = CHALKLINE.email_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "chalkline.project.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
