"""Names this domain to Django."""

from django.apps import AppConfig


class GovernCommitteesConfig(AppConfig):
    name = "chalkline.govern.committees"
    label = "govern_committees"
