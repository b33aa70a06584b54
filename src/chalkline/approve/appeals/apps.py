"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveAppealsConfig(AppConfig):
    name = "chalkline.approve.appeals"
    label = "approve_appeals"
