"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeOnCallConfig(AppConfig):
    name = "chalkline.oversee.on_call"
    label = "oversee_on_call"
