"""Names this domain to Django."""

from django.apps import AppConfig


class PurposePortfolioConfig(AppConfig):
    name = "chalkline.purpose.portfolio"
    label = "purpose_portfolio"
