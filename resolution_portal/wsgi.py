"""The WSGI application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from .lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")

if os.environ.get("PORTAL_LAUNCHED"):
    # The server's own workers are grandchildren of the launcher; they must not outlive a killed server.
    die_with_parent()

application = get_wsgi_application()
