"""Names this domain to Django."""

from django.apps import AppConfig


class GovernMinutesConfig(AppConfig):
    name = "chalkline.govern.minutes"
    label = "govern_minutes"
