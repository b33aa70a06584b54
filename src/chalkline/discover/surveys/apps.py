"""Names this domain to Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "chalkline.discover.surveys"
    label = "discover_surveys"
