"""Names this domain to Django."""

from django.apps import AppConfig


class DataIntegrityConfig(AppConfig):
    name = "chalkline.data.integrity"
    label = "data_integrity"
