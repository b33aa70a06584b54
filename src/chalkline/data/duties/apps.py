"""Names this domain to Django."""

from django.apps import AppConfig


class DataDutiesConfig(AppConfig):
    name = "chalkline.data.duties"
    label = "data_duties"
