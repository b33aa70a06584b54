"""Names this domain to Django."""

from django.apps import AppConfig


class GovernResponsibilitiesConfig(AppConfig):
    name = "chalkline.govern.responsibilities"
    label = "govern_responsibilities"
