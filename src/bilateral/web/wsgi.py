"""The WSGI application that `bilateral serve` runs under Granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilateral.web.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # the pages' modules are loaded with it, before the first reader comes

# What is loaded now stays for good, and collecting garbage need not look at it: that took up to 90 ms of some visits.
gc.collect()
gc.freeze()
