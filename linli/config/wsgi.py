"""The WSGI application that Granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
application = get_wsgi_application()

# What is loaded by now stays, and a request makes thousands of small objects that die with it: the collector needn't look
# at the first ones at all nor at the others after each 700 (docs/reference/performance.md tells what that brings).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
