"""Names this domain to Django."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "chalkline.report.strategy"
    label = "report_strategy"
