"""Django's settings for the pages: languages, templates, headers, static files.

Not here: the database and the home's own settings, which come from `bilateral.node.settings`. There are no accounts
yet, so there are no sessions, no messages, no admin and no cookie but the language.
"""

from pathlib import Path

from bilateral.node.settings import *  # noqa: F403
from bilateral.node.settings import HOME
from bilateral.node.settings import INSTALLED_APPS as NODE_APPS

HERE = Path(__file__).resolve().parent
BUILT = HERE / "static" / "built"

INSTALLED_APPS = [*NODE_APPS, "django.contrib.staticfiles", "csp", "bilateral.web"]
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
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600

# -- requests: no CSRF token, because no request changes anything and nobody is signed in ----
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bilateral.web.security.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "bilateral.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
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
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "bilateral.web.context.frame"],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bilateral.web.templatetags.bilateral",
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
