"""The web application, for a WSGI server."""

import os

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  (Django may not load before the line above)

application = get_wsgi_application()
