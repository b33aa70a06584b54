"""Names this domain to Django."""

from django.apps import AppConfig


class AssistLibraryConfig(AppConfig):
    name = "chalkline.assist.library"
    label = "assist_library"
