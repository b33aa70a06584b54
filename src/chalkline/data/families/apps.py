"""Names this domain to Django."""

from django.apps import AppConfig


class DataFamiliesConfig(AppConfig):
    name = "chalkline.data.families"
    label = "data_families"
