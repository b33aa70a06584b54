"""Names this domain to Django."""

from django.apps import AppConfig


class PilotEvaluationConfig(AppConfig):
    name = "chalkline.pilot.evaluation"
    label = "pilot_evaluation"
