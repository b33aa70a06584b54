"""Names this step to Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "chalkline.people"
    label = "people"
