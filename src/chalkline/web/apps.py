"""Names the browser's door to Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chalkline.web"
    label = "web"
