"""Names this domain to Django."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "chalkline.report.readiness"
    label = "report_readiness"
