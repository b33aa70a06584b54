"""Names this domain to Django."""

from django.apps import AppConfig


class RolloutBudgetConfig(AppConfig):
    name = "chalkline.rollout.budget"
    label = "rollout_budget"
