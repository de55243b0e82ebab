"""Django's settings, made from the desk's own (``assistant.settings.DeskSettings``)."""

from pathlib import Path

from assistant.desk.catalogues import compile_into
from assistant.desk.databases import database
from assistant.environment import HOST
from assistant.secret_files import kept_secret
from assistant.settings import DeskSettings, UseSettings, text_of

HERE = Path(__file__).parent
DESK = DeskSettings()

# The rooms, in the menu's order: one line each, a package with apps.py and urls.py.
SLICES = [
    "assistant.desk.facts",
    "assistant.desk.unanswered",
    "assistant.desk.conversations",
    "assistant.desk.use",
    "assistant.desk.accounts",
    "assistant.desk.audit",
]

SECRET_KEY = text_of(DESK.desk_key) or kept_secret(DESK.desk_key_file)
DEBUG = False
# Who watches over the process asks it by its address, whatever its name.
ALLOWED_HOSTS = [*DESK.desk_hosts.split(), HOST]
ROOT_URLCONF = "assistant.desk.urls"
WSGI_APPLICATION = "assistant.desk.wsgi.application"
DATABASES = {"default": database(DESK.desk_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = UseSettings().office_zone

INSTALLED_APPS = [
    "assistant.desk",
    *SLICES,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "assistant.desk.middleware.PageRulesMiddleware",
    "assistant.desk.middleware.SessionEndMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "assistant.desk.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assistant.desk.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "assistant.desk.forms.DeskForms"

# --- words ---------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ar", "العربية")]
WORDS = DESK.desk_folder.resolve() / "words"
LOCALE_PATHS = [WORDS]
# Here, before anything reads them: Django keeps what it found.
compile_into(WORDS)
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# --- files of the pages --------------------------------------------------------------------
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# --- accounts ------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = DESK.desk_link_hours * 3600
ACCOUNT_ADAPTER = "assistant.desk.accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_USER_DISPLAY = "assistant.desk.accounts.models.display_name"
ALLAUTH_TRUSTED_PROXY_COUNT = DESK.desk_proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "OIM Tunisie"
MFA_TOTP_TOLERANCE = 1
# Browsers themselves allow passkeys without https on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not DESK.desk_https

# Too many wrong passwords of one account. An office is one address to us: of one address, allauth
# itself lets ten a minute through.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "assistant.desk.accounts.adapter.name_tried"
AXES_CLIENT_IP_CALLABLE = "assistant.desk.accounts.adapter.address_of"
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

# --- sessions and cookies ------------------------------------------------------------------
SESSION_COOKIE_AGE = DESK.desk_idle_minutes * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_HOURS = DESK.desk_session_hours
SESSION_COOKIE_NAME = "desk_session"
CSRF_COOKIE_NAME = "desk_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = DESK.desk_https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if DESK.desk_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
