"""Names this domain to Django."""

from django.apps import AppConfig


class ApproveHumanRecordsConfig(AppConfig):
    name = "chalkline.approve.human_records"
    label = "approve_human_records"
