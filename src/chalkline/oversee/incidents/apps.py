"""Names this domain to Django."""

from django.apps import AppConfig


class OverseeIncidentsConfig(AppConfig):
    name = "chalkline.oversee.incidents"
    label = "oversee_incidents"
