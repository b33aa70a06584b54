"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveRequestsConfig(AppConfig):
    name = "chalkline.approve.requests"
    label = "approve_requests"
