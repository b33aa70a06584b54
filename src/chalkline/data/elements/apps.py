"""Names this domain to Django."""

from django.apps import AppConfig


class DataElementsConfig(AppConfig):
    name = "chalkline.data.elements"
    label = "data_elements"
