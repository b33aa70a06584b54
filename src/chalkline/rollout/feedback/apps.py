"""Names this domain to Django."""

from django.apps import AppConfig


class RolloutFeedbackConfig(AppConfig):
    name = "chalkline.rollout.feedback"
    label = "rollout_feedback"
