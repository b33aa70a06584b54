"""Names this domain to Django."""

from django.apps import AppConfig


class PurposeProblemsConfig(AppConfig):
    name = "chalkline.purpose.problems"
    label = "purpose_problems"
