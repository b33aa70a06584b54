"""Names this domain to Django."""

from django.apps import AppConfig


class PilotMeasuresConfig(AppConfig):
    name = "chalkline.pilot.measures"
    label = "pilot_measures"
