"""The web application, for an ASGI server."""

import os

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")

from django.core.asgi import get_asgi_application  # noqa: E402  (Django may not load before the line above)

application = get_asgi_application()
