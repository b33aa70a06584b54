"""Names this domain to Django."""

from django.apps import AppConfig


class ToolsRegisterConfig(AppConfig):
    name = "chalkline.tools.register"
    label = "tools_register"
