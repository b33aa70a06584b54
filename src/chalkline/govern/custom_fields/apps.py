"""Names this domain to Django."""

from django.apps import AppConfig


class GovernCustomFieldsConfig(AppConfig):
    name = "chalkline.govern.custom_fields"
    label = "govern_custom_fields"
