"""Names this domain to Django."""

from django.apps import AppConfig


class PeopleStandingConfig(AppConfig):
    name = "chalkline.people.standing"
    label = "people_standing"
