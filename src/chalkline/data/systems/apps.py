"""Names this domain to Django."""

from django.apps import AppConfig


class DataSystemsConfig(AppConfig):
    name = "chalkline.data.systems"
    label = "data_systems"
