"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveUsesConfig(AppConfig):
    name = "chalkline.approve.uses"
    label = "approve_uses"
