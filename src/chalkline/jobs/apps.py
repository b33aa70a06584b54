"""Names this step to Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "chalkline.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Load every domain's jobs, so that the worker knows what the names in the queue mean."""
        autodiscover_modules("jobs")
