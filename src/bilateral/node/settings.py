"""Django settings of a node without HTTP: its database and its one app. `bilateral.web.settings` builds on these."""

import os

import dj_database_url

from bilateral.node.home import home_path, load
from bilateral.node.secret import web_secret

HOME = load(home_path())
SECRET_KEY = os.environ.get("BILATERAL_SECRET_KEY") or web_secret(HOME)
AUTH_USER_MODEL = "node.Person"
INSTALLED_APPS = ["bilateral.node"]
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# SQLite by default; PostgreSQL where BILATERAL_DATABASE_URL names one. Both commit durably before an act is
# acknowledged.
_url = os.environ.get("BILATERAL_DATABASE_URL")
if _url:
    DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=600, conn_health_checks=True)}
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=on"
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(HOME.database),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;",
            },
        }
    }
