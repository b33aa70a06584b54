"""Names this domain to Django."""

from django.apps import AppConfig


class RolloutPhasesConfig(AppConfig):
    name = "chalkline.rollout.phases"
    label = "rollout_phases"
