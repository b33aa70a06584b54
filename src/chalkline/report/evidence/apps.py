"""Names this domain to Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "chalkline.report.evidence"
    label = "report_evidence"
