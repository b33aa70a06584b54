"""Names this step to Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    name = "chalkline.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Load every domain's facts, so that any process can read any history as sentences."""
        autodiscover_modules("events")
