"""Django's settings, made from the clinic's one settings file; secure unless the file says otherwise."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from .config import LOOPBACK, Database, data_folder, read_settings

DATA = data_folder()
CLINIC = read_settings(DATA)
DEMO = os.environ.get("MYELOBONE_DEMO") == "1"
HERE = Path(__file__).parent


def _kept(name: str) -> str:
    """A secret of the data folder; before `serve` has made one, a secret of this process alone."""
    file = DATA / name
    return file.read_text("ascii").strip() if file.is_file() else secrets.token_hex(32)


def databases(data: Path, wanted: Database) -> dict[str, dict[str, Any]]:
    """Django's `DATABASES`: SQLite that keeps what it acknowledged, or PostgreSQL."""
    common = {"ATOMIC_REQUESTS": False, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if wanted.engine == "postgresql":
        password = Path(wanted.password_file).read_text().strip() if wanted.password_file else ""
        wait = int(wanted.wait_seconds * 1000)
        options: dict[str, Any] = {"options": f"-c lock_timeout={wait} -c timezone=UTC"}
        return {"default": {
            **common, "ENGINE": "django.db.backends.postgresql", "NAME": wanted.name, "USER": wanted.user,
            "PASSWORD": password, "HOST": wanted.host, "PORT": str(wanted.port), "OPTIONS": options,
        }}  # fmt: skip
    # DELETE and EXTRA: write-ahead logging has a race that corrupts in the versions that systems ship
    pragmas = (
        "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON;"
        " PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
    )
    options = {
        "transaction_mode": "IMMEDIATE", "timeout": wanted.wait_seconds, "init_command": pragmas,
    }  # fmt: skip
    return {"default": {
        **common, "ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "clinic.sqlite3"),
        "OPTIONS": options,
    }}  # fmt: skip


SECRET_KEY = _kept("secret.key")
AUDIT_KEY = _kept("audit.key").encode()
AUDIT_HEADS = Path(CLINIC.audit_heads) if CLINIC.audit_heads else DATA
DEBUG = False
DATABASES = databases(DATA, CLINIC.database)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = CLINIC.time_zone
USE_I18N = False  # the words are our own, in web/words
ROOT_URLCONF = "myelobone.web.urls"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "myelobone.web.people",
    "myelobone.web.audit",
    "myelobone.web.store",
    "myelobone.web",
]
MIDDLEWARE = [
    "myelobone.web.frame.address.Address",
    "myelobone.web.frame.trace.Trace",
    "myelobone.web.frame.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "myelobone.web.frame.busy.Busy",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "myelobone.web.frame.language.Language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "myelobone.web.frame.sessions.Sessions",
    "myelobone.web.frame.demo.Demo",
    "myelobone.web.frame.gate.Gate",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.jinja2.Jinja2", "DIRS": [HERE / "templates"],
    "OPTIONS": {"environment": "myelobone.web.pages.jinja.environment", "auto_reload": False},
}]  # fmt: skip

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    *(["myelobone.web.people.ldap.Directory"] if CLINIC.ldap is not None else []),
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
]
LOGIN_URL = "/sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = (
    False  # else whoever goes on guessing keeps its owner out
)
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # an account is locked from wherever it is tried
AXES_CLIENT_IP_CALLABLE = "myelobone.web.frame.address.of"
AXES_LOCKOUT_CALLABLE = "myelobone.web.pages.sign_in.locked"
OTP_TOTP_ISSUER = CLINIC.clinic or "MyeloBone"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1
if CLINIC.oidc is not None:
    OIDC_OP_AUTHORIZATION_ENDPOINT = CLINIC.oidc.authorization
    OIDC_OP_TOKEN_ENDPOINT, OIDC_OP_USER_ENDPOINT = CLINIC.oidc.token, CLINIC.oidc.userinfo
    OIDC_OP_JWKS_ENDPOINT = CLINIC.oidc.keys
    OIDC_RP_CLIENT_ID, OIDC_RP_SCOPES = CLINIC.oidc.client_id, CLINIC.oidc.scopes
    OIDC_RP_CLIENT_SECRET = Path(CLINIC.oidc.secret_file).read_text("utf-8").strip()
    OIDC_RP_SIGN_ALGO = CLINIC.oidc.algorithm
    OIDC_USE_PKCE, OIDC_TIMEOUT = True, 10
    OIDC_AUTHENTICATION_CALLBACK_URL = "oidc_back"

HTTPS = bool(CLINIC.https or CLINIC.certificate)
ALLOWED_HOSTS = list(dict.fromkeys([*CLINIC.hosts, *LOOPBACK, "[::1]"]))
if CLINIC.proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "None" if CLINIC.frame_ancestors and HTTPS else "Lax"
SESSION_COOKIE_AGE = CLINIC.absolute_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE
CSRF_FAILURE_VIEW = "myelobone.web.frame.errors.forged"
SECURE_REFERRER_POLICY = "same-origin"
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATA_UPLOAD_MAX_MEMORY_SIZE = 16_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 16_000_000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler"
]  # no patient in a temporary file

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LOGGING_CONFIG = "myelobone.web.frame.logs.configure"
LOGGING: dict[str, Any] = {"version": 1}  # not empty, or Django would keep its own
