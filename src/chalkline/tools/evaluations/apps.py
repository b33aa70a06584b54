"""Names this domain to Django, and lets later steps say who is a party to a tool."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ToolsEvaluationsConfig(AppConfig):
    name = "chalkline.tools.evaluations"
    label = "tools_evaluations"

    def ready(self) -> None:
        """Load what later steps declared in a module called ``parties``."""
        autodiscover_modules("parties")
