"""Names this domain to Django, and lets later steps put their things on the calendar."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OverseeReviewCalendarConfig(AppConfig):
    name = "chalkline.oversee.review_calendar"
    label = "oversee_review_calendar"

    def ready(self) -> None:
        """Load what domains declared in a module called ``reviewables``."""
        autodiscover_modules("reviewables")
