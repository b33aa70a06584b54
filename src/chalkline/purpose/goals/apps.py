"""Names this domain to Django."""

from django.apps import AppConfig


class PurposeGoalsConfig(AppConfig):
    name = "chalkline.purpose.goals"
    label = "purpose_goals"
