"""Names this domain to Django."""

from django.apps import AppConfig


class RolloutTrainingConfig(AppConfig):
    name = "chalkline.rollout.training"
    label = "rollout_training"
