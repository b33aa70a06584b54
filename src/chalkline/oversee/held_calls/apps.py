"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeHeldCallsConfig(AppConfig):
    name = "chalkline.oversee.held_calls"
    label = "oversee_held_calls"
