"""The WSGI application that the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")

# What a start makes stays: looking among it for what could go costs a fifth of the start, and of every later look.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()
