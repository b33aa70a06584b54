"""Names the API to Django: it keeps the answers to calls that may be repeated."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "chalkline.rest"
    label = "rest"
