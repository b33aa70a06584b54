"""Names this domain to Django, and lets later steps say what people said of a tool."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ApprovePacketsConfig(AppConfig):
    name = "chalkline.approve.packets"
    label = "approve_packets"

    def ready(self) -> None:
        """Load what later steps declared in a module called ``heard_of_tools``."""
        autodiscover_modules("heard_of_tools")
