"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveRoutesConfig(AppConfig):
    name = "chalkline.approve.routes"
    label = "approve_routes"
