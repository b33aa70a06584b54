"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveModelChecksConfig(AppConfig):
    name = "chalkline.approve.model_checks"
    label = "approve_model_checks"
