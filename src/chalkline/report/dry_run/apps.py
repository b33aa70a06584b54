"""Names this domain to Django."""

from django.apps import AppConfig


class DryRunConfig(AppConfig):
    name = "chalkline.report.dry_run"
    label = "report_dry_run"
