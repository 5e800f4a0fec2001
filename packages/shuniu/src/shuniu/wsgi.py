"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

from shuniu.kernel.base.lasting import lasting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")

with lasting():
    application = get_wsgi_application()
