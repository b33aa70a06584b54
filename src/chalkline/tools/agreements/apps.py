"""Names this domain to Django."""

from django.apps import AppConfig


class ToolsAgreementsConfig(AppConfig):
    name = "chalkline.tools.agreements"
    label = "tools_agreements"
