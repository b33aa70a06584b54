"""Names this domain to Django."""

from django.apps import AppConfig


class ToolsQuestionnairesConfig(AppConfig):
    name = "chalkline.tools.questionnaires"
    label = "tools_questionnaires"
