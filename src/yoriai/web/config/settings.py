"""The one settings file; what differs between machines comes from the environment.

| variable | meaning | default |
|---|---|---|
| YORIAI_DATA | folder for database, uploads, exports, outbox | var/ beside manage.py |
| DATABASE_URL | another database, e.g. postgres://… | SQLite in YORIAI_DATA |
| YORIAI_SECRET_KEY | signing key | a file in YORIAI_DATA, made at first start |
| YORIAI_HOSTS | host names, comma separated | localhost and HOST |
| YORIAI_HTTPS | 1 when served over https (secure cookies, HSTS) | 0 |
| YORIAI_PROXIES | number of trusted proxies in front | 0 |
| YORIAI_DEMO | 1 shows the demo people on the sign-in page | 0 |
| YORIAI_CENTRE | name of the centre that runs the site, in the foot of every page | 市民活動支援センター |
| YORIAI_MAIL | smtp://host:port to send mail | files in YORIAI_DATA/outbox |
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import django.conf.locale
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[4]
DATA = Path(os.environ.get("YORIAI_DATA", ROOT / "var"))
HTTPS = os.environ.get("YORIAI_HTTPS") == "1"
DEMO = os.environ.get("YORIAI_DEMO") == "1"
CENTRE = os.environ.get("YORIAI_CENTRE", "市民活動支援センター")


def _secret_key() -> str:
    given = os.environ.get("YORIAI_SECRET_KEY")
    if given:
        return given
    DATA.mkdir(parents=True, exist_ok=True)
    file = DATA / "secret.key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
        file.chmod(0o600)
    return file.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [
    *os.environ.get("YORIAI_HOSTS", "").split(","),
    "localhost",
    "127.0.0.1",
    "[::1]",
    os.environ.get("HOST", "localhost"),
]
ROOT_URLCONF = "yoriai.web.config.urls"
WSGI_APPLICATION = "yoriai.web.config.wsgi.application"
ASGI_APPLICATION = "yoriai.web.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FOUNDATION = [
    "yoriai.web.ui",
    "yoriai.web.accounts",
    "yoriai.web.register",
    "yoriai.web.audit",
    "yoriai.web.exports",
    "yoriai.web.measures",
    "yoriai.web.notices",
]
AREAS = [
    "yoriai.web.voices",
]
INSTALLED_APPS = [
    *FOUNDATION,
    *AREAS,
    "yoriai.web.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "yoriai.web.accounts.middleware.ViewerMiddleware",
    "yoriai.web.accounts.middleware.SecondFactorMiddleware",
    "yoriai.web.ui.middleware.FuriganaMiddleware",
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
                "csp.context_processors.nonce",
                "yoriai.web.ui.context.shell",
            ],
        },
    }
]

# --- database -------------------------------------------------------------------------------
# SQLite as measured in the design: WAL, IMMEDIATE, never ATOMIC_REQUESTS.
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA / 'yoriai.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        # secure_delete: what is deleted is overwritten, so that an erased person is in no free page either
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; "
        "PRAGMA secure_delete=ON; "
        # mapped into memory: a scan of the register's search entries copies nothing (bench_register)
        "PRAGMA mmap_size=268435456;",
    }
else:  # a page's query is short: starting helper processes for it costs twice its CPU (bench_register)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c max_parallel_workers_per_gather=0"
    )
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- people and login ------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "yoriai.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False  # the counter has shared machines: closing the browser signs out
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "【寄合】"
ACCOUNT_USER_DISPLAY = "yoriai.web.accounts.rules.shown_name"
# lockout by account (key) and by address (ip)
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/15m/ip,10/15m/key",
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,5/h/key",
    "reauthenticate": "10/15m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("YORIAI_PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "寄合"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds to either side (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- what a browser may do --------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ["camera", "geolocation", "microphone", "payment", "usb", "interest-cohort"]
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_PERMISSIONS = 0o600

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
django.conf.locale.LANG_INFO["ja-easy"] = {
    "bidi": False,
    "code": "ja-easy",
    "name": "Plain Japanese",
    "name_local": "やさしい日本語",
}
LOCALE_PATHS = [
    ROOT / "src" / "yoriai" / "web" / "locale",
    ROOT / "src" / "yoriai" / "web" / "voices" / "locale" / "maps",
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

# --- files and mail -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
EXPORT_FOLDER = DATA / "exports"
ERASED_LIST = DATA / "erased.txt"  # who was erased, by number: done again after a backup is restored
DEFAULT_FROM_EMAIL = os.environ.get("YORIAI_FROM", "yoriai@localhost")
_mail = urlsplit(os.environ.get("YORIAI_MAIL", ""))
if _mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS = _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "outbox"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
