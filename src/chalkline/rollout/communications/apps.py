"""Names this domain to Django."""

from django.apps import AppConfig


class RolloutCommunicationsConfig(AppConfig):
    name = "chalkline.rollout.communications"
    label = "rollout_communications"
