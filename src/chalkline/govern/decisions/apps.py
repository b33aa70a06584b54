"""Names this domain to Django."""

from django.apps import AppConfig


class GovernDecisionsConfig(AppConfig):
    name = "chalkline.govern.decisions"
    label = "govern_decisions"
