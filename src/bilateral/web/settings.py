"""Django's settings for the pages: languages, templates, headers, static files, signing in.

Not here: the database and the home's own settings, which come from `bilateral.node.settings`. There is no admin: what
officials do, they do on pages of ours. Who doesn't sign in gets no cookie but the language.
"""

from pathlib import Path

from bilateral.node.settings import *  # noqa: F403
from bilateral.node.settings import HOME
from bilateral.node.settings import INSTALLED_APPS as NODE_APPS

HERE = Path(__file__).resolve().parent
BUILT = HERE / "static" / "built"

INSTALLED_APPS = [
    *NODE_APPS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "csp",
    "bilateral.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
DEBUG = False
ALLOWED_HOSTS = list(HOME.hosts)
ROOT_URLCONF = "bilateral.web.urls"
WSGI_APPLICATION = "bilateral.web.wsgi.application"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# -- what the pages read -------------------------------------------------------------------------------------------
BILATERAL_READ = "bilateral.node.read"  # tests put a fake here
BILATERAL_PUBLICATION = HOME.public

# -- languages -----------------------------------------------------------------------------------------------------
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [HERE / "locale", HERE / "accounts" / "locale"]  # the second: words that are allauth's
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# -- requests ------------------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "bilateral.web.security.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "bilateral.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bilateral.web.faults.FaultMiddleware",
]
APPEND_SLASH = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'"],
        "script-src": ["'self'"],  # one script of our own, on entry pages; nothing inline
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# -- templates and static files ------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bilateral.web.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bilateral.web.templatetags.bilateral",
                "bilateral.web.templatetags.fields",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BUILT / "assets"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = BUILT / "served"
STORAGES = {"staticfiles": {"BACKEND": "bilateral.web.storage.Files"}}
WHITENOISE_MAX_AGE = 3600  # names that carry a hash are served as immutable, whatever this says

# -- signing in: people who were invited, by password or an OpenID Connect server, with a second factor ----------------
SECURE_SITE = HOME.url.startswith("https://")
# Two nodes of a demonstration stand on one host, where cookies know no ports: each has names of its own.
OWN_NAME = f"-{HOME.own[0]}" if HOME.demonstration and HOME.own else ""
SESSION_COOKIE_NAME = f"session{OWN_NAME}"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SITE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"csrf{OWN_NAME}"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "bilateral.web.faults.stale_form"
CSRF_TRUSTED_ORIGINS = [HOME.url] if SECURE_SITE else []
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_SITE else 0
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
ACCOUNT_ADAPTER = "bilateral.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "bilateral.web.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bilateral"
MFA_TOTP_TOLERANCE = 1  # one step either way, as RFC 6238 section 5.2 recommends: a code may be typed while it changes
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = HOME.url.startswith("http://localhost")
SOCIALACCOUNT_ADAPTER = "bilateral.web.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an invited address that the configured server vouches for is that person
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}  # the servers: accounts.adapters
