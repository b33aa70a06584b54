"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeDrillsConfig(AppConfig):
    name = "chalkline.oversee.drills"
    label = "oversee_drills"
