"""Names this step to Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "chalkline.ledger"
    label = "ledger"
