"""Names this step to Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "chalkline.jobs"
    label = "jobs"
