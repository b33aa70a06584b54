"""Names this domain to Django."""

from django.apps import AppConfig


class PilotPlansConfig(AppConfig):
    name = "chalkline.pilot.plans"
    label = "pilot_plans"
