"""Names this domain to Django."""

from django.apps import AppConfig


class GovernDelegationsConfig(AppConfig):
    name = "chalkline.govern.delegations"
    label = "govern_delegations"
