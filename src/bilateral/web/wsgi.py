"""The WSGI application that `bilateral serve` runs under Granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilateral.web.settings")
application = get_wsgi_application()
