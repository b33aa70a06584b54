"""Names this domain to Django."""

from django.apps import AppConfig


class DataAccessConfig(AppConfig):
    name = "chalkline.data.access"
    label = "data_access"
