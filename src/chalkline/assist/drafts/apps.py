"""Names this domain to Django."""

from django.apps import AppConfig


class AssistDraftsConfig(AppConfig):
    name = "chalkline.assist.drafts"
    label = "assist_drafts"
